import type { z } from 'zod';
import type { Sale, salesContract } from '../../src-shared/checkout/checkout.contract.ts';
import { type SaleStep, planSale, planTender } from '../../src-shared/checkout/sale-plan.rules.ts';
import {
  type AppliedTender,
  type PaymentTerms,
  type Settlement,
  type TenderOffer,
  bonusMax,
  isMoney,
  payDebts,
  settle,
} from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatMoney } from '../../src-shared/kernel/money.ts';
import type { ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import type { JournalActs } from '../journal/journal-acts.ts';
import type { EntryDraft, Ledger, Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type {
  Bonuses,
  CertificateState,
  Certificates,
  Discounts,
  Memberships,
  OpenShift,
  SaleTicket,
  SaleParticipant,
  Shifts,
  Pricing,
} from './neighbours.ts';
import { type WrittenSale, writeSale } from './sale-writing.ts';
import { nameOf, saleOf, salesOf, unpaidOf } from './sales-reading.ts';
import * as rows from './sales.repository.ts';
import { readLiveSale } from './visit-sales.repository.ts';

type Contract = typeof salesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type Paid = Omit<Output<'pay'>, 'commandId'>;
type DebtPaid = Omit<Output<'payDebt'>, 'commandId'>;

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
      return this.#debtPaidBefore(tx, input) ?? this.#payDebt(tx, caller, input);
    });
    return { ...value, commandId };
  }

  /** One check with everything that followed. @throws DomainError NOT_FOUND */
  sale(saleId: number): Sale {
    return saleOf(this.#reading(), saleId);
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
    const bonusEarnedMinor = this.#post(tx, posting, priced, settlement, written);
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
    const offers = this.#offersOf(tx, input.tenders);
    const settings = this.#near.settings.on(shift.localDate);
    return settle(offers, {
      dueMinor: priced.netMinor,
      moneyOnlyMinor: priced.moneyOnlyMinor,
      bonus: clientId === null ? null : priced.bonus,
      debt: input.leavesDebt ? this.#debtTerms(tx, clientId, settings.clientDebtLimitMinor) : null,
      keepsChange: input.keepsChange,
      ...this.#balances(tx, offers, clientId, shift),
    });
  }

  #debtTerms(tx: Tx, clientId: number | null, salonLimitMinor: number): PaymentTerms['debt'] {
    const payer = clientId === null ? undefined : rows.readPayer(tx, clientId);
    if (clientId === null || !payer) {
      throw new DomainError('INVALID_INPUT', { field: 'leavesDebt', reason: 'NO_CLIENT' });
    }
    const owedMinor = sumDebts(rows.readDebts(tx, clientId));
    return { owedMinor, limitMinor: payer.debt_limit_minor ?? salonLimitMinor };
  }

  /** Offers with the accounts that their money goes to. */
  #offersOf(tx: Tx, tenders: Input<'pay'>['tenders']): TenderOffer[] {
    return tenders.map((tender) => ({
      ...tender,
      accountId: isMoney(tender.kind) ? this.#near.shifts.accountFor(tx, tender.kind, tender.accountId) : null,
      certificateId: tender.kind === 'certificate' ? tender.certificateId : null,
    }));
  }

  /** What the client and the certificates have. @throws DomainError CERTIFICATE_EXPIRED and what else hinders one */
  #balances(
    tx: Tx,
    offers: readonly TenderOffer[],
    clientId: number | null,
    shift: OpenShift,
  ): Pick<PaymentTerms, 'depositMinor' | 'certificates'> {
    const certificates = new Map<number, CertificateState>();
    for (const { certificateId } of offers) {
      if (certificateId === null || certificates.has(certificateId)) continue;
      const state = this.#near.certificates.state(tx, certificateId, shift.localDate);
      if (state.hindrance) throw new DomainError(state.hindrance.code, state.hindrance.data);
      certificates.set(certificateId, state);
    }
    const depositMinor = clientId === null ? null : this.#near.ledger.clientCredit(tx, 2100, clientId);
    return { depositMinor, certificates };
  }

  /** Posts the entries of a written sale; answers with the bonuses that it earned. */
  #post(tx: Tx, posting: Posting, priced: SaleTicket, settlement: Settlement, written: WrittenSale): number {
    const { saleId } = written;
    const { clientId, coupon } = priced;
    this.#take(tx, posting, clientId, saleId, planSale(saleId, written.lines, settlement));
    if (coupon) {
      const { id: couponId, amountMinor } = coupon;
      this.#near.discounts.useCoupon(tx, posting, { couponId, saleId, clientId, amountMinor });
    }
    return settlement.debtMinor === 0 ? this.#earn(tx, posting, clientId, saleId) : 0;
  }

  /** T11: what a check that is paid whole earns. */
  #earn(tx: Tx, posting: Posting, clientId: number | null, saleId: number): number {
    if (clientId === null || !this.#near.settings.on(posting.localDate).isBonusOn) return 0;
    const { base_minor: base, spent_minor: spent } = rows.readBonusBase(tx, saleId);
    const baseMinor = Math.max(0, base - spent);
    return baseMinor === 0 ? 0 : this.#near.bonuses.earn(tx, posting, { clientId, saleId, baseMinor });
  }

  #take(tx: Tx, posting: Posting, clientId: number | null, saleId: number, steps: readonly SaleStep[]): void {
    let entries: EntryDraft[] = [];
    const post = (): void => {
      posting.addAll(entries);
      entries = [];
    };
    for (const step of steps) {
      if (step.step === 'entry') {
        entries.push(step);
        continue;
      }
      // Whoever posts next finds what came before in the ledger.
      post();
      switch (step.step) {
        case 'useMembership':
          // Done as the line was written: what the next visit is worth depends on it (T9).
          break;
        case 'spendBonuses':
          if (clientId === null) throw new DomainError('BONUS_INSUFFICIENT', { balanceMinor: 0 });
          this.#near.bonuses.spend(tx, posting, { clientId, saleId, amountMinor: step.amountMinor });
          break;
        case 'redeem':
          this.#near.certificates.redeem(tx, posting, {
            certificateId: step.certificateId,
            saleId,
            amountMinor: step.amountMinor,
          });
          break;
        default:
          step satisfies never;
      }
    }
    post();
  }

  #debtPaidBefore(tx: Tx, { key, clientId }: Input<'payDebt'>): DebtPaid | null {
    const document = this.#near.ledger.findByRequestKey(tx, key, { kind: 'payment', clientId });
    if (!document) return null;
    const { change_minor: changeMinor, paid_minor: paidMinor } = rows.readOutcome(tx, document.id);
    return { paidMinor, changeMinor, debtLeftMinor: sumDebts(rows.readDebts(tx, clientId)) };
  }

  #payDebt(tx: Tx, caller: Caller, input: Input<'payDebt'>): DebtPaid {
    const { clientId } = input;
    const payer = rows.readPayer(tx, clientId);
    if (!payer) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const all = rows.readDebts(tx, clientId);
    const debts = input.saleId === null ? all : all.filter(({ id }) => id === input.saleId);
    if (input.saleId !== null && debts.length === 0) {
      const isKnown = rows.readSaleHead(tx, input.saleId)?.client_id === clientId;
      if (!isKnown) throw new DomainError('NOT_FOUND', { what: 'sale', id: input.saleId });
    }
    if (debts.length === 0) throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'NO_DEBT' });
    const shift = this.#near.shifts.require(tx, tx.context.nowMs);
    const offers = this.#offersOf(tx, input.tenders);
    const dueMinor = sumDebts(debts);
    const settlement = settle(offers, {
      dueMinor,
      moneyOnlyMinor: 0,
      bonus: this.#bonusOfDebts(tx, clientId, debts, shift),
      // What is not paid now stays the debt that it was.
      debt: { owedMinor: 0, limitMinor: dueMinor },
      keepsChange: false,
      ...this.#balances(tx, offers, clientId, shift),
    });
    if (settlement.paidMinor === 0) {
      throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'UNDERPAID', restMinor: dueMinor });
    }
    const [only, ...more] = debts;
    const posting = this.#near.ledger.open(tx, {
      kind: 'payment',
      localDate: shift.localDate,
      amountMinor: settlement.paidMinor,
      shiftId: shift.shiftId,
      clientId,
      saleId: only && more.length === 0 ? only.id : null,
      requestKey: input.key,
    });
    const paid = this.#postPayment(tx, posting, clientId, debts, settlement.tenders);
    for (const { id } of debts) {
      if (rows.readDebts(tx, clientId).every((debt) => debt.id !== id)) this.#earn(tx, posting, clientId, id);
    }
    for (const [saleId, amountMinor] of paid) {
      const { visit_id: visitId } = rows.readSaleHead(tx, saleId)!;
      const about = { saleId, posting, caller, visitId, clientId };
      for (const participant of this.#near.participants) participant.paid?.(tx, about, amountMinor);
    }
    const debtLeftMinor = sumDebts(rows.readDebts(tx, clientId));
    tx.summary = {
      key: 'checkout.payDebt',
      values: {
        number: posting.number,
        who: nameOf(this.#near.settings, payer.first_name, payer.last_name) ?? '',
        sumMinor: settlement.paidMinor,
      },
    };
    return { paidMinor: settlement.paidMinor, changeMinor: settlement.changeMinor, debtLeftMinor };
  }

  /** Lays tenders over debts: a tender that pays two sales has a row for each. Answers with what each sale got. */
  #postPayment(
    tx: Tx,
    posting: Posting,
    clientId: number,
    debts: readonly rows.DebtRow[],
    tenders: readonly AppliedTender[],
  ): ReadonlyMap<number, number> {
    const paid = new Map<number, number>();
    const parts = payDebts(
      debts.map((debt) => ({ saleId: debt.id, debtMinor: debt.debt_minor })),
      tenders,
    );
    const seen = new Set<AppliedTender>();
    parts.forEach(({ saleId, tender, amountMinor }, index) => {
      // What was handed over stands on the first part of a tender, so that it is counted once.
      const isFirst = !seen.has(tender);
      seen.add(tender);
      const changeMinor = isFirst ? tender.changeMinor : null;
      rows.insertTender(tx, {
        document_id: posting.id,
        sale_id: saleId,
        position: index + 1,
        kind: tender.kind,
        account_id: tender.accountId,
        certificate_id: tender.certificateId,
        amount_minor: amountMinor,
        given_minor: isFirst ? tender.givenMinor : null,
        change_minor: changeMinor,
        reference: tender.reference,
      });
      this.#take(tx, posting, clientId, saleId, planTender({ account: 1100, object: saleId }, tender, amountMinor));
      paid.set(saleId, (paid.get(saleId) ?? 0) + amountMinor);
    });
    return paid;
  }

  /** P9 over the checks that are owed: what each may still be paid with by bonuses. */
  #bonusOfDebts(tx: Reader, clientId: number, debts: readonly rows.DebtRow[], shift: OpenShift): PaymentTerms['bonus'] {
    const settings = this.#near.settings.on(shift.localDate);
    if (!settings.isBonusOn) return null;
    const { bonusLimitBp: limitBp, bonusUnitMinor: unitMinor } = settings;
    const balanceMinor = this.#near.bonuses.available(tx, clientId, shift.localDate);
    // Bonuses pay the oldest debt first like any tender: what a younger one would allow must not pay it.
    const [oldest] = debts;
    if (!oldest) return null;
    const { base_minor: base, spent_minor: spent } = rows.readBonusBase(tx, oldest.id);
    const most = bonusMax(Math.max(0, base), { availableMinor: balanceMinor, limitBp, unitMinor }, spent);
    const maxMinor = Math.min(most, oldest.debt_minor - (oldest.debt_minor % unitMinor));
    return { balanceMinor, maxMinor, unitMinor };
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

function sumDebts(debts: readonly rows.DebtRow[]): number {
  return debts.reduce((sum, debt) => sum + debt.debt_minor, 0);
}
