import type { z } from 'zod';
import type { refundsContract } from '../../src-shared/checkout/checkout.contract.ts';
import {
  type PaidTender,
  type RefundSplit,
  type RefundableTender,
  type RefundedLine,
  checkChosen,
  isRefundable,
  planRefundLines,
  refundableTenders,
  splitRefund,
} from '../../src-shared/checkout/refund.rules.ts';
import { moneySide } from '../../src-shared/checkout/sale-plan.rules.ts';
import { isMoney } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { DocumentKind, Side } from '../../src-shared/ledger/accounts.rules.ts';
import type { JournalActs } from '../journal/journal-acts.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
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
import { nameOf } from './sales-reading.ts';
import * as sales from './sales.repository.ts';
import { StornoSide } from './storno-side.ts';

type Contract = typeof refundsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;

/** Whom refunds work with. */
export interface RefundNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;
  readonly discounts: Pick<Discounts, 'reverseSale'>;
  readonly bonuses: Pick<Bonuses, 'refund' | 'reverseSale' | 'reverseDocument' | 'earn' | 'earnedBy'>;
  readonly certificates: Pick<Certificates, 'giveBack' | 'reverseSale' | 'reverseDocument'>;
  readonly memberships: Pick<Memberships, 'giveBack' | 'reverseSale' | 'reverseDocument'>;
  readonly acts: Pick<JournalActs, 'reopenInside'>;
  readonly participants: readonly SaleParticipant[];
}

interface Plan {
  readonly sale: sales.SaleHeadRow;
  readonly lines: readonly RefundedLine[];
  readonly totalMinor: number;
  readonly left: readonly RefundableTender[];
  readonly split: RefundSplit;
}

/** Giving back and taking back what was sold (domain.md T4, T13, T16, T17, V1). */
export class RefundsService {
  readonly #deps: ServiceDeps;
  readonly #near: RefundNeighbours;

