import type { z } from 'zod';
import type { Certificate, certificatesContract } from '../../src-shared/certificates/certificates.contract.ts';
import { writeOffFrom } from '../../src-shared/certificates/certificates.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import { type SoldThing, giveMoneyBack, proposedMoneyBack } from '../checkout/money-back.ts';
import type { Shifts } from '../checkout/neighbours.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { NumberedRows } from '../search/number.source.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { PassTexts } from '../store/pass-texts.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { CertificateBook, endOf } from './certificate-book.ts';
import { expireCertificates } from './certificate-expiry.ts';
import { CERTIFICATE_OWED, CERTIFICATE_TEXTS } from './certificate-list.repository.ts';
import { certificateNumbers } from './certificate-numbers.repository.ts';
import {
  type CertificatesContext,
  certificateByNumber,
  certificateCard,
  certificateOf,
  certificatePage,
  heldOf,
} from './certificate-reading.ts';
import { CertificateStorno } from './certificate-storno.ts';
import { CertificateTypesService } from './certificate-types.service.ts';
import {
  type CertificateWithBalance,
  insertMovement,
  isLiveClient,
  readByDocument,
  readCertificate,
  readOpenOf,
  readSoldDocument,
  readTakenByExpiry,
  updateCertificate,
} from './certificates.repository.ts';

type Procedures = typeof certificatesContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** Of a certificate's note, as the contract has it. */
const NOTE_LENGTH = 400;

