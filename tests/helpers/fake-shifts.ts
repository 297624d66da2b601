import type { OpenShift, Shifts } from '../../src-main/checkout/neighbours.ts';
import { query } from '../../src-main/store/query.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { TestStore } from './test-store.ts';

/** A register with an open shift, a bank and an acquirer. */
export interface TestDesk extends Shifts {
  readonly register: number;
  readonly bank: number;
  readonly acquirer: number;
  shift: OpenShift | null;
}

/** Accounts and shifts of a test: the shift is open until it is set to null. */
export function openTestDesk(base: TestStore): TestDesk {
  const { register, bank, acquirer, shiftId } = base.store.work.run(
    { actorId: null, device: 'test', nowMs: base.clock.nowMs() },
    'test.desk',
    (tx) => {
      const account = (kind: 'register' | 'bank' | 'acquiring', name: string): number =>
        tx.insert(query.insertInto('money_accounts').values({ kind, name }));
      const desk = account('register', 'Касса');
      const own = { register: desk, bank: account('bank', 'Счёт'), acquirer: account('acquiring', 'Терминал') };
      const id = tx.insert(
        query.insertInto('cash_shifts').values({
          account_id: desk,
          number: 1,
          local_date: '2026-03-12',
          opened_at_ms: base.clock.nowMs(),
          opening_minor: 0,
        }),
      );
      return { ...own, shiftId: id };
    },
  ).value;
  const accounts = { cash: register, card: acquirer, sbp: acquirer, transfer: bank };
  const desk: TestDesk = {
    register,
    bank,
    acquirer,
    shift: { shiftId, number: 1, accountId: register, localDate: '2026-03-12' },
    current: () => desk.shift,
    require: () => {
      if (!desk.shift) throw new DomainError('SHIFT_CLOSED', {});
      return desk.shift;
    },
    accountFor: (_, kind, accountId) => accountId ?? accounts[kind],
    accountBack: (_, kind, accountId) => accountId ?? accounts[kind],
    requireLiveAccounts: () => undefined,
  };
  return desk;
}
