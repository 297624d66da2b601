import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { JournalActs } from '../journal/journal-acts.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { requireLiveSale, whoOf } from './live-sale.ts';
import type {
  Bonuses,
  Certificates,
  Discounts,
  Memberships,
  OpenShift,
  PostedSale,
  SaleParticipant,
  Shifts,
} from './neighbours.ts';
import * as rows from './refunds.repository.ts';
import { requireCash } from './register-cash.ts';
import * as sales from './sales.repository.ts';
import { StornoSide } from './storno-side.ts';

/** Whom a storno works with. */
export interface StornoNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;
  readonly discounts: Pick<Discounts, 'reverseSale'>;
  readonly bonuses: Pick<Bonuses, 'reverseSale' | 'reverseDocument'>;
  readonly certificates: Pick<Certificates, 'reverseSale' | 'reverseDocument'>;
  readonly memberships: Pick<Memberships, 'reverseSale' | 'reverseDocument'>;
  readonly acts: Pick<JournalActs, 'reopenInside'>;
  readonly participants: readonly SaleParticipant[];
}

/** Documents that stand on a sale and are taken back by themselves. */
const TAKEN_BACK: ReadonlySet<DocumentKind> = new Set(['refund', 'payment']);

/** Stornos of checks, of their refunds and of their later payments, inside a running unit of work (T16, T17, V1). */
export class SaleStorno {
  readonly #near: StornoNeighbours;

  constructor(neighbours: StornoNeighbours) {
    this.#near = neighbours;
  }

