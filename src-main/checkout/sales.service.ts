import type { z } from 'zod';
import type { Sale, salesContract } from '../../src-shared/checkout/sales.contract.ts';
import { type Settlement, settle } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatMoney } from '../../src-shared/kernel/money.ts';
import type { ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import type { JournalActs } from '../journal/journal-acts.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
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
  SaleTicket,
  SaleParticipant,
  Shifts,
  Pricing,
} from './neighbours.ts';
import { debtPaidBefore, payDebt } from './debt-payment.ts';
import { balancesOf, debtTermsOf, offersOf, sumDebts } from './payment-terms.ts';
import { postSale } from './sale-posting.ts';
import { writeSale } from './sale-writing.ts';
import { nameOf, saleOf, salesOf, standingOf, unpaidOf } from './sales-reading.ts';
import * as rows from './sales.repository.ts';
import { readLiveSale } from './visit-sales.repository.ts';

type Contract = typeof salesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type Paid = Omit<Output<'pay'>, 'commandId'>;

/** Whom checkout works with. */
export interface SalesNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly pricing: Pricing;
  readonly shifts: Shifts;
  readonly discounts: Discounts;
  readonly bonuses: Bonuses;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly acts: Pick<JournalActs, 'completePaid'>;
  /** Forgets the unfinished check of a visit. */
  readonly dropDraft: (tx: Tx, visitId: number) => void;
  /** Stock, payroll, receipts: each has its part in the same unit of work. */
  readonly participants: readonly SaleParticipant[];
}

/** Paying, and what has been paid (domain.md T1-T3, T17, T18). */
export class SalesService {
  readonly #deps: ServiceDeps;
  readonly #near: SalesNeighbours;

