import type { z } from 'zod';
import type {
  AccountRow,
  MoneyTender,
  clientAccountContract,
} from '../../src-shared/client-account/client-account.contract.ts';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import {
  type AccountCode,
  type DocumentKind,
  type LedgerEvent,
  MONEY_ACCOUNT,
  type Side,
} from '../../src-shared/ledger/accounts.rules.ts';
import type { OpenShift } from '../checkout/neighbours.ts';
import { requireCash } from '../checkout/register-cash.ts';
import type { PostedBefore, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { ClientAccountReader, OWN_KINDS } from './client-account-reader.service.ts';
import * as rows from './client-account.repository.ts';

type Input<Name extends keyof typeof clientAccountContract> = z.output<
  (typeof clientAccountContract)[Name]['~orpc']['inputSchema'] & z.ZodType
>;

const SIDE_OF: Readonly<Record<MoneyTender['kind'], AccountCode>> = {
  cash: MONEY_ACCOUNT.register,
  card: MONEY_ACCOUNT.acquiring,
  sbp: MONEY_ACCOUNT.acquiring,
  transfer: MONEY_ACCOUNT.bank,
};

/** What is done with the account of a client: money in and out, write-offs, charges, stornos (E08, E10, E30). */
export class ClientAccountService extends ClientAccountReader {
  /** Ctrl+Z of what the account posts. */
  readonly reversal: PostedReversal = {
    commands: new Set([
      'clientAccount.topUp',
      'clientAccount.giveBack',
      'clientAccount.writeOff',
      'clientAccount.charge',
    ]),
    reverseInside: (tx, caller, documentId, reason) => {
      // One's own top-up of a moment ago is a slip of the hand; everything else takes the right to give money back.
      if (this.near.ledger.document(tx, documentId).kind !== 'deposit') caller.require('refund');
      this.#reverse(tx, documentId, { reason, key: null });
    },
  };

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  topUp(caller: Caller, { key, clientId, tenders, comment }: Input<'topUp'>) {
    const amountMinor = total(tenders);
    const wanted = { key, kind: 'deposit', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.topUp', wanted, (tx, name) => {
      const posting = this.#open(tx, 'deposit', { clientId, amountMinor, requestKey: key, comment }, true);
      this.#moveMoney(tx, posting, tenders, (money, tender) =>
        posting.add('E08', money, { account: 2100 }, tender.amountMinor),
      );
      tx.summary = { key: 'clientAccount.topUp', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  giveBack(caller: Caller, { key, clientId, tenders, reason }: Input<'giveBack'>) {
    const amountMinor = total(tenders);
    const wanted = { key, kind: 'deposit_return', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.giveBack', wanted, (tx, name) => {
      const depositMinor = this.depositOf(tx, clientId);
      if (amountMinor > depositMinor) throw overLimit('deposit', depositMinor);
      const cash = total(tenders.filter(({ kind }) => kind === 'cash'));
      const cashLimit = this.cashReturn(tx, caller, clientId, depositMinor);
      if (cash > cashLimit) throw overLimit('depositCash', cashLimit);
      const posting = this.#open(tx, 'deposit_return', { clientId, amountMinor, requestKey: key, reason }, true);
      this.#moveMoney(
        tx,
        posting,
        tenders.map((tender) => ({ ...tender, amountMinor: -tender.amountMinor })),
        (money, tender) => posting.add('E10', { account: 2100 }, money, -tender.amountMinor),
      );
      tx.reason = reason;
      tx.summary = { key: 'clientAccount.giveBack', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, PERIOD_LOCKED, LIMIT_EXCEEDED */
  writeOff(caller: Caller, { key, clientId, saleId, amountMinor, reason }: Input<'writeOff'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.writeOff', (tx) => {
      const name = this.nameOf(this.requireClient(tx, clientId));
      const known = this.near.ledger.findByRequestKey(tx, key, { kind: 'debt_write_off', clientId, saleId });
      const debt = rows.findDebt(tx, saleId);
      if (known) return { id: known.id, number: known.number, debtLeftMinor: debt?.debt_minor ?? 0 };
      if (!debt || debt.client_id !== clientId) throw new DomainError('NOT_FOUND', { what: 'debt', id: saleId });
      const amount = amountMinor ?? debt.debt_minor;
      if (amount > debt.debt_minor || amount === 0) throw overLimit('debt', debt.debt_minor);
      const head = { clientId, saleId, amountMinor: amount, requestKey: key, reason };
      const posting = this.#open(tx, 'debt_write_off', head, false);
      posting.add(
        'E30',
        { account: 5060, object: rows.articleNamed(tx, BAD_DEBTS) },
        { account: 1100, object: saleId },
        amount,
      );
      tx.reason = reason;
      tx.summary = {
        key: 'clientAccount.writeOff',
        values: { who: name, amount: this.#money(amount), number: debt.number },
      };
      return { id: posting.id, number: posting.number, debtLeftMinor: debt.debt_minor - amount };
    });
    const { id, number, debtLeftMinor } = value;
    return { commandId, documentId: id as AccountRow['documentId'], number, debtLeftMinor };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  charge(caller: Caller, { key, clientId, amountMinor, tenders, reason }: Input<'charge'>) {
    const wanted = { key, kind: 'other_income', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.charge', wanted, (tx, name) => {
      if (tenders !== null && total(tenders) !== amountMinor) {
        throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'TENDERS_SUM' });
      }
      const depositMinor = this.depositOf(tx, clientId);
      if (tenders === null && amountMinor > depositMinor) throw overLimit('deposit', depositMinor);
      const head = { clientId, amountMinor, requestKey: key, reason };
      const posting = this.#open(tx, 'other_income', head, tenders !== null);
      if (tenders === null) posting.add(CHARGE, { account: 2100 }, { account: 4050 }, amountMinor);
      else {
        this.#moveMoney(tx, posting, tenders, (money, tender) =>
          posting.add(CHARGE, money, { account: 4050 }, tender.amountMinor),
        );
      }
      tx.reason = reason;
      tx.summary = { key: 'clientAccount.charge', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, CONFLICT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  reverse(caller: Caller, { key, documentId, reason }: Input<'reverse'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.reverse', (tx) => {
      const known = this.near.ledger.findByRequestKey(tx, key, { kind: 'reversal', reversesId: documentId });
      if (known) return known;
      const posting = this.#reverse(tx, documentId, { reason, key });
      tx.reason = reason;
      return posting;
    });
    return { commandId, documentId: value.id as AccountRow['documentId'], number: value.number };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  setLimit(caller: Caller, input: Input<'setLimit'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.setLimit', (tx) => {
      const { name, version } = this.near.clients.setDebtLimitInside(tx, input);
      const limit = input.debtLimitMinor;
      tx.summary =
        limit === null
          ? { key: 'clientAccount.setLimit.usual', values: { who: name } }
          : { key: 'clientAccount.setLimit.own', values: { who: name, amount: this.#money(limit) } };
      return version;
    });
    return { commandId, version: value };
  }

  /** Takes a document back with its money (T16), dated in the current shift. */
  #reverse(tx: Tx, documentId: number, { reason, key }: { reason: string; key: string | null }): Posting {
    const { ledger } = this.near;
    const document = ledger.document(tx, documentId);
    const { client_id: clientId } = document;
    if (clientId === null || !OWN_KINDS.has(document.kind)) {
      throw new DomainError('NOT_FOUND', { what: 'document', id: documentId });
    }
    const tenders = rows.readTenders(tx, documentId);
    const shift = this.#shift(tx, tenders.length > 0);
    // The count of a register could never be right if its money left in a shift of another one (I2).
    if (tenders.some(({ kind, account_id: id }) => kind === 'cash' && id !== shift?.accountId)) {
      throw new DomainError('CONFLICT', { reason: 'otherRegister' });
    }
    this.near.shifts.requireLiveAccounts(
      tx,
      tenders.map(({ account_id: id }) => id),
    );
    const posting = ledger.reverse(tx, documentId, { ...dated(shift, this.#today()), reason, requestKey: key });
    if (this.depositOf(tx, clientId) < 0) throw new DomainError('CONFLICT', { reason: 'depositSpent' });
    tenders.forEach((tender, index) => {
      this.#requireCash(tx, tender.kind, tender.account_id, -tender.amount_minor, true);
      rows.insertTender(tx, {
        document_id: posting.id,
        sale_id: null,
        position: index + 1,
        kind: tender.kind,
        account_id: tender.account_id,
        certificate_id: null,
        amount_minor: -tender.amount_minor,
        given_minor: null,
        change_minor: null,
        reference: tender.reference,
      });
    });
    const client = rows.findClient(tx, clientId);
    tx.summary = {
      key: `clientAccount.reverse.${document.kind}`,
      values: {
        who: client ? this.nameOf(client) : '',
        number: document.number,
        amount: this.#money(document.amount_minor),
      },
    };
    return posting;
  }

  /** Posts a document of the account; a repeated key is the document that it made (T18). */
  #post(
    caller: Caller,
    command: string,
    { key, ...wanted }: PostedBefore & { readonly key: string; readonly clientId: number },
    body: (tx: Tx, name: string) => Posting,
  ): { commandId: number | null; documentId: AccountRow['documentId']; number: number; depositMinor: number } {
    const { value, commandId } = this.#run(caller, command, (tx) => {
      const { clientId } = wanted;
      const name = this.nameOf(this.requireClient(tx, clientId));
      const posted = this.near.ledger.findByRequestKey(tx, key, wanted) ?? body(tx, name);
      return { id: posted.id, number: posted.number, depositMinor: this.depositOf(tx, clientId) };
    });
    const { id, number, depositMinor } = value;
    return { commandId, documentId: id as AccountRow['documentId'], number, depositMinor };
  }

  #open(
    tx: Tx,
    kind: DocumentKind,
    head: {
      clientId: number;
      saleId?: number;
      amountMinor: number;
      requestKey: string;
      reason?: string;
      comment?: string;
    },
    needsShift: boolean,
  ): Posting {
    const shift = this.#shift(tx, needsShift);
    return this.near.ledger.open(tx, { kind, ...dated(shift, this.#today()), ...head });
  }

  /** The open shift, which every document needs that takes or gives money. */
  #shift(tx: Tx, isNeeded: boolean): OpenShift | null {
    const { shifts } = this.near;
    return isNeeded ? shifts.require(tx, tx.context.nowMs) : shifts.current(tx);
  }

  #today(): LocalDate {
    return this.near.settings.today().localDate;
  }

  /** Writes tenders with their entries. Amounts are those of the tenders: positive = the client gave. */
  #moveMoney(
    tx: Tx,
    posting: Posting,
    tenders: readonly MoneyTender[],
    add: (money: Side, tender: MoneyTender) => void,
  ): void {
    tenders.forEach((tender, index) => {
      const accountId = this.near.shifts.accountFor(tx, tender.kind, tender.accountId);
      this.#requireCash(tx, tender.kind, accountId, tender.amountMinor, false);
      add({ account: SIDE_OF[tender.kind], object: accountId }, tender);
      rows.insertTender(tx, {
        document_id: posting.id,
        sale_id: null,
        position: index + 1,
        kind: tender.kind,
        account_id: accountId,
        certificate_id: null,
        amount_minor: tender.amountMinor,
        given_minor: null,
        change_minor: null,
        reference: tender.reference,
      });
    });
  }

  /** Refuses to take more out of a register than lies in it. */
  #requireCash(reader: Reader, kind: string, accountId: number | null, amountMinor: number, isPosted: boolean): void {
    if (kind !== 'cash' || accountId === null || amountMinor >= 0) return;
    requireCash(reader, this.near.ledger, accountId, isPosted ? 0 : -amountMinor);
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.deps.store.work.run(caller.actor(this.deps.clock), name, body);
  }

  /** An amount for the sentence of a command. */
  #money(minor: number): string {
    return formatAmount(minor, this.near.settings.now().currency, 'ru');
  }
}

/** The article of expense that bad debts stand under, as the salon's books call it. */
const BAD_DEBTS = 'Безнадёжные долги';
/** A charge for a visit that was missed: income outside of the sale (docs/adr). */
const CHARGE: LedgerEvent = 'E50';

function total(tenders: readonly Pick<MoneyTender, 'amountMinor'>[]): number {
  return addMoney(...tenders.map(({ amountMinor }) => amountMinor));
}

function dated(shift: OpenShift | null, today: LocalDate): { localDate: LocalDate; shiftId: number | null } {
  return { localDate: shift?.localDate ?? today, shiftId: shift?.shiftId ?? null };
}

/** `what`: deposit, depositCash, debt; what is left of it goes into the sentence. */
function overLimit(what: string, leftMinor: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', { what, leftMinor });
}
