import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CERTIFICATE_LIST, CERTIFICATE_OWED } from '../../../src-main/certificates/certificate-list.repository.ts';
import { MEMBERSHIP_LIST, MEMBERSHIP_OWED } from '../../../src-main/memberships/membership-list.repository.ts';
import { LIABILITY_SQL } from '../../../src-main/passes/liabilities.repository.ts';
import { type PassAsk, pageSql, totalSql } from '../../../src-main/store/paged-list.ts';
import { query } from '../../../src-main/store/query.ts';
import { CERTIFICATE_STATUSES } from '../../../src-shared/certificates/certificates.rules.ts';
import { certificatesContract } from '../../../src-shared/certificates/certificates.contract.ts';
import { membershipsContract } from '../../../src-shared/memberships/memberships.contract.ts';
import { MEMBERSHIP_STATUSES } from '../../../src-shared/memberships/memberships.rules.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { PASS_KINDS } from '../../../src-shared/passes/passes.contract.ts';
import { type PassSalon, openPassSalon } from './pass-salon.ts';

let salon: PassSalon;
beforeEach(async () => {
  salon = await openPassSalon();
});
afterEach(() => salon.close());

const certificates = (ask: object = {}) =>
  salon.certificates.list(certificatesContract.list['~orpc'].inputSchema!.parse(ask));
const memberships = (ask: object = {}) =>
  salon.memberships.reading.list(membershipsContract.list['~orpc'].inputSchema!.parse(ask));

