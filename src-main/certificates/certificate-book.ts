import { randomInt } from 'node:crypto';
import {
  type CertificateEnd,
  type CertificateShare,
  cleanNumber,
  giveBack,
  isExpired,
  lastDayOf,
  nextOwnNumber,
  redeem,
} from '../../src-shared/certificates/certificates.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Side } from '../../src-shared/ledger/accounts.rules.ts';
import type { Certificates, CertificateState, Hindrance } from '../checkout/neighbours.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { findType } from './certificate-types.repository.ts';
import {
  type CertificateWithBalance,
  balanceOf,
  findByNumber,
  insertCertificate,
  insertMovement,
  readActive,
  readCertificate,
  readLastSerial,
  readOfClient,
  readSoldBySale,
  readSpent,
  readSpentByDocument,
  readSpentBySale,
} from './certificates.repository.ts';

const DISCOUNT: Side = { account: 4090 };

/** What a check does with certificates, inside its unit of work (T6, E11, E12, E29). */
export class CertificateBook implements Certificates {
  readonly #settings: SettingsService;

  constructor(settings: SettingsService) {
    this.#settings = settings;
  }

  ofClient(reader: Reader, clientId: number, onDate: LocalDate): CertificateState[] {
    return readOfClient(reader, clientId)
      .map((row) => stateOf(row, onDate))
      .filter(({ hindrance }) => hindrance === null);
  }

  state(reader: Reader, certificateId: number, onDate: LocalDate): CertificateState {
    return stateOf(required(reader, certificateId), onDate);
  }

  redeem(
    tx: Tx,
    posting: Posting,
    { certificateId, saleId, amountMinor }: { certificateId: number; saleId: number; amountMinor: number },
  ): void {
    const row = required(tx, certificateId);
    const { hindrance } = stateOf(row, posting.localDate);
    if (hindrance) throw new DomainError(hindrance.code, hindrance.data);
    if (amountMinor > row.balance_minor) {
      throw new DomainError('CERTIFICATE_EMPTY', { number: row.number, balanceMinor: row.balance_minor, amountMinor });
    }
    const share = redeem(balanceOf(row), amountMinor);
    const sale: Side = { account: 1100, object: saleId };
    posting.add('E12', { account: 2200, object: row.id }, sale, share.releasedMinor);
    addDiscount(posting, 'E12', DISCOUNT, sale, share);
    insertMovement(tx, {
      certificate_id: row.id,
      document_id: posting.id,
      sale_id: saleId,
      kind: 'redeem',
      local_date: posting.localDate,
      nominal_minor: -amountMinor,
      liability_minor: -share.releasedMinor,
    });
    fromHeld(tx, posting, row.id);
  }

  giveBack(
    tx: Tx,
    posting: Posting,
    { certificateId, saleId, amountMinor }: { certificateId: number; saleId: number; amountMinor: number },
  ): void {
    const row = required(tx, certificateId);
    const bySale = readSpent(tx, row.id, saleId);
    if (amountMinor > bySale.nominalMinor) {
      throw new DomainError('LIMIT_EXCEEDED', { number: row.number, limitMinor: bySale.nominalMinor, amountMinor });
    }
    const share = giveBack(balanceOf(row), bySale, readSpent(tx, row.id), amountMinor);
    const sale: Side = { account: 1100, object: saleId };
    posting.add('E29', sale, { account: 2200, object: row.id }, share.releasedMinor);
    addDiscount(posting, 'E29', sale, DISCOUNT, share);
    insertMovement(tx, {
      certificate_id: row.id,
      document_id: posting.id,
      sale_id: saleId,
      kind: 'give_back',
      local_date: posting.localDate,
      nominal_minor: amountMinor,
      liability_minor: share.releasedMinor,
    });
  }

  /** @throws DomainError ALREADY_EXISTS (number), INVALID_INPUT (nothing was paid for it), NOT_FOUND (type) */
  sell(tx: Tx, posting: Posting, what: Parameters<Certificates['sell']>[2]): number {
    // A certificate for nothing is a coupon (T6): it would be a liability without money.
    if (what.paidMinor < 1) throw new DomainError('INVALID_INPUT', { field: 'priceMinor', fault: 'CERTIFICATE_FREE' });
    const number = cleanNumber(what.number) || this.nextNumber(tx);
    if (findByNumber(tx, number)) {
      throw new DomainError('ALREADY_EXISTS', { what: 'certificate', number, name: number });
    }
    const expiresOn = what.expiresOn === undefined ? this.lastDay(tx, what.typeId, posting.localDate) : what.expiresOn;
    // The kind says what it is worth: nobody sells one of 1000 with 100 000 on it.
    const nominalMinor = (what.typeId === null ? null : findType(tx, what.typeId)?.nominal_minor) ?? what.nominalMinor;
    const id = insertCertificate(tx, {
      number,
      type_id: what.typeId,
      nominal_minor: nominalMinor,
      paid_minor: what.paidMinor,
      sold_on: posting.localDate,
      expires_on: expiresOn,
      client_id: what.clientId,
      recipient: what.recipient,
    });
    insertMovement(tx, {
      certificate_id: id,
      document_id: posting.id,
      sale_id: null,
      kind: 'sell',
      local_date: posting.localDate,
      nominal_minor: nominalMinor,
      liability_minor: what.paidMinor,
    });
    return id;
  }

