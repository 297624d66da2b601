import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { GroupsService } from '../../../src-main/groups/groups.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { SubstitutionService } from '../../../src-main/substitution/substitution.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { WaitingService } from '../../../src-main/waiting/waiting.service.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { substitutionContract } from '../../../src-shared/substitution/substitution.contract.ts';
import {
  type JournalSalon,
  TODAY,
  TOMORROW,
  bookingOf,
  openJournalSalon,
  refusalOf,
} from '../journal/journal-salon.ts';

let salon: JournalSalon;
let service: SubstitutionService;
let waiting: WaitingService;
let history: HistoryService;
/** A third master: only cuts, for 3,000.00. */
let vera: number;
beforeEach(async () => {
  salon = await openJournalSalon();
  const clients = new ClientsService(salon.deps, salon.settings);
  const groups = new GroupsService(salon.deps, salon);
  waiting = new WaitingService(salon.deps, { ...salon, clients, groups });
  service = new SubstitutionService(salon.deps, { ...salon, waiting });
  history = new HistoryService(salon.deps, [(tx, command) => salon.journal.assertNoConflictsAfterUndo(tx, command)]);
  vera = salon.write((tx) => {
    const id = tx.insert(
      query.insertInto('staff').values({ first_name: 'Вера', last_name: 'Белая', colour: 'teal', position: 9 }),
    );
    tx.insert(query.insertInto('staff_services').values({ staff_id: id, service_id: salon.cut, price_minor: 300_000 }));
    tx.insert(
      query.insertInto('schedule_overrides').values({
        staff_id: id,
        local_date: TOMORROW,
        work_json: '[[600,1200]]',
        breaks_json: '[]',
      }),
    );
    return id;
  });
});
afterEach(() => salon.close());

type PlanInput = z.input<NonNullable<(typeof substitutionContract.plan)['~orpc']['inputSchema']>>;
type ApplyInput = z.input<NonNullable<(typeof substitutionContract.apply)['~orpc']['inputSchema']>>;
const callNote = 'Позвонить: мастер не выйдет';
const away = () => ({ staffId: salon.anna, fromDate: TOMORROW, toDate: TOMORROW });
const plan = (more: Partial<PlanInput> = {}) =>
  service.plan(salon.reception, substitutionContract.plan['~orpc'].inputSchema!.parse({ ...away(), ...more }));
const apply = (input: Partial<ApplyInput>, caller = salon.reception) =>
  service.apply(
    caller,
    substitutionContract.apply['~orpc'].inputSchema!.parse({ ...away(), rows: [], callNote, ...input }),
  );
const book = (startMin: number, change: Parameters<typeof bookingOf>[1] = {}) =>
  salon.act('book', bookingOf(salon, { startMin, clientId: null, ...change })).visitId;
const mastersOf = (localDate = TOMORROW) =>
  Object.fromEntries(
    salon.journal
      .day(salon.reception, localDate)
      .visits.map(({ id, status, lines }) => [id, status === 'cancelled' ? status : lines.map((line) => line.staffId)]),
  );
const toMaria = (visitId: number, version = 1) => ({
  visitId,
  version,
  decision: { act: 'move' as const, staffId: salon.maria },
});