  constructor(deps: ServiceDeps, neighbours: SalesNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /**
   * Pays a check: prices it, takes the tenders, posts the sale and ends its visit in one unit of work (T18).
   *
   * A key that was used before answers with the first sale, also when two come at once.
   *
   * @throws DomainError see `salesContract.pay`
   */
  pay(caller: Caller, input: Input<'pay'>): Output<'pay'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'checkout.pay', (tx) => {
      return this.#paidBefore(tx, input) ?? this.#pay(tx, caller, input);
    });
    return { ...value, commandId };
  }

  /**
   * Takes a later payment of debts, the oldest first unless a sale is named (T3).
   *
   * @throws DomainError see `salesContract.payDebt`
   */
  payDebt(caller: Caller, input: Input<'payDebt'>): Output<'payDebt'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'checkout.payDebt', (tx) => {
      return debtPaidBefore(tx, this.#near, input) ?? payDebt(tx, this.#near, caller, input);
    });
    return { ...value, commandId };
  }

  /** One check with everything that followed. @throws DomainError NOT_FOUND */
  sale(saleId: number): Sale {
    return saleOf(this.#reading(), saleId);
  }

  /** How some checks stand, by id; unknown ones are left out. */
  standing(saleIds: readonly number[]): ReturnType<typeof standingOf> {
    return standingOf(this.#reading(), saleIds);
  }

  /** Checks of a period, newest first. */
  sales(input: Input<'sales'>): Output<'sales'> {
    return salesOf(this.#reading(), input);
  }

  /** Completed visits that have no check yet. */
  unpaid(input: Input<'unpaid'>): Output<'unpaid'> {
    return unpaidOf(this.#reading(), input.fromDate, input.toDate);
  }

  /** What a client still owes or has on deposit: it keeps their name from being erased (D4). */
  obstacles(reader: Reader, clientIds: readonly number[]): ErasureObstacle[] {
    const { currency } = this.#near.settings.now();
    return clientIds.flatMap((id) => {
      const open = [
        ['debt', sumDebts(rows.readDebts(reader, id))],
        ['deposit', this.#near.ledger.clientCredit(reader, 2100, id)],
      ] as const;
      return open
        .filter(([, minor]) => minor > 0)
        .map(([kind, minor]) => ({ kind, id, localDate: null, title: formatMoney(minor, { locale: 'ru', currency }) }));
    });
  }

  #reading(): Parameters<typeof saleOf>[0] {
    return { reader: this.#deps.store.reader, settings: this.#near.settings };
  }

  /** What this key has posted already (T18). @throws DomainError CONFLICT (keyUsed) for the key of another check */
  #paidBefore(tx: Tx, { key, ticket, expectedDueMinor: amountMinor }: Input<'pay'>): Paid | null {
    const document = this.#near.ledger.findByRequestKey(tx, key, { kind: 'sale', amountMinor });
    if (!document) return null;
    const sale = rows.readSaleOfDocument(tx, document.id);
    if (!sale || sale.visit_id !== ticket.visitId || (ticket.visitId === null && sale.client_id !== ticket.clientId)) {
      throw new DomainError('CONFLICT', { reason: 'keyUsed', number: document.number });
    }
    const { change_minor: changeMinor, bonus_minor: bonusEarnedMinor } = rows.readOutcome(tx, document.id);
    const { id: documentId, number } = document;
    return { saleId: sale.id, documentId, number, changeMinor, debtMinor: sale.debt_minor, bonusEarnedMinor };
  }

  #pay(tx: Tx, caller: Caller, input: Input<'pay'>): Paid {
    const { ticket } = input;
    const { visitId } = ticket;
    if (visitId !== null) this.#requireUnpaid(tx, visitId);
    const shift = this.#near.shifts.require(tx, tx.context.nowMs);
    const priced = this.#near.pricing.price(tx, caller, ticket);
    const { clientId, netMinor: dueMinor } = priced;
    requireWhole(priced);
    if (dueMinor !== input.expectedDueMinor) {
      throw new DomainError('STALE_VERSION', { what: 'check', expectedMinor: input.expectedDueMinor, dueMinor });
    }
    const settlement = this.#settle(tx, input, priced, shift);
    if (settlement.debtMinor > 0) caller.require('sell_on_debt');
    const posting = this.#near.ledger.open(tx, {
      kind: 'sale',
      localDate: shift.localDate,
      amountMinor: dueMinor,
      shiftId: shift.shiftId,
      clientId,
      requestKey: input.key,
      comment: ticket.comment,
    });
    const written = writeSale(tx, posting, this.#near, {
      priced,
      settlement,
      visitId,
      rebookSkip: input.rebookSkip,
      comment: ticket.comment,
    });
    const bonusEarnedMinor = postSale(tx, posting, this.#near, priced, settlement, written);
    if (visitId !== null) {
      this.#near.acts.completePaid(tx, caller, visitId);
      rows.insertVisitSale(tx, visitId, written.saleId);
      this.#near.dropDraft(tx, visitId);
    }
    const { saleId } = written;
    for (const participant of this.#near.participants) {
      participant.posted(tx, { saleId, posting, caller, visitId, clientId });
    }
    tx.reason = reasonOf(priced);
    tx.summary = {
      key: 'checkout.pay',
      values: {
        number: posting.number,
        who: this.#who(tx, priced),
        sumMinor: dueMinor,
      },
    };
    const { changeMinor, debtMinor } = settlement;
    return { saleId, documentId: posting.id, number: posting.number, changeMinor, debtMinor, bonusEarnedMinor };
  }

  /** The client, or what is sold when nobody is named. */
  #who(reader: Reader, { clientId, lines }: SaleTicket): string {
    const payer = clientId === null ? undefined : rows.readPayer(reader, clientId);
    if (!payer) return lines[0]?.title ?? '';
    return nameOf(this.#near.settings, payer.first_name, payer.last_name) ?? '';
  }

  #requireUnpaid(tx: Tx, visitId: number): void {
    const live = readLiveSale(tx, visitId);
    if (live) throw new DomainError('ALREADY_PAID', { number: live.number, saleId: live.sale_id });
  }

  #settle(tx: Tx, input: Input<'pay'>, priced: SaleTicket, shift: OpenShift): Settlement {
    const { clientId } = priced;
    const offers = offersOf(this.#near, tx, input.tenders);
    const { clientDebtLimitMinor } = this.#near.settings.on(shift.localDate);
    return settle(offers, {
      dueMinor: priced.netMinor,
      moneyOnlyMinor: priced.moneyOnlyMinor,
      bonus: clientId === null ? null : priced.bonus,
      debt: input.leavesDebt ? debtTermsOf(tx, clientId, clientDebtLimitMinor) : null,
      keepsChange: input.keepsChange,
      ...balancesOf(this.#near, tx, offers, clientId, shift),
    });
  }
}

const REASON_LENGTH = 400;

function requireWhole({ clientId, lines, problems }: SaleTicket): void {
  const invalid = (reason: string, data: Record<string, string> = {}): DomainError =>
    new DomainError('INVALID_INPUT', { field: 'ticket', reason, ...data });
  if (lines.length === 0) throw invalid('EMPTY_CHECK');
  const problem = problems.find(({ isBlocking }) => isBlocking);
  if (problem) throw new DomainError(problem.code, problem.data);
  for (const line of lines) {
    const isGoods = line.kind === 'service' || line.kind === 'product';
    if (!isGoods && line.quantityMilli !== 1000) throw invalid('ONE_ONLY', { name: line.title });
    if (line.kind === 'tip' && line.staffId === null) throw invalid('TIP_FOR_NOBODY');
    const isOwned = line.kind === 'deposit' || (line.kind === 'membership' && !line.input.membership?.holderId);
    if (isOwned && clientId === null) throw invalid('NO_CLIENT');
  }
}

/** Why prices and discounts were chosen by hand: it stays with the command (domain.md 13); null when none was. */
function reasonOf({ lines }: SaleTicket): string | null {
  const said = lines.flatMap(({ input }) => [input.priceReason, input.manual?.reason ?? '']).filter(Boolean);
  return said.length === 0 ? null : [...new Set(said)].join('; ').slice(0, REASON_LENGTH);
}