  /**
   * Takes a whole check back: everything it posted, all its money; its visit is open again.
   *
   * @throws DomainError see `refundsContract.reverse`
   */
  reverseSale(
    tx: Tx,
    caller: Caller,
    { saleId, key, reason }: { saleId: number; key: string | null; reason: string },
  ): { documentId: number; number: number } {
    const sale = requireLiveSale(tx, saleId);
    // A visit is opened again only while its period is open (V1); what was sold without one is dated today (T16).
    if (sale.visit_id !== null) this.#near.ledger.requireOpenDate(tx, sale.local_date);
    const later = rows.readLiveDocuments(tx, saleId);
    if (later.some(({ kind }) => kind === 'refund')) throw new DomainError('CONFLICT', { reason: 'hasRefunds' });
    for (const { id, number } of later) {
      if (rows.countOtherSales(tx, id, saleId) > 0)
        throw new DomainError('CONFLICT', { reason: 'paidTogether', number });
    }
    const shift = this.#near.shifts.require(tx, tx.context.nowMs);
    for (const { id } of later.toReversed()) this.#reverseDocument(tx, id, shift, reason, null);
    const posting = this.#reverseDocument(tx, sale.document_id, shift, reason, key);
    const side = this.#sideOf(tx, posting, shift, { clientId: sale.client_id, saleId });
    this.#near.discounts.reverseSale(tx, side, saleId);
    this.#near.bonuses.reverseSale(tx, side, saleId);
    this.#near.certificates.reverseSale(tx, side, saleId);
    this.#near.memberships.reverseSale(tx, side, saleId);
    side.post();
    this.#requireUnspent(tx, sale);
    rows.deleteVisitSale(tx, saleId);
    if (sale.visit_id !== null) this.#near.acts.reopenInside(tx, caller, sale.visit_id);
    const about: PostedSale = { saleId, posting, caller, visitId: sale.visit_id, clientId: sale.client_id };
    for (const participant of this.#near.participants) participant.reversed(tx, about);
    tx.reason = reason || null;
    tx.summary = {
      key: 'checkout.reverse',
      values: { number: sale.number, who: whoOf(this.#near.settings, sale), sumMinor: sale.net_minor },
    };
    return { documentId: posting.id, number: posting.number };
  }

  /** A storno mirrors its original to the kopeck (I13): what the neighbours add stands in a document of its own. */
  #sideOf(
    tx: Tx,
    posting: Posting,
    { localDate, shiftId }: OpenShift,
    of: { clientId: number | null; saleId: number | null },
  ): StornoSide {
    return new StornoSide(tx, this.#near.ledger, posting, { localDate, shiftId, ...of });
  }

  /** The storno of one document with its tenders, in the current shift. */
  #reverseDocument(tx: Tx, documentId: number, shift: OpenShift, reason: string, key: string | null): Posting {
    const tenders = rows.readDocumentTenders(tx, documentId);
    // The count of a register could never be right if its money left in a shift of another one (I2).
    if (tenders.some(({ kind, accountId }) => kind === 'cash' && accountId !== shift.accountId)) {
      throw new DomainError('CONFLICT', { reason: 'otherRegister' });
    }
    this.#near.shifts.requireLiveAccounts(
      tx,
      tenders.map(({ accountId }) => accountId),
    );
    const { localDate, shiftId } = shift;
    const posting = this.#near.ledger.reverse(tx, documentId, { localDate, shiftId, reason, requestKey: key });
    tenders.forEach((tender, index) => {
      sales.insertTender(tx, {
        document_id: posting.id,
        sale_id: tender.saleId,
        position: index + 1,
        kind: tender.kind,
        account_id: tender.accountId,
        certificate_id: tender.certificateId,
        amount_minor: -tender.amountMinor,
        given_minor: null,
        change_minor: null,
        reference: tender.reference,
      });
    });
    if (tenders.some(({ kind }) => kind === 'cash')) requireCash(tx, this.#near.ledger, shift.accountId, 0);
    return posting;
  }

  /**
   * The storno of a refund or of a later payment, with what it did to lots, certificates and memberships.
   *
   * @throws DomainError see `refundsContract.takeBack`
   */
  takeBack(
    tx: Tx,
    caller: Caller,
    { documentId, key, reason }: { documentId: number; key: string | null; reason: string },
  ): { documentId: number; number: number } {
    const { ledger, shifts, bonuses, certificates, memberships, participants } = this.#near;
    const document = ledger.document(tx, documentId);
    if (!TAKEN_BACK.has(document.kind)) throw new DomainError('CONFLICT', { reason: 'notOperation' });
    const saleIds = rows.readSalesOfDocument(tx, documentId);
    if (document.kind === 'payment') this.#requireUnrefunded(tx, documentId, saleIds);
    const shift = shifts.require(tx, tx.context.nowMs);
    const posting = this.#reverseDocument(tx, documentId, shift, reason, key);
    const { client_id: clientId } = document;
    const side = this.#sideOf(tx, posting, shift, { clientId, saleId: saleIds.length === 1 ? saleIds[0]! : null });
    bonuses.reverseDocument(tx, side, documentId);
    certificates.reverseDocument(tx, side, documentId);
    memberships.reverseDocument(tx, side, documentId);
    side.post();
    if (clientId !== null && ledger.clientCredit(tx, 2100, clientId) < 0) {
      throw new DomainError('CONFLICT', { reason: 'depositSpent' });
    }
    for (const saleId of saleIds) {
      const { visit_id: visitId } = sales.readSaleHead(tx, saleId)!;
      const about: PostedSale = { saleId, posting, caller, visitId, clientId };
      for (const participant of participants) participant.undone?.(tx, about, documentId);
    }
    tx.reason = reason || null;
    const sale = saleIds[0] === undefined ? undefined : sales.readSaleHead(tx, saleIds[0]);
    tx.summary = {
      key: `checkout.takeBack.${document.kind}`,
      values: {
        number: document.number,
        who: sale ? whoOf(this.#near.settings, sale) : '',
        sumMinor: document.amount_minor,
      },
    };
    return { documentId: posting.id, number: posting.number };
  }

  /** A refund that gave this money back stands on it: it is taken back first. */
  #requireUnrefunded(tx: Tx, documentId: number, saleIds: readonly number[]): void {
    for (const saleId of saleIds) {
      const refund = rows.readLiveDocuments(tx, saleId).find(({ kind, id }) => kind === 'refund' && id > documentId);
      if (refund) throw new DomainError('CONFLICT', { reason: 'refundedSince', number: refund.number });
    }
  }

  /** What the check sold must still be there: deposits and tips. Certificates and memberships say it themselves. */
  #requireUnspent(tx: Tx, sale: sales.SaleHeadRow): void {
    if (sale.client_id !== null && this.#near.ledger.clientCredit(tx, 2100, sale.client_id) < 0) {
      throw new DomainError('CONFLICT', { reason: 'depositSpent' });
    }
    const name = rows.readOverpaidTips(tx, sale.id);
    if (name !== null) throw new DomainError('CONFLICT', { reason: 'tipsPaid', name });
  }
}