describe('substitution.plan', () => {
  test('tells who could take each booking, at what price, and how busy they are', () => {
    book(660, { clientId: salon.olga });
    book(900, { staffId: salon.maria });
    const { staffName, rows } = plan();
    expect(staffName).toBe('Анна Соколова');
    expect(rows).toMatchObject([
      {
        clientName: 'Ольга Кузнецова',
        clientPhone: '+7 916 123-45-67',
        startMin: 660,
        endMin: 720,
        serviceNames: ['Стрижка'],
        priceMinor: 200_000,
        options: [
          { staffId: salon.maria, name: 'Мария Титова', priceMinor: 200_000, busyMin: 60, level: 'free' },
          { staffId: vera, priceMinor: 300_000, busyMin: 0, level: 'free' },
        ],
        decision: { act: 'move', staffId: salon.maria },
      },
    ]);
  });

  test('covers every day of the time away, and nothing outside it', () => {
    const [first, second] = [book(660), book(900)];
    const today = book(1140, { localDate: TODAY });
    const ids = (more: Partial<PlanInput>) => plan(more).rows.map(({ visitId }) => visitId);
    expect(ids({})).toEqual([first, second]);
    expect(ids({ fromDate: TODAY })).toEqual([today, first, second]);
    expect(ids({ startMin: 720, endMin: 1000 })).toEqual([second]);
    expect(ids({ staffId: salon.maria })).toEqual([]);
  });

  test('judges a booking with the decisions about the others in force', () => {
    const [first, second] = [
      book(660),
      book(690, { clientId: salon.irina, serviceId: salon.colour, overrideReason: 'вдвоём' }),
    ];
    const decide = (visitId: number) => ({
      visitId: visitId as never,
      decision: { act: 'move' as const, staffId: salon.maria as never },
    });
    const free = plan().rows;
    expect(free.map(({ decision }) => decision)).toMatchObject([{ staffId: vera }, { staffId: salon.maria }]);
    const [judged] = plan({ decisions: [decide(second), decide(first)] }).rows;
    expect(judged!.options.find(({ staffId }) => staffId === salon.maria)).toMatchObject({
      level: 'taken',
      conflicts: [{ code: 'MASTER_BUSY', clientName: 'Ирина Новикова', startMin: 690 }],
    });
  });

  test('a master without an answer: nobody else does it', () => {
    book(660, { serviceId: salon.nails });
    expect(plan().rows).toMatchObject([{ options: [], decision: { act: 'call' } }]);
  });

  test('refuses an unknown master and dates that make no sense', () => {
    expect(refusalOf(() => plan({ staffId: 999 })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => plan({ toDate: TODAY })).data).toMatchObject({ fault: 'DATES_REVERSED' });
    expect(refusalOf(() => plan({ toDate: '2026-07-01' })).data).toMatchObject({ fault: 'RANGE_TOO_LONG' });
    expect(refusalOf(() => plan({ startMin: 600 })).data).toMatchObject({ fault: 'EMPTY_INTERVAL' });
  });
});

