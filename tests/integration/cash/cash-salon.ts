import { randomUUID } from 'node:crypto';
import { type Cash, createCash } from '../../../src-main/cash/cash.service.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { Ledger, keepDayTotals } from '../../../src-main/ledger/ledger.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { runHere } from '../backup/held-salon.ts';
import { openTestSalon, type TestSalon } from '../../helpers/salon-services.ts';

/** The cash desk over a real file: the usual accounts are there, no shift is open. */
export interface CashSalon extends TestSalon {
  readonly cash: Cash;
  readonly ledger: Ledger;
  readonly register: number;
  readonly safe: number;
  readonly bank: number;
  readonly acquiring: number;
  /** Opens a shift with a float as the administrator. */
  openShift(floatMinor?: number): number;
  /** A payment of a client in a shift, as checkout posts it. */
  takeMoney(kind: 'cash' | 'card', amountMinor: number): number;
}

/** A key of a press of a button. */
export const pressed = (): string => randomUUID();

export async function openCashSalon(): Promise<CashSalon> {
  const salon = await openTestSalon();
  keepDayTotals(salon.store);
  const ledger = new Ledger();
  const cash = createCash(salon.deps, {
    ledger,
    settings: salon.settings,
    files: new FilesService(salon.deps),
    runJob: runHere,
    fontsDir: '',
  });
  cash.accounts.ensure('ru');
  const idOf = (kind: string): number =>
    cash.accounts.list(salon.owner, false).find((account) => account.kind === kind)!.id;
  const [register, safe, bank, acquiring] = ['register', 'safe', 'bank', 'acquiring'].map(idOf) as [
    number,
    number,
    number,
    number,
  ];
  return {
    ...salon,
    cash,
    ledger,
    register,
    safe,
    bank,
    acquiring,
    openShift: (floatMinor = 500_000) =>
      cash.shifts.open(salon.as('administrator'), {
        accountId: register as never,
        countedMinor: floatMinor,
        count: [],
        isRecounted: true,
      }).shiftId,
    takeMoney: (kind, amountMinor) =>
      salon.write((tx) => {
        const shift = cash.shifts.require(tx, tx.context.nowMs);
        const accountId = cash.shifts.accountFor(tx, kind, null);
        const isIn = amountMinor > 0;
        const posting = ledger.open(tx, {
          kind: isIn ? 'deposit' : 'deposit_return',
          localDate: shift.localDate,
          shiftId: shift.shiftId,
          amountMinor: Math.abs(amountMinor),
        });
        const place = { account: kind === 'cash' ? (1010 as const) : (1040 as const), object: accountId };
        if (isIn) posting.add('E08', place, { account: 2100 }, amountMinor);
        else posting.add('E10', { account: 2100 }, place, -amountMinor);
        return tx.insert(
          query.insertInto('tenders').values({
            document_id: posting.id,
            sale_id: null,
            position: 1,
            kind,
            account_id: accountId,
            certificate_id: null,
            amount_minor: amountMinor,
            given_minor: null,
            change_minor: null,
          }),
        );
      }),
  };
}
