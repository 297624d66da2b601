import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BankLine } from '../../../src-shared/bank/bank.contract.ts';
import { operationOf } from '../../../src-shared/bank/matching.rules.ts';
import { sqlText, withLastingPlan } from '../../../src-main/store/executor.ts';
import { BANK_SQL } from '../../../src-main/bank/bank.repository.ts';
import { ACCOUNT, type BankDocument, statementOf } from '../../helpers/bank-statement.ts';
import { type WholeSalon, openWholeSalon } from '../checkout/whole-salon.ts';

let whole: WholeSalon;
beforeEach(async () => {
  whole = await openWholeSalon();
});
afterEach(() => {
  whole.holds();
  whole.close();
});

const owner = () => whole.base.callerOf('owner');
const place = (kind: string): number =>
  whole.salon.cash.accounts.list(owner(), false).find((one) => one.kind === kind)!.id;
const read = (documents: readonly BankDocument[], balances: Parameters<typeof statementOf>[1] = {}) =>
  whole.salon.bank.statement(owner(), {
    base64: Buffer.from(statementOf(documents, balances)).toString('base64'),
    accountId: place('bank') as never,
  });
/** Posts a line as it is proposed, as the screen does. */
function post(
  line: Pick<BankLine, 'direction' | 'requestKey' | 'amountMinor' | 'localDate' | 'purpose'> & { proposal: unknown },
) {
  const proposal = line.proposal as BankLine['proposal'];
  const { requestKey, amountMinor, localDate, purpose: comment } = line;
  if (proposal.kind === 'settlement') {
    return whole.salon.cash.operations.settle(owner(), {
      accountId: proposal.accountId,
      requestKey,
      tenderIds: proposal.tenderIds,
      bankMinor: amountMinor,
      toAccountId: place('bank') as never,
      localDate,
      comment,
    });
  }
  const operation = operationOf(line, proposal, place('bank'))!;
  return whole.salon.cash.operations.operate(owner(), {
    ...operation,
    requestKey,
    amountMinor,
    localDate,
    staffId: null,
    dueOn: null,
    comment,
  } as never);
}
/** A card payment of today for 2,000.00. */
const payByCard = (): void => {
  whole.openShift();
  const line = {
    key: 'a',
    kind: 'service' as const,
    serviceId: whole.base.cut as never,
    staffId: whole.base.anna as never,
  };
  whole.pay({ clientId: whole.base.olga, lines: [line] }, [{ kind: 'card', amountMinor: 200_000 }] as never, 200_000);
};

describe('F6 a statement beside the books', () => {
  test('card money, a supplier, rent: each is known, posted once, and then found in the books; balances agree', async () => {
    payByCard();
    const acquiring = place('acquiring');
    const [account] = whole.salon.cash.accounts.list(owner(), false).filter(({ id }) => id === acquiring);
    whole.salon.cash.accounts.update(owner(), {
      accountId: acquiring as never,
      version: account!.version,
      values: { feeBp: 200 },
    });
    const { supplierId } = whole.salon.cash.suppliers.createSupplier(owner(), {
      name: 'ООО «Эстель»',
      taxNumber: '7728168971',
      phone: '',
      note: '',
    });
    whole.salon.cash.suppliers.createArticle(owner(), { name: 'Аренда' });
    const documents: BankDocument[] = [
      { direction: 'in', amount: '1960.00', day: '12.03.2026', party: 'ПАО Банк', purpose: 'Возмещение по картам' },
      { amount: '500.00', day: '11.03.2026', party: 'ООО "ЭСТЕЛЬ"', taxNumber: '7728168971', purpose: 'За краску' },
      { amount: '300.00', day: '12.03.2026', purpose: 'Аренда за март' },
      { amount: '7.00', day: '12.03.2026', purpose: 'Неизвестно что' },
    ];
    const balances = { opening: '0.00', closing: '1153.00' };
    const first = await read(documents, balances);
    expect(first.lines.map(({ proposal }) => [proposal.kind, proposal.isSure])).toEqual([
      ['supplier_payment', true],
      ['settlement', true],
      ['expense', true],
      ['unknown', false],
    ]);
    expect(first.lines[0]!.proposal).toMatchObject({ supplierId, name: 'ООО «Эстель»' });
    expect(first).toMatchObject({ isShort: false, openingMinor: 0, closingMinor: 115_300, bookClosingMinor: 0 });
    for (const line of first.lines.slice(0, 3)) {
      const done = post(line);
      expect(post(line)).toEqual({ ...done, commandId: null });
    }
    const second = await read(documents, balances);
    expect(second.lines.map(({ proposal }) => proposal.kind)).toEqual(['posted', 'posted', 'posted', 'unknown']);
    expect(second.bookClosingMinor).toBe(116_000);
    expect(second.missing).toEqual([]);
  });

  test('what was taken back may be posted again, once', async () => {
    whole.salon.cash.suppliers.createArticle(owner(), { name: 'Аренда' });
    const documents = [{ amount: '300.00', day: '12.03.2026', purpose: 'Аренда за март' }];
    const [line] = (await read(documents)).lines;
    const { documentId, commandId } = post(line as never);
    await whole.salon.history.undoWhole(owner(), commandId!);
    const [again] = (await read(documents)).lines;
    expect(again!.requestKey).not.toBe(line!.requestKey);
    expect(again!.proposal.kind).toBe('expense');
    expect(post(again as never).documentId).not.toBe(documentId);
    expect((await read(documents)).lines[0]!.proposal.kind).toBe('posted');
    expect(whole.salon.ledger.balance(whole.base.store.reader, 1030, place('bank'))).toBe(-30_000);
  });

  test('what the books have and the bank has not is named', async () => {
    const { documentId } = whole.salon.cash.operations.operate(owner(), {
      kind: 'other_income',
      requestKey: crypto.randomUUID(),
      amountMinor: 5000,
      fromAccountId: null,
      toAccountId: place('bank'),
      articleId: null,
      supplierId: null,
      staffId: null,
      dueOn: null,
      comment: '',
    } as never);
    expect((await read([])).missing).toMatchObject([{ documentId, documentKind: 'other_income', signedMinor: 5000 }]);
  });

  test('the account of the requisites is compared; a file of another kind is refused with its reason', async () => {
    expect((await read([])).isOwnAccount).toBeNull();
    whole.set({ bankAccount: ACCOUNT });
    expect((await read([])).isOwnAccount).toBe(true);
    await expect(
      whole.salon.bank.statement(owner(), { base64: 'AAAA', accountId: place('bank') as never }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'file', fault: 'NOT_A_STATEMENT' } });
    await expect(
      whole.salon.bank.statement(owner(), { base64: '', accountId: place('safe') as never }),
    ).rejects.toMatchObject({ data: { fault: 'NOT_OF_THIS_KIND' } });
  });

  test('the movements of the account are read off indexes', () => {
    const plan = whole.base.store.reader
      .all(
        sqlText<{ detail: string }>(`explain query plan ${withLastingPlan(BANK_SQL.moves)}`, {
          accountId: 1,
          from: '2026-01-01',
          to: '2026-12-31',
        }),
      )
      .map(({ detail }) => detail)
      .join('\n');
    expect(plan).not.toMatch(/SCAN (?:ledger_entries|d|r)\b/u);
  });
});