describe('substitution.apply', () => {
  test('moves, cancels, marks and writes the absence as one command, and one undo takes all of it back', () => {
    const [moved, dear, cancelled, called, kept] = [book(600), book(660), book(720), book(870), book(930)];
    const before = JSON.stringify(salon.journal.day(salon.reception, TOMORROW));
    const { commandId, ...done } = apply({
      rows: [
        toMaria(moved),
        { visitId: dear, version: 1, decision: { act: 'move', staffId: vera } },
        { visitId: cancelled, version: 1, decision: { act: 'cancel' } },
        { visitId: called, version: 1, decision: { act: 'call' } },
        { visitId: kept, version: 1, decision: { act: 'keep' } },
      ] as never,
      cancelReason: 'Заболел мастер',
      absence: { reason: 'sick', isPaid: true },
    });
    expect(done).toEqual({ moved: 2, cancelled: 1, called: 1 });
    expect(mastersOf()).toEqual({
      [moved]: [salon.maria],
      [dear]: [vera],
      [cancelled]: 'cancelled',
      [called]: [salon.anna],
      [kept]: [salon.anna],
    });
    const day = salon.journal.day(salon.reception, TOMORROW);
    const visit = (id: number) => day.visits.find((item) => item.id === id)!;
    expect(visit(dear).lines[0]!.priceMinor).toBe(300_000);
    expect(visit(called).comment).toBe(callNote);
    expect(visit(cancelled).cancelReason).toBe('Заболел мастер');
    expect(visit(kept).version).toBe(1);
    expect(day.staff.find(({ id }) => id === salon.anna)!.absence).toMatchObject({ reason: 'sick' });

    history.undo(salon.reception, commandId!);
    const after = salon.journal.day(salon.reception, TOMORROW);
    const withoutVersions = (text: string) => text.replaceAll(/"version":\d+/g, '');
    expect(withoutVersions(JSON.stringify(after))).toBe(withoutVersions(before));
    expect(verifyDatabase(salon.store.connection).findings).toEqual([]);
  });

  test('what no longer fits is refused by name, and nothing at all is done', () => {
    const [first, second] = [book(600), book(660)];
    book(690, { staffId: salon.maria, clientId: salon.irina });
    const refused = refusalOf(() => apply({ rows: [toMaria(first), toMaria(second)] as never }));
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      data: { forVisitId: second, conflict: 'MASTER_BUSY', clientName: 'Ирина Н.', startMin: 690 },
    });
    expect(mastersOf()).toMatchObject({ [first]: [salon.anna], [second]: [salon.anna] });
  });

  test('a cancelled booking makes room for a moved one of the same call', () => {
    const [cut, long] = [book(600), book(630, { serviceId: salon.colour, staffId: salon.maria })];
    // Both stand in the way of one another at Maria's; hers is given up with the plan of Maria's own absence.
    expect(refusalOf(() => apply({ rows: [toMaria(cut)] as never })).code).toBe('CONFLICT');
    salon.act('cancel', { visitId: long, version: 1, by: 'salon', reason: 'нет' });
    expect(apply({ rows: [toMaria(cut)] as never }).moved).toBe(1);
  });

  test('warnings that the person saw are accepted, others are not', () => {
    const late = book(1170, { acceptedWarnings: ['OUTSIDE_SCHEDULE'], durationMin: 90 } as never);
    const rows = [{ ...toMaria(late), acceptedWarnings: [] as string[] }];
    expect(refusalOf(() => apply({ rows: rows as never })).data).toMatchObject({ conflict: 'OUTSIDE_SCHEDULE' });
    expect(apply({ rows: [{ ...rows[0]!, acceptedWarnings: ['OUTSIDE_SCHEDULE'] }] as never }).moved).toBe(1);
  });

  test('a booking changed, given away or deleted meanwhile stops it', () => {
    const visit = book(600);
    expect(refusalOf(() => apply({ rows: [toMaria(visit, 2)] as never }))).toMatchObject({
      code: 'STALE_VERSION',
      data: { forVisitId: visit },
    });
    const other = book(600, { staffId: salon.maria });
    expect(refusalOf(() => apply({ rows: [toMaria(other)] as never })).data).toMatchObject({ reason: 'notInPlan' });
    expect(refusalOf(() => apply({ rows: [toMaria(777)] as never })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => apply({ rows: [toMaria(visit), toMaria(visit)] as never })).data).toMatchObject({
      fault: 'DUPLICATE',
    });
  });

  test('marks a booking to be called and puts it among the requests, once, however often it is done', () => {
    const visit = book(600, { comment: 'Хочет чай', clientId: salon.olga });
    const rows = (version: number) => [{ visitId: visit, version, decision: { act: 'call' } }] as never;
    apply({ rows: rows(1) });
    expect(apply({ rows: rows(2) }).commandId).toBeNull();
    expect(salon.journal.visit(salon.reception, visit).comment).toBe(`${callNote}\nХочет чай`);
    expect(waiting.list(salon.reception, false).entries).toMatchObject([
      { kind: 'request', clientId: salon.olga, services: [{ name: 'Стрижка' }], fromDate: TOMORROW, comment: callNote },
    ]);
  });

  test('the absence needs the right to plan the schedule; without rows it is written alone', () => {
    const absence = { reason: 'sick' as const };
    expect(refusalOf(() => apply({ absence }, salon.callerOf('master'))).code).toBe('FORBIDDEN');
    expect(apply({ absence }).commandId).not.toBeNull();
  });

  test('a cancellation needs a reason', () => {
    const rows = [{ visitId: book(600), version: 1, decision: { act: 'cancel' } }] as never;
    expect(refusalOf(() => apply({ rows })).data).toMatchObject({ field: 'cancelReason', fault: 'REQUIRED' });
  });
});
