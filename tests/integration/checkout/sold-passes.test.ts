import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type TestCore, openTestCore } from '../../helpers/test-core.ts';

let core: TestCore;
let client: Client;
let buyer: number;
let child: number;
let cut: number;

beforeAll(async () => {
  core = await openTestCore();
  ({ client } = core.overPort());
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[600, 1200]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга', secretKind: 'pin', secret: '2468' },
    start: 'empty',
  });
  const { categoryId } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  cut = (await client.services.create({ categoryId, name: 'Стрижка', priceMinor: 200_000, durationMin: 60 })).serviceId;
  buyer = (await client.clients.create({ firstName: 'Анна', lastName: 'Белова', phones: [] })).clientId;
  child = (await client.clients.create({ firstName: 'Вера', lastName: 'Белова', phones: [] })).clientId;
  const { registers } = await client.cash.desk();
  await client.cash.openShift({ accountId: registers[0]!.accountId, countedMinor: 0, isRecounted: true });
});
afterAll(() => core.close());

type Lines = Parameters<Client['checkout']['pay']>[0]['ticket']['lines'];
const sell = (lines: Lines, dueMinor: number, clientId: number | null = null) =>
  client.checkout.pay({
    key: randomUUID(),
    ticket: { clientId, lines },
    tenders: [{ kind: 'cash', amountMinor: dueMinor }],
    expectedDueMinor: dueMinor,
  });

describe('What the checkout sells for later', () => {
  it('T8 a membership belongs to who will come by it, the family with them; of one that is nobody’s family none is added', async () => {
    const pools = [{ visits: 5, serviceIds: [cut] }];
    const family = await client.memberships.createType({ name: 'Семья', priceMinor: 800_000, isFamily: true, pools });
    const own = await client.memberships.createType({ name: 'Свой', priceMinor: 500_000, pools });
    const line = (membershipTypeId: number, memberIds: number[]): Lines => [
      { key: 'm', kind: 'membership', membershipTypeId, membership: { holderId: child, memberIds } },
    ];
    await sell(line(family.membershipTypeId, [buyer]), 800_000, buyer);
    const { memberships } = await client.memberships.list({ clientId: child });
    const { membership, members } = await client.memberships.card({ membershipId: memberships[0]!.id });
    expect([membership.clientId, members.map(({ clientId }) => clientId)]).toEqual([child, [buyer]]);
    await expect(sell(line(own.membershipTypeId, [buyer]), 500_000, buyer)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'NOT_FAMILY' },
    });
  });

  it('T6 a certificate of a kind is worth what its kind says, whatever was asked for', async () => {
    const { certificateTypeId } = await client.certificates.createType({
      name: 'Подарочный',
      nominalMinor: 100_000,
      priceMinor: 90_000,
    });
    await sell(
      [
        {
          key: 'c',
          kind: 'certificate',
          certificateTypeId,
          certificate: { number: 'GIFT1', nominalMinor: 9_000_000 },
        },
      ],
      90_000,
    );
    const { certificate } = await client.certificates.check({ number: 'GIFT1' });
    expect([certificate.nominalMinor, certificate.paidMinor]).toEqual([100_000, 90_000]);
  });

  it('lines without a name are told by their kind, numbers of what was sold stand beside them', async () => {
    const { saleId } = await sell(
      [{ key: 'c', kind: 'certificate', certificate: { number: 'GIFT2', nominalMinor: 50_000 } }],
      50_000,
    );
    const [check] = await client.checkout.sales({ fromDate: '2026-03-12', toDate: '2026-03-12' });
    expect(check?.lines).toEqual([{ kind: 'certificate', title: '' }]);
    expect((await client.checkout.sale({ saleId })).lines[0]?.note).toBe('№ GIFT2');
  });
});

describe('One reader for every code', () => {
  it('tells goods, certificates, memberships and coupons apart, in any layout; an archived product by its name', async () => {
    const read = (code: string) => client.checkout.readCode({ code });
    const goods = await client.products.create({ name: 'Маска', priceMinor: 100, barcodes: ['4601234567893'] });
    expect(await read('4601234567893')).toMatchObject({ kind: 'product', name: 'Маска' });
    expect(await read('пшае1')).toMatchObject({ kind: 'certificate', number: 'GIFT1', balanceMinor: 100_000 });
    const { memberships } = await client.memberships.list({});
    expect(await read(memberships[0]!.number)).toMatchObject({ kind: 'membership', clientName: 'Вера Белова' });
    await client.products.update({ productId: goods.productId, version: 1, values: { isArchived: true } });
    expect(await read('4601234567893')).toEqual({ kind: 'unknown', code: '4601234567893', archivedName: 'Маска' });
    const found = await client.search.everything({ query: 'GIFT' });
    expect(found.map(({ kind, title }) => `${kind} ${title}`)).toEqual([]);
    const numbers = await client.search.everything({ query: 'gift1' });
    expect(numbers.map(({ kind, title }) => `${kind} ${title}`)).toContain('certificate GIFT1');
  });
});