/** Days on which something happens to certificates and memberships, so that every status comes about. */
function live(days: readonly number[]): void {
  const held: number[] = [];
  const passes: number[] = [];
  const attempt = (act: () => unknown): void => {
    try {
      act();
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  };
  const version = (id: number) => salon.memberships.reading.card({ membershipId: id as never }).membership.version;
  for (const [at, seed] of days.entries()) {
    const day = new Date(Date.parse('2026-03-13') + at * 9 * 86_400_000).toISOString().slice(0, 10);
    salon.till.closeShift();
    salon.startOn(day);
    salon.till.openShift();
    held.push(salon.sellCertificate({ expiresOn: seed % 3 === 0 ? null : `2026-0${4 + (seed % 5)}-15` }));
    passes.push(
      salon.sellMembership({
        kind: seed % 4 === 0 ? 'time' : 'visits',
        startsAt: seed % 3 === 0 ? 'first_visit' : 'purchase',
        activateAfter: seed % 2 === 0 ? 20 : null,
        validityDays: 15 + (seed % 40),
      }),
    );
    const certificateId = held[seed % held.length]!;
    const membershipId = passes[seed % passes.length]!;
    attempt(() => salon.payWith(certificateId, seed % 2 === 0 ? 500_000 : 100_001));
    attempt(() => salon.use(membershipId));
    if (seed % 5 === 0) attempt(() => [1, 2].map(() => salon.use(membershipId)));
    if (seed % 4 === 1) {
      const pause = { fromDate: day, toDate: new Date(Date.parse(day) + 6 * 86_400_000).toISOString().slice(0, 10) };
      attempt(() =>
        salon.memberships.pauses.freeze(salon.owner, {
          membershipId: membershipId as never,
          version: version(membershipId),
          ...pause,
          reason: '',
        }),
      );
    }
    if (seed % 7 === 0) {
      const tenders = (amountMinor: number) =>
        amountMinor === 0 ? [] : [{ kind: 'cash' as const, accountId: null, amountMinor }];
      attempt(() => {
        const { refundMinor } = salon.memberships.refunds.refundPreview({ membershipId: membershipId as never });
        salon.memberships.refunds.refund(salon.owner, {
          membershipId: membershipId as never,
          key: `m${at}-${membershipId}-${day}`,
          tenders: tenders(refundMinor),
          reason: 'Передумали',
        });
      });
      attempt(() => {
        const { refundMinor } = salon.certificates.refundPreview({ certificateId: certificateId as never });
        salon.certificates.refund(salon.owner, {
          certificateId: certificateId as never,
          key: `c${at}-${certificateId}-${day}`,
          tenders: tenders(refundMinor),
          reason: 'Передумали',
        });
      });
    }
    if (seed % 6 === 1) {
      attempt(() => {
        const one = salon.certificates.card({ certificateId: certificateId as never }).certificate;
        const what = {
          certificateId: certificateId as never,
          version: one.version,
          isBlocked: true,
          reason: 'Потерян',
        };
        salon.certificates.setBlocked(salon.owner, what);
      });
    }
  }
}

const seeds = fc.array(fc.nat(1000), { minLength: 12, maxLength: 16 });
/** One salon per run is dear: a few long lives. */
const RUNS = { numRuns: 3, endOnFailure: true } as const;

describe('lists', () => {
  test('T7 T8 the statuses and last days that SQL filters by are those of the rules, and pages make the whole', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom('hold', 'income'), async (days, mode) => {
        salon.close();
        salon = await openPassSalon();
        salon.set({ certificateExpiry: mode, membershipExpiry: mode });
        live(days);
        const all = memberships({ limit: 500 });
        for (const status of MEMBERSHIP_STATUSES) {
          const wanted = all.memberships.filter((one) => one.status === status).map(({ id }) => id);
          const found = memberships({ status, limit: 500 });
          expect([status, ...found.memberships.map(({ id }) => id)]).toEqual([status, ...wanted]);
          expect(found.total).toBe(wanted.length);
          expect(found.leftMinor).toBe(found.memberships.reduce((sum, one) => sum + one.leftMinor, 0));
          if (wanted.length > 0) seen.add(`membership ${status}`);
        }
        const sold = certificates({ limit: 500 });
        for (const status of CERTIFICATE_STATUSES) {
          const wanted = sold.certificates.filter((one) => one.status === status);
          const found = certificates({ status, limit: 500 });
          expect(found.certificates).toEqual(wanted);
          expect(found.liabilityMinor).toBe(wanted.reduce((sum, one) => sum + one.liabilityMinor, 0));
          if (wanted.length > 0) seen.add(`certificate ${status}`);
        }
        const soon = memberships({ endsWithinDays: 60, limit: 500 }).memberships;
        expect(soon.map(({ lastDay }) => lastDay)).toEqual(soon.map(({ lastDay }) => lastDay).toSorted());
        expect(soon.every((one) => ['active', 'frozen', 'waiting'].includes(one.status))).toBe(true);
        expect(walk((after) => memberships({ after, limit: 3 }))).toEqual(all.memberships.map(({ id }) => id));
        expect(walk((after) => memberships({ after, limit: 2, endsWithinDays: 60 }))).toEqual(soon.map(({ id }) => id));
      }),
      RUNS,
    );
    expect([...seen].toSorted()).toEqual(expect.arrayContaining(['certificate active', 'membership active']));
    expect(seen.size).toBeGreaterThan(6);
  });

  test('search: every word, in any letters, in the number, the names or the kind', () => {
    const mother = salon.sellCertificate({ recipient: 'Для Мамы' });
    salon.sellCertificate({ expiresOn: null });
    const found = (text: string) => certificates({ query: text }).certificates.map(({ id }) => id);
    expect(found('МАМЫ ковалева')).toEqual([mother]);
    expect(found('алена')).toHaveLength(2);
    expect(found('мамы 999999')).toEqual([]);
    const { number } = certificates().certificates[1]!;
    expect(found(number.slice(0, 6))).toContain(mother);
    salon.sellMembership();
    expect(memberships({ query: 'АБОНЕМЕНТ алён' }).memberships).toHaveLength(1);
    const rename = (name: string) =>
      salon.write((tx) => tx.run(query.updateTable('clients').set({ first_name: name }).where('id', '=', salon.anna)));
    // What is kept of an earlier search follows what is sold and renamed.
    const sold = salon.sellCertificate({ expiresOn: null });
    expect(found('алена')).toEqual([sold, expect.any(Number), expect.any(Number)]);
    rename('Таисия');
    expect(found('алена')).toEqual([]);
    expect(found('таисия')).toHaveLength(3);
    expect(memberships({ query: 'таисия' })).toMatchObject({ total: 1, memberships: [{}] });
    expect(certificates({ typeId: 0, endsWithinDays: 365 }).certificates.map(({ id }) => id)).toEqual([mother]);
  });
});