/** Certificates at the desk: lists, cards, block, extension, money back, expiry (T6, T7, E13-E15). */
export class CertificatesService {
  /** For the report of what the salon owes. */
  readonly owed = CERTIFICATE_OWED;
  readonly book: CertificateBook;
  readonly types: CertificateTypesService;
  readonly storno: CertificateStorno;
  /** Found by the number on their paper. */
  readonly numbers: NumberedRows;
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #ledger: Ledger;
  readonly #shifts: Shifts;
  readonly #texts: PassTexts;
  /** The last day on which expired ones were looked for. */
  #keptOn: LocalDate | null = null;

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; ledger: Ledger; shifts: Shifts }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#ledger = neighbours.ledger;
    this.#shifts = neighbours.shifts;
    this.book = new CertificateBook(neighbours.settings);
    this.types = new CertificateTypesService(deps);
    this.storno = new CertificateStorno(neighbours);
    this.numbers = certificateNumbers(deps.store.reader);
    this.#texts = new PassTexts(deps.store, CERTIFICATE_TEXTS);
  }

  /** A page of the list with the sums over all pages. */
  list(input: Input<'list'>): Output<'list'> {
    return certificatePage(this.#reading(), input, this.#texts);
  }

  /** One certificate as it stands today. @throws DomainError NOT_FOUND */
  certificate(certificateId: number): Certificate {
    return certificateOf(this.#reading(), certificateId);
  }

  /** @throws DomainError NOT_FOUND */
  card({ certificateId }: Input<'card'>): Output<'card'> {
    return certificateCard(this.#reading(), certificateId);
  }

  /** @throws DomainError NOT_FOUND (data.number) */
  check({ number }: Input<'check'>): Output<'check'> {
    return certificateByNumber(this.#reading(), number);
  }

  /** @throws DomainError NOT_FOUND (also the client: nobody, erased or merged into another), STALE_VERSION */
  update(caller: Caller, { certificateId, version, values }: Input<'update'>): Output<'update'> {
    return this.#run(caller, 'certificates.update', (tx) => {
      const row = this.#versioned(tx, certificateId, version);
      const next = {
        client_id: values.clientId === undefined ? row.client_id : values.clientId,
        recipient: values.recipient ?? row.recipient,
        note: values.note ?? row.note,
      };
      if (next.client_id === row.client_id && next.recipient === row.recipient && next.note === row.note) return;
      if (next.client_id !== null && next.client_id !== row.client_id && !isLiveClient(tx, next.client_id)) {
        throw new DomainError('NOT_FOUND', { what: 'client', id: next.client_id });
      }
      updateCertificate(tx, row, next);
      tx.summary = { key: 'certificates.update', values: { number: row.number } };
    });
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  setBlocked(caller: Caller, input: Input<'setBlocked'>): Output<'setBlocked'> {
    return this.#run(caller, 'certificates.setBlocked', (tx) => {
      const row = this.#versioned(tx, input.certificateId, input.version);
      if ((row.is_blocked === 1) === input.isBlocked) return;
      // Whoever scans it next reads why; what was noted before stays behind that.
      const note = input.isBlocked
        ? [input.reason, row.note].filter(Boolean).join('. ').slice(0, NOTE_LENGTH)
        : row.note;
      updateCertificate(tx, row, { is_blocked: input.isBlocked ? 1 : 0, note });
      tx.reason = input.reason;
      const key = input.isBlocked ? 'certificates.block' : 'certificates.unblock';
      tx.summary = { key, values: { number: row.number } };
    });
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (nothing is left), INVALID_INPUT (earlier than today) */
  extend(caller: Caller, input: Input<'extend'>): Output<'extend'> {
    return this.#run(caller, 'certificates.extend', (tx) => {
      const row = this.#versioned(tx, input.certificateId, input.version);
      const today = this.#today();
      if (input.expiresOn !== null && input.expiresOn < today) {
        throw new DomainError('INVALID_INPUT', { field: 'expiresOn', fault: 'EXTENDED_INTO_PAST', today });
      }
      if (!this.#revive(tx, row, today, input.reason)) {
        throw new DomainError('CONFLICT', { reason: 'certificateEmpty', number: row.number });
      }
      updateCertificate(tx, row, { expires_on: input.expiresOn });
      tx.reason = input.reason;
      tx.summary = {
        key: 'certificates.extend',
        values: { number: row.number, date: input.expiresOn ?? '—' },
      };
    });
  }

  /** What expiry has moved comes back, however often it did; false = there is nothing on the certificate. */
  #revive(tx: Tx, row: CertificateWithBalance, today: LocalDate, reason: string): boolean {
    if (row.balance_minor === 0 && endOf(row) !== 'expire') return false;
    const restore = (posting: Posting, nominalMinor: number, liabilityMinor: number): void => {
      insertMovement(tx, {
        certificate_id: row.id,
        document_id: posting.id,
        sale_id: null,
        kind: 'reverse',
        local_date: posting.localDate,
        nominal_minor: nominalMinor,
        liability_minor: liabilityMinor,
      });
    };
    for (const taken of readTakenByExpiry(tx, row.id)) {
      const posting = this.#ledger.reverse(tx, taken.document_id, { localDate: today, reason });
      restore(posting, -taken.nominal_minor, -taken.liability_minor);
    }
    const held = this.#held(tx, row.id);
    if (held === 0) return true;
    const posting = this.#ledger.open(tx, {
      kind: 'certificate_expiry',
      localDate: today,
      amountMinor: -held,
      clientId: row.client_id,
      reason,
    });
    posting.add('E13', { account: 2200, object: row.id }, { account: 2210, object: row.id }, -held);
    restore(posting, 0, 0);
    return true;
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothing is left) */
  refundPreview({ certificateId }: Input<'refundPreview'>): Output<'refundPreview'> {
    const { reader } = this.#deps.store;
    const row = this.#withMoney(reader, certificateId);
    return {
      refundMinor: row.liability_minor,
      tenders: proposedMoneyBack(reader, soldThing(reader, row.id), row.liability_minor),
    };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT, LIMIT_EXCEEDED, FORBIDDEN, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED */
  refund(caller: Caller, input: Input<'refund'>): Output<'refund'> {
    type Done = Omit<Output<'refund'>, 'commandId'>;
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'certificates.refund', (tx): Done => {
      const known = this.#ledger.findByRequestKey(tx, input.key, { kind: 'certificate_refund' });
      if (known) {
        const isOwn = readByDocument(tx, known.id).some(({ certificate_id: id }) => id === input.certificateId);
        if (!isOwn) throw new DomainError('CONFLICT', { reason: 'keyUsed', number: known.number });
        return { documentId: known.id, refundedMinor: known.amount_minor };
      }
      const row = this.#withMoney(tx, input.certificateId);
      const shift = this.#shifts.require(tx, clock.nowMs());
      const posting = this.#ledger.open(tx, {
        kind: 'certificate_refund',
        localDate: shift.localDate,
        shiftId: shift.shiftId,
        amountMinor: row.liability_minor,
        clientId: row.client_id,
        requestKey: input.key,
        reason: input.reason,
      });
      let active = row.liability_minor - this.#held(tx, row.id);
      const near = { shifts: this.#shifts, ledger: this.#ledger };
      giveMoneyBack(tx, posting, caller, near, {
        event: 'E14',
        tenders: input.tenders,
        amountMinor: row.liability_minor,
        sold: soldThing(tx, row.id),
        debit: (amountMinor) => {
          const ofActive = Math.min(active, amountMinor);
          active -= ofActive;
          return [
            { side: { account: 2200, object: row.id }, amountMinor: ofActive },
            { side: { account: 2210, object: row.id }, amountMinor: amountMinor - ofActive },
          ];
        },
      });
      this.#close(tx, row, posting, 'refund');
      tx.reason = input.reason;
      tx.summary = { key: 'certificates.refund', values: { number: row.number, amountMinor: row.liability_minor } };
      return { documentId: posting.id, refundedMinor: row.liability_minor };
    });
    return { ...value, commandId };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothing is held), INVALID_INPUT (too early; data.from), PERIOD_LOCKED */
  writeOff(caller: Caller, input: Input<'writeOff'>): Output<'writeOff'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'certificates.writeOff', (tx) => {
      const row = this.#withMoney(tx, input.certificateId);
      const held = this.#held(tx, row.id);
      if (held === 0 || row.expires_on === null) {
        throw new DomainError('CONFLICT', { reason: 'certificateNotHeld', number: row.number });
      }
      const from = writeOffFrom(row.expires_on);
      const today = this.#today();
      if (today < from)
        throw new DomainError('INVALID_INPUT', { field: 'certificateId', fault: 'WRITE_OFF_EARLY', from });
      // With what a refund has given back today and expiry would set apart only tomorrow: nothing stays behind (I4).
      const amountMinor = row.liability_minor;
      const posting = this.#ledger.open(tx, {
        kind: 'certificate_write_off',
        localDate: today,
        amountMinor,
        clientId: row.client_id,
        reason: input.reason,
      });
      posting.add('E15', { account: 2210, object: row.id }, { account: 4040 }, held);
      posting.add('E13', { account: 2200, object: row.id }, { account: 4040 }, amountMinor - held);
      this.#close(tx, row, posting, 'write_off');
      tx.reason = input.reason;
      tx.summary = { key: 'certificates.writeOff', values: { number: row.number, amountMinor } };
      return posting.id;
    });
    return { commandId, documentId: value };
  }

  /** Once a day, and after days when nobody was here: expired ones (E13). */
  keepDay(): void {
    const today = this.#today();
    if (this.#keptOn === today) return;
    const { store, clock, logger } = this.#deps;
    const context = { actorId: null, device: 'program', nowMs: clock.nowMs() };
    const { value } = store.work.run(context, 'certificates.expire', (tx) => {
      const count = expireCertificates(tx, this.#ledger, this.#settings, today);
      tx.summary = { key: 'certificates.expire', values: { count } };
      return count;
    });
    this.#keptOn = today;
    if (value > 0) logger.info({ count: value }, 'certificates expired');
  }

  /** Certificates in the name of a client with something on them stand in the way of an erasure (D4). */
  obstacles(reader: Reader, clientIds: readonly number[]): ErasureObstacle[] {
    return readOpenOf(reader, clientIds).map((row) => ({
      kind: 'certificate',
      id: row.id,
      localDate: null,
      title: row.number,
    }));
  }

  #close(
    tx: Tx,
    row: CertificateWithBalance,
    posting: { id: number; localDate: LocalDate },
    kind: 'refund' | 'write_off',
  ): void {
    insertMovement(tx, {
      certificate_id: row.id,
      document_id: posting.id,
      sale_id: null,
      kind,
      local_date: posting.localDate,
      nominal_minor: -row.balance_minor,
      liability_minor: -row.liability_minor,
    });
  }

  #held(reader: Reader, certificateId: number): number {
    return heldOf({ reader, ledger: this.#ledger }, certificateId);
  }

  #withMoney(reader: Reader, certificateId: number): CertificateWithBalance {
    const row = this.#required(reader, certificateId);
    if (row.liability_minor === 0)
      throw new DomainError('CONFLICT', { reason: 'certificateEmpty', number: row.number });
    return row;
  }

  #required(reader: Reader, certificateId: number): CertificateWithBalance {
    const row = readCertificate(reader, certificateId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'certificate', id: certificateId });
    return row;
  }

  #versioned(tx: Tx, certificateId: number, version: number): CertificateWithBalance {
    const row = this.#required(tx, certificateId);
    assertVersion(version, row.version, 'certificate');
    return row;
  }

  #reading(): CertificatesContext {
    return { reader: this.#deps.store.reader, settings: this.#settings, ledger: this.#ledger };
  }

  #today(): LocalDate {
    return this.#settings.today().localDate;
  }

  #run(caller: Caller, name: string, body: (tx: Tx) => void): { commandId: number | null } {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
    return { commandId };
  }
}

function soldThing(reader: Reader, certificateId: number): SoldThing {
  return { documentId: readSoldDocument(reader, certificateId), account: 2200, object: certificateId };
}