  constructor(deps: ServiceDeps, neighbours: RefundNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Ctrl+Z of a check, of the payment of a debt and of a refund. */
  readonly reversal: PostedReversal = {
    commands: new Set(['checkout.pay', 'checkout.payDebt', 'checkout.refund']),
    reverseInside: (tx, caller, documentId, reason) => {
      const document = this.#near.ledger.document(tx, documentId);
      if (document.kind === 'sale') {
        const sale = sales.readSaleOfDocument(tx, documentId);
        if (!sale) throw posted();
        if (!caller.can('reopen_visit')) {
          throw new DomainError('UNDO_REFUSED', { reason: 'check', number: document.number, commandIds: [] });
        }
        this.#reverse(tx, caller, { saleId: sale.id, key: null, reason });
        return;
      }
      if (!caller.can('refund')) throw posted();
      this.#takeBack(tx, caller, { documentId, key: null, reason });
    },
  };

  /** How a refund would be split; writes nothing. @throws DomainError NOT_FOUND, INVALID_INPUT, LIMIT_EXCEEDED, CONFLICT */
  refundPreview(input: Input<'refundPreview'>): Output<'refundPreview'> {
    const { reader } = this.#deps.store;
    const plan = this.#plan(reader, input.saleId, input.lines);
    return {
      totalMinor: plan.totalMinor,
      debtReductionMinor: plan.split.debtReductionMinor,
      lines: plan.lines.map(({ saleLineId, quantityMilli, netMinor }) => ({ saleLineId, quantityMilli, netMinor })),
      tenders: plan.left
        .map(({ leftMinor, ...place }) => ({
          ...place,
          amountMinor: plan.split.tenders.find((one) => isSamePlace(one, place))?.amountMinor ?? 0,
          refundableMinor: leftMinor,
        }))
        .filter(({ amountMinor, refundableMinor }) => amountMinor > 0 || refundableMinor > 0),
      bonusTakenBackMinor: this.#earnedShare(reader, plan),
    };
  }

  /**
   * Gives lines, units or amounts of a sale back in the current shift (T4, M6, T13).
   *
   * @throws DomainError see `refundsContract.refund`
   */
  refund(caller: Caller, input: Input<'refund'>): Output<'refund'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'checkout.refund', (tx) => {
      const known = this.#near.ledger.findByRequestKey(tx, input.key, { kind: 'refund', saleId: input.saleId });
      if (known) {
        return { documentId: known.id, number: known.number, refundedMinor: known.amount_minor };
      }
      return this.#refund(tx, caller, input);
    });
    return { ...value, commandId };
  }

  /**
   * Takes a whole check back: everything it posted, all its money; its visit is open again (T16, T17, V1).
   *
   * @throws DomainError see `refundsContract.reverse`
   */
  reverse(caller: Caller, input: Input<'reverse'>): Output<'reverse'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'checkout.reverse', (tx) => {
      const reversesId = sales.readSaleHead(tx, input.saleId)?.document_id ?? 0;
      const known = this.#near.ledger.findByRequestKey(tx, input.key, { kind: 'reversal', reversesId });
      return known ? { documentId: known.id, number: known.number } : this.#reverse(tx, caller, input);
    });
    return { ...value, commandId };
  }

  /**
   * Takes a refund or a later payment of a debt back by a storno in the current shift (T16).
   *
   * @throws DomainError see `refundsContract.takeBack`
   */
  takeBack(caller: Caller, input: Input<'takeBack'>): Output<'takeBack'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'checkout.takeBack', (tx) => {
      const wanted = { kind: 'reversal', reversesId: input.documentId } as const;
      const known = this.#near.ledger.findByRequestKey(tx, input.key, wanted);
      return known ? { documentId: known.id, number: known.number } : this.#takeBack(tx, caller, input);
    });
    return { ...value, commandId };
  }

  #plan(reader: Reader, saleId: number, wishes: Input<'refund'>['lines']): Plan {
    const sale = this.#requireLive(reader, saleId);
    const found = rows.readLeftLines(reader, saleId);
    const lines = planRefundLines(
      found.map((row) => ({
        saleLineId: row.id,
        kind: row.kind,
        title: row.title,
        isCovered: row.covered_by_id !== null,
        quantityMilli: row.quantity_milli,
        netMinor: row.net_minor,
        recognisedMinor: row.recognised_minor,
      })),
      wishes,
    );
    const totalMinor = addMoney(...lines.map(({ netMinor }) => netMinor));
    const moneyOnlyMinor = addMoney(...found.filter(({ kind }) => !isRefundable(kind)).map((row) => row.net_minor));
    const left = refundableTenders(rows.readPaidTenders(reader, saleId), moneyOnlyMinor);
    return { sale, lines, totalMinor, left, split: splitRefund(totalMinor, sale.debt_minor, left) };
  }

  #refund(tx: Tx, caller: Caller, input: Input<'refund'>): Omit<Output<'refund'>, 'commandId'> {
    const { saleId, reason } = input;
    const plan = this.#plan(tx, saleId, input.lines);
    const { sale, lines, totalMinor, split } = plan;
    const shift = this.#near.shifts.require(tx, tx.context.nowMs);
    const tenders = input.tenders === null ? split.tenders : this.#chosen(caller, plan, input.tenders);
    const posting = this.#near.ledger.open(tx, {
      kind: 'refund',
      localDate: shift.localDate,
      amountMinor: totalMinor,
      shiftId: shift.shiftId,
      clientId: sale.client_id,
      saleId,
      requestKey: input.key,
      reason,
    });
    for (const line of lines) this.#giveLineBack(tx, posting, saleId, line);
    tenders.forEach((tender, index) => this.#giveTenderBack(tx, posting, sale, tender, index + 1));
    this.#settleBonuses(tx, posting, plan, tenders);
    const about: PostedSale = { saleId, posting, caller, visitId: sale.visit_id, clientId: sale.client_id };
    for (const participant of this.#near.participants) participant.refunded(tx, about, lines);
    tx.reason = reason;
    tx.summary = {
      key: 'checkout.refund',
      values: { number: sale.number, who: this.#who(sale), sumMinor: totalMinor },
    };
    return { documentId: posting.id, number: posting.number, refundedMinor: totalMinor };
  }

  /** The person's own split, its places named whole. */
  #chosen(caller: Caller, plan: Plan, wanted: NonNullable<Input<'refund'>['tenders']>): PaidTender[] {
    const chosen = wanted.map(({ kind, accountId, certificateId, amountMinor }): PaidTender => {
      const own = plan.left.find((place) => place.kind === kind && place.accountId !== null);
      const isPlain = kind === 'cash' || !isMoney(kind);
      return {
        kind,
        accountId: isPlain ? null : (accountId ?? own?.accountId ?? null),
        certificateId: kind === 'certificate' ? certificateId : null,
        amountMinor,
      };
    });
    const rest = plan.totalMinor - plan.split.debtReductionMinor;
    checkChosen(rest, chosen, plan.left, caller.can('refund_other_tender'));
    return chosen;
  }

  #giveLineBack(tx: Tx, posting: Posting, saleId: number, line: RefundedLine): void {
    rows.insertRefundLine(tx, {
      document_id: posting.id,
      sale_line_id: line.saleLineId,
      quantity_milli: line.quantityMilli,
      net_minor: line.netMinor,
      recognised_minor: line.recognisedMinor,
      returns_stock: line.kind === 'product' && line.returnsStock ? 1 : 0,
    });
    if (line.isCovered) {
      this.#near.memberships.giveBack(tx, posting, { saleLineId: line.saleLineId });
      return;
    }
    const income: Side = { account: line.kind === 'product' ? 4020 : 4010 };
    posting.add('E27', { account: 1100, object: saleId }, income, -line.netMinor, { saleLineId: line.saleLineId });
  }

  /** E28, E29; bonuses go back with everything else that a refund does to lots. */
  #giveTenderBack(
    tx: Tx,
    posting: Posting,
    sale: sales.SaleHeadRow,
    { kind, accountId, certificateId, amountMinor }: PaidTender,
    position: number,
  ): void {
    const receivable: Side = { account: 1100, object: sale.id };
    const account = isMoney(kind) ? this.#near.shifts.accountFor(tx, kind, accountId) : null;
    if (kind === 'cash') this.#requireCash(tx, account, amountMinor);
    if (isMoney(kind)) posting.add('E28', receivable, moneySide(kind, account), amountMinor);
    if (kind === 'deposit') posting.add('E28', receivable, { account: 2100 }, amountMinor);
    if (kind === 'certificate' && certificateId !== null) {
      this.#near.certificates.giveBack(tx, posting, { certificateId, saleId: sale.id, amountMinor });
    }
    sales.insertTender(tx, {
      document_id: posting.id,
      sale_id: sale.id,
      position,
      kind,
      account_id: account,
      certificate_id: certificateId,
      amount_minor: -amountMinor,
      given_minor: null,
      change_minor: null,
      reference: '',
    });
  }

  /** T13, and T11 for a check whose debt is gone with what went back. */
  #settleBonuses(tx: Tx, posting: Posting, { sale }: Plan, tenders: readonly PaidTender[]): void {
    const { client_id: clientId, id: saleId } = sale;
    if (clientId === null) return;
    const returnedMinor = addMoney(
      ...tenders.filter(({ kind }) => kind === 'bonus').map((tender) => tender.amountMinor),
    );
    const { base_minor: base, spent_minor: spent } = sales.readBonusBase(tx, saleId);
    const baseLeftMinor = Math.max(0, base - spent);
    this.#near.bonuses.refund(tx, posting, { clientId, saleId, returnedMinor, baseLeftMinor });
    const debtLeft = sales.readSaleHead(tx, saleId)!.debt_minor;
    const isBonusOn = this.#near.settings.on(posting.localDate).isBonusOn;
    if (isBonusOn && sale.debt_minor > 0 && debtLeft === 0 && baseLeftMinor > 0) {
      this.#near.bonuses.earn(tx, posting, { clientId, saleId, baseMinor: baseLeftMinor });
    }
  }

  #reverse(
    tx: Tx,
    caller: Caller,
    { saleId, key, reason }: { saleId: number; key: string | null; reason: string },
  ): { documentId: number; number: number } {
    const sale = this.#requireLive(tx, saleId);
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
      values: { number: sale.number, who: this.#who(sale), sumMinor: sale.net_minor },
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
    if (tenders.some(({ kind }) => kind === 'cash')) this.#requireCash(tx, shift.accountId, 0);
    return posting;
  }

  /** The storno of a refund or of a later payment, with what it did to lots, certificates and memberships. */
  #takeBack(
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
      values: { number: document.number, who: sale ? this.#who(sale) : '', sumMinor: document.amount_minor },
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

  /** Refuses to take more out of a register than lies in it; how much that is may not be told (T15). */
  #requireCash(reader: Reader, accountId: number | null, amountMinor: number): void {
    if (accountId !== null && this.#near.ledger.balance(reader, 1010, accountId) < amountMinor) {
      throw new DomainError('LIMIT_EXCEEDED', { what: 'register' });
    }
  }

  #requireLive(reader: Reader, saleId: number): sales.SaleHeadRow {
    const sale = sales.readSaleHead(reader, saleId);
    if (!sale) throw new DomainError('NOT_FOUND', { what: 'sale', id: saleId });
    if (sale.is_reversed === 1) throw new DomainError('CONFLICT', { reason: 'reversed', number: sale.number });
    return sale;
  }

  /** What the refund would take of the bonuses that the check earned (T13): earned now less earned by what stays. */
  #earnedShare(reader: Reader, { sale, lines, split }: Plan): number {
    const earned = sales.readEarnedBonus(reader, sale.id);
    if (earned === 0) return 0;
    const { base_minor: base, spent_minor: spent } = sales.readBonusBase(reader, sale.id);
    const earning = new Set(
      sales
        .readSaleLines(reader, sale.id)
        .filter((line) => line.earns_bonus === 1)
        .map(({ id }) => id),
    );
    const backNet = addMoney(
      ...lines.filter(({ saleLineId }) => earning.has(saleLineId)).map(({ netMinor }) => netMinor),
    );
    const backBonus = addMoney(
      ...split.tenders.filter(({ kind }) => kind === 'bonus').map(({ amountMinor }) => amountMinor),
    );
    const left = Math.max(0, base - backNet - (spent - backBonus));
    return Math.max(0, earned - this.#near.bonuses.earnedBy(left));
  }

  #who({ first_name: first, last_name: last }: sales.SaleHeadRow): string {
    return nameOf(this.#near.settings, first, last) ?? '';
  }
}

/** Documents that stand on a sale and are taken back by themselves. */
const TAKEN_BACK: ReadonlySet<DocumentKind> = new Set(['refund', 'payment']);

function posted(): DomainError {
  return new DomainError('UNDO_REFUSED', { reason: 'posted', commandIds: [] });
}

function isSamePlace(a: Omit<PaidTender, 'amountMinor'>, b: Omit<PaidTender, 'amountMinor'>): boolean {
  return a.kind === b.kind && a.accountId === b.accountId && a.certificateId === b.certificateId;
}