/** Pages one after another, till the last. */
function walk(page: (after: object | null) => ReturnType<typeof memberships>): number[] {
  const ids: number[] = [];
  let after: object | null = null;
  for (;;) {
    const { memberships: rows, hasMore } = page(after);
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (!hasMore || !last) return ids;
    after = { id: last.id, lastDay: last.lastDay };
  }
}

describe('what is owed', () => {
  test('I4 I5 L6 on every day the sums are those of the books, and the rows make the sums', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom('hold', 'income'), async (days, mode) => {
        salon.close();
        salon = await openPassSalon();
        salon.set({ certificateExpiry: mode, membershipExpiry: mode });
        live(days);
        for (const onDate of ['2026-03-20', '2026-04-16', '2026-06-01', salon.till.localDate]) {
          for (const kind of PASS_KINDS) {
            const report = salon.liabilities.liabilities({ kind, onDate });
            expect([kind, onDate, report.leftMinor]).toEqual([kind, onDate, report.ledgerMinor]);
            const owed = (ask: object) =>
              salon.liabilities.owed({
                kind,
                onDate,
                month: null,
                typeId: null,
                isExpired: null,
                afterId: null,
                limit: 500,
                ...ask,
              }).rows;
            const sum = (rows: ReturnType<typeof owed>) => rows.reduce((total, row) => total + row.leftMinor, 0);
            expect(sum(owed({}))).toBe(report.leftMinor);
            expect(sum(owed({ isExpired: true }))).toBe(report.expiredMinor);
            for (const { month, leftMinor, count } of report.months) {
              expect([sum(owed({ month })), owed({ month }).length]).toEqual([leftMinor, count]);
            }
            for (const { typeId, leftMinor } of report.types) {
              expect(sum(owed({ typeId: typeId ?? 0 }))).toBe(leftMinor);
            }
          }
        }
      }),
      RUNS,
    );
  });
});

describe('EXPLAIN QUERY PLAN', () => {
  const plan = (sql: string, values: object): string[] =>
    (salon.store.connection.prepare(`explain query plan ${sql}`).all(values) as { detail: string }[]).map(
      ({ detail }) => detail,
    );
  const ask: PassAsk = {
    today: '2026-03-12',
    ids: null,
    status: null,
    typeId: null,
    clientId: null,
    until: null,
    after: null,
    limit: 100,
  };

  test.each([
    ['certificates', CERTIFICATE_LIST, 'certificate_movements_sums'],
    ['memberships', MEMBERSHIP_LIST, 'membership_movements_sums'],
  ] as const)('a page of %s walks the newest rows and sums each from the index alone', (_, list, index) => {
    const after = { id: 9, lastDay: null };
    for (const one of [ask, { ...ask, after }, { ...ask, status: 'active' }]) {
      const { sql, values } = pageSql(list, one);
      const steps = plan(sql, values);
      expect(steps.join('\n')).toContain(`USING COVERING INDEX ${index}`);
      expect(steps.join('\n')).not.toMatch(/TEMP B-TREE/u);
      expect(steps.filter((step) => /^SCAN (certificate|membership)_movements/u.test(step))).toEqual([]);
    }
    const { sql, values } = pageSql(list, { ...ask, clientId: 1 });
    expect(plan(sql, values).join('\n')).toMatch(/(certificates|memberships)_client/u);
    const total = totalSql(list, { ...ask, status: 'active' });
    expect(plan(total.sql, total.values).join('\n')).toContain(`USING COVERING INDEX ${index}`);
  });

  test.each(PASS_KINDS)('what is owed for a %s goes once through the index of its movements', (kind) => {
    const source = kind === 'membership' ? MEMBERSHIP_OWED : CERTIFICATE_OWED;
    for (const sql of [LIABILITY_SQL.sums(source), ...(source.pools ? [source.pools] : [])]) {
      const steps = plan(sql, { onDate: '2026-03-12' }).join('\n');
      expect(steps).toMatch(/SCAN (certificate|membership)_movements USING COVERING INDEX \w+_sums/u);
      expect(steps).not.toMatch(/SCAN ledger_entries(?! USING)/u);
    }
  });
});
