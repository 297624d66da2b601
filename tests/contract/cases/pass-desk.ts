import { randomUUID } from 'node:crypto';
import { Caller } from '../../../src-main/store/service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { Posting } from '../../../src-main/ledger/ledger.service.ts';
import { type CaseSalon, TODAY } from '../prepared-salon.ts';

export const DAY_MS = 86_400_000;

const ownerOf = (salon: CaseSalon): Caller =>
  new Caller({ userId: salon.users.owner, name: 'Ольга', role: 'owner', staffId: null }, 'test');

export function write<T>(salon: CaseSalon, body: (tx: Tx) => T): T {
  return salon.test.core.salon!.store.work.run(ownerOf(salon).actor(salon.test.clock), 'test.write', body).value;
}

export function openShift(salon: CaseSalon): void {
  const { cash } = salon.test.core.salon!;
  const owner = ownerOf(salon);
  const register = cash.accounts.list(owner, false).find(({ kind }) => kind === 'register')!;
  cash.shifts.open(owner, { accountId: register.id, countedMinor: 0, count: [], isRecounted: true });
}

/** The cash has left the register since: it was given to another client. */
export async function emptied(salon: CaseSalon): Promise<void> {
  const key = randomUUID();
  await salon.client.clientAccount.topUp({
    key,
    clientId: salon.irina,
    tenders: [{ kind: 'card', amountMinor: 100_000 }],
  });
  await salon.client.clientAccount.giveBack({
    key: randomUUID(),
    clientId: salon.irina,
    tenders: [{ kind: 'cash', amountMinor: 100_000 }],
    reason: 'Терминал не вернул',
  });
}

export function lockBooks(salon: CaseSalon, lockDate: string = TODAY): void {
  write(salon, (tx) => tx.insert(query.insertInto('ledger_locks').values({ lock_date: lockDate, set_at_ms: 0 })));
}

/** Posts a sale to Olga, paid in cash; `sell` makes the thing and tells where its money stands. */
function sale(
  salon: CaseSalon,
  amountMinor: number,
  sell: (tx: Tx, posting: Posting) => { account: 2200 | 2300; object: number },
): number {
  const { ledger, cash } = salon.test.core.salon!;
  const register = cash.accounts.list(ownerOf(salon), false).find(({ kind }) => kind === 'register')!;
  return write(salon, (tx) => {
    const posting = ledger.open(tx, { kind: 'sale', localDate: TODAY, amountMinor, clientId: salon.olga });
    tx.insert(
      query.insertInto('sales').values({
        document_id: posting.id,
        visit_id: null,
        client_id: salon.olga,
        local_date: TODAY,
        priced_on: TODAY,
        gross_minor: amountMinor,
        discount_minor: 0,
        net_minor: amountMinor,
        rebook_skip: null,
      }),
    );
    const side = sell(tx, posting);
    posting.add(side.account === 2200 ? 'E11' : 'E16', { account: 1010, object: register.id }, side, amountMinor);
    tx.insert(
      query.insertInto('tenders').values({
        document_id: posting.id,
        sale_id: null,
        position: 0,
        kind: 'cash',
        account_id: register.id,
        certificate_id: null,
        amount_minor: amountMinor,
        given_minor: null,
        change_minor: null,
      }),
    );
    return side.object;
  });
}

/** A certificate for 5,000.00, sold to Olga for 4,000.00. */
export function soldCertificate(salon: CaseSalon, expiresOn: string | null = '2026-12-31', number = 'ПК-1'): number {
  const { certificates } = salon.test.core.salon!;
  return sale(salon, 400_000, (tx, posting) => ({
    account: 2200,
    object: certificates.book.sell(tx, posting, {
      typeId: null,
      number,
      nominalMinor: 500_000,
      paidMinor: 400_000,
      expiresOn,
      recipient: '',
      clientId: salon.olga,
    }),
  }));
}

/** A kind of membership: three cuts, a family may share it. */
export async function membershipType(salon: CaseSalon): Promise<number> {
  const { membershipTypeId } = await salon.client.memberships.createType({
    name: '3 стрижки',
    priceMinor: 300_000,
    validityDays: 90,
    freezeMaxDays: 14,
    freezeMaxTimes: 1,
    isFamily: true,
    pools: [{ visits: 3, serviceIds: [salon.cut] }],
  });
  return membershipTypeId;
}

/** Three cuts for 3,000.00, sold to Olga today. */
export async function soldMembership(salon: CaseSalon): Promise<number> {
  const typeId = await membershipType(salon);
  const { memberships } = salon.test.core.salon!;
  return sale(salon, 300_000, (tx, posting) => ({
    account: 2300,
    object: memberships.book.sell(tx, posting, { typeId, priceMinor: 300_000, clientId: salon.olga }),
  }));
}

/** Days go by, and the program keeps its day. */
export function daysLater(salon: CaseSalon, days: number): void {
  salon.test.clock.atMs += days * DAY_MS;
  const { certificates, memberships } = salon.test.core.salon!;
  certificates.keepDay();
  memberships.keepDay();
}
