import type { z } from 'zod';
import type { refundsContract } from '../../src-shared/checkout/refunds.contract.ts';
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
import type { Side } from '../../src-shared/ledger/accounts.rules.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Bonuses, Certificates, Memberships, PostedSale } from './neighbours.ts';
import { requireLiveSale, whoOf } from './live-sale.ts';
import * as rows from './refunds.repository.ts';
import { requireCash } from './register-cash.ts';
import { SaleStorno, type StornoNeighbours } from './sale-storno.ts';
import * as sales from './sales.repository.ts';

type Contract = typeof refundsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;

/** Whom refunds work with. */
export interface RefundNeighbours extends StornoNeighbours {
  readonly settings: SettingsService;
  readonly bonuses: StornoNeighbours['bonuses'] & Pick<Bonuses, 'refund' | 'earn' | 'tooMuchOf'>;
  readonly certificates: StornoNeighbours['certificates'] & Pick<Certificates, 'giveBack'>;
  readonly memberships: StornoNeighbours['memberships'] & Pick<Memberships, 'giveBack'>;
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
  readonly #storno: SaleStorno;

  constructor(deps: ServiceDeps, neighbours: RefundNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
    this.#storno = new SaleStorno(neighbours);
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
        this.#storno.reverseSale(tx, caller, { saleId: sale.id, key: null, reason });
        return;
      }
      if (!caller.can('refund')) throw posted();
      this.#storno.takeBack(tx, caller, { documentId, key: null, reason });
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
      return known ? { documentId: known.id, number: known.number } : this.#storno.reverseSale(tx, caller, input);
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
      return known ? { documentId: known.id, number: known.number } : this.#storno.takeBack(tx, caller, input);
    });
    return { ...value, commandId };
  }

  #plan(reader: Reader, saleId: number, wishes: Input<'refund'>['lines']): Plan {
    const sale = requireLiveSale(reader, saleId);
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
      values: { number: sale.number, who: whoOf(this.#near.settings, sale), sumMinor: totalMinor },
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
    const account = isMoney(kind) ? this.#near.shifts.accountBack(tx, kind, accountId) : null;
    if (kind === 'cash') requireCash(tx, this.#near.ledger, account, amountMinor);
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

  /** What the refund would take of the bonuses that the check earned (T13). */
  #earnedShare(reader: Reader, { sale, lines, split }: Plan): number {
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
    return this.#near.bonuses.tooMuchOf(reader, sale.id, left);
  }
}

function posted(): DomainError {
  return new DomainError('UNDO_REFUSED', { reason: 'posted', commandIds: [] });
}

function isSamePlace(a: Omit<PaidTender, 'amountMinor'>, b: Omit<PaidTender, 'amountMinor'>): boolean {
  return a.kind === b.kind && a.accountId === b.accountId && a.certificateId === b.certificateId;
}