  reverseSale(tx: Tx, posting: Posting, saleId: number): void {
    for (const row of readSoldBySale(tx, saleId)) {
      // The storno has taken its liability off 2200 already: anything else there is what expiry moved.
      const isWhole = row.balance_minor === row.nominal_minor && row.liability_minor === row.paid_minor;
      if (!isWhole || readActive(tx, row.id) !== 0) {
        throw new DomainError('CONFLICT', {
          reason: 'certificateUsed',
          number: row.number,
          balanceMinor: row.balance_minor,
        });
      }
      insertMovement(tx, {
        certificate_id: row.id,
        document_id: posting.id,
        sale_id: null,
        kind: 'reverse',
        local_date: posting.localDate,
        nominal_minor: -row.balance_minor,
        liability_minor: -row.liability_minor,
      });
    }
    for (const spent of readSpentBySale(tx, saleId)) {
      insertMovement(tx, {
        certificate_id: spent.certificateId,
        document_id: posting.id,
        sale_id: saleId,
        kind: 'reverse',
        local_date: posting.localDate,
        nominal_minor: spent.nominalMinor,
        liability_minor: spent.releasedMinor,
      });
    }
  }

  /** @throws DomainError CONFLICT (certificateUsed): what a refund gave back has been spent since */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void {
    for (const { certificateId, saleId, nominalMinor, releasedMinor } of readSpentByDocument(tx, documentId)) {
      const row = required(tx, certificateId);
      const nominal = row.balance_minor + nominalMinor;
      const liability = row.liability_minor + releasedMinor;
      // Liability without nominal could never be given out any more (I4).
      if (nominal < 0 || liability < 0 || (nominal === 0 && liability !== 0)) {
        const data = { reason: 'certificateUsed', number: row.number, balanceMinor: row.balance_minor };
        throw new DomainError('CONFLICT', data);
      }
      insertMovement(tx, {
        certificate_id: row.id,
        document_id: posting.id,
        sale_id: saleId,
        kind: 'reverse',
        local_date: posting.localDate,
        nominal_minor: nominalMinor,
        liability_minor: releasedMinor,
      });
      fromHeld(tx, posting, row.id);
    }
  }

  /** The next number of the salon's own. */
  nextNumber(reader: Reader): string {
    return nextOwnNumber(readLastSerial(reader), randomInt(1000));
  }

  /** The last day of a certificate of a type that is sold on a day; the salon's usual time for a free amount. */
  lastDay(reader: Reader, typeId: number | null, soldOn: LocalDate): LocalDate | null {
    if (typeId === null) return lastDayOf(soldOn, this.#settings.on(soldOn).certificateDays);
    const type = findType(reader, typeId);
    if (!type) throw new DomainError('NOT_FOUND', { what: 'certificateType', id: typeId });
    return lastDayOf(soldOn, type.validity_days);
  }
}

/**
 * What expiry has set apart meanwhile is taken from there (E13), so that 2200 is never below zero.
 *
 * A storno of what came back to an expired certificate needs it, and a shift of the last day that goes on after midnight.
 */
function fromHeld(tx: Tx, posting: Posting, certificateId: number): void {
  const missing = Math.min(0, readActive(tx, certificateId));
  posting.add('E13', { account: 2200, object: certificateId }, { account: 2210, object: certificateId }, missing);
}

/** What ended a certificate; null while there is something on it, or when it was spent. */
export function endOf(row: CertificateWithBalance): CertificateEnd | null {
  if (row.balance_minor > 0 || row.last_nominal_minor >= 0) return null;
  const { last_kind: kind } = row;
  return kind === 'refund' || kind === 'reverse' || kind === 'expire' || kind === 'write_off' ? kind : null;
}

function required(reader: Reader, certificateId: number): CertificateWithBalance {
  const row = readCertificate(reader, certificateId);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'certificate', id: certificateId });
  return row;
}

/** Why a certificate pays nothing on a day, with its dates and sums; null = it pays. */
export function hindranceOf(row: CertificateWithBalance, onDate: LocalDate): Hindrance | null {
  const { number } = row;
  if (row.balance_minor === 0 && endOf(row) !== 'expire') {
    return {
      code: 'CERTIFICATE_EMPTY',
      data: { number, balanceMinor: 0, nominalMinor: row.nominal_minor },
    };
  }
  if (row.is_blocked === 1) {
    return { code: 'CONFLICT', data: { reason: 'certificateBlocked', number, note: row.note } };
  }
  if (isExpired(row.expires_on, onDate) || row.balance_minor === 0) {
    return {
      code: 'CERTIFICATE_EXPIRED',
      data: { number, expiresOn: row.expires_on, balanceMinor: row.balance_minor },
    };
  }
  return null;
}

function stateOf(row: CertificateWithBalance, onDate: LocalDate): CertificateState {
  return {
    certificateId: row.id,
    number: row.number,
    clientId: row.client_id,
    balanceMinor: row.balance_minor,
    expiresOn: row.expires_on,
    hindrance: hindranceOf(row, onDate),
  };
}

/** The entry of the certificate's discount; where more was paid than the nominal says, the other way round. */
function addDiscount(
  posting: Posting,
  event: 'E12' | 'E29',
  debit: Side,
  credit: Side,
  { discountMinor }: CertificateShare,
): void {
  if (discountMinor < 0) posting.add(event, credit, debit, -discountMinor);
  else posting.add(event, debit, credit, discountMinor);
}
