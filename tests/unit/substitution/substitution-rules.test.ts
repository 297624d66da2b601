import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day, DayLine, DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import type { ConflictSettings } from '../../../src-shared/journal/conflicts.rules.ts';
import { findConflicts } from '../../../src-shared/journal/conflicts.rules.ts';
import {
  type Decision,
  type OrphanVisit,
  dayAfter,
  judgeSubstitutes,
  linesWith,
  orphanVisits,
  proposePlan,
  qualifiedStaff,
} from '../../../src-shared/substitution/substitution.rules.ts';

const settings: ConflictSettings = { processingReleasesMaster: true, allowOverrunMin: 0, timeZone: 'Europe/Moscow' };
/** The master who is away. */
const SICK = 1;
const CUT = 10;
const NAILS = 11;

/** A service of a visit: who, from when, how long, which. */
interface Piece {
  readonly staffId: number;
  readonly startMin: number;
  readonly durationMin?: number;
  readonly serviceId?: number;
  readonly roomId?: number | null;
  readonly priceMinor?: number;
}

function visitOf(id: number, pieces: readonly Piece[], more: Partial<DayVisit> = {}): DayVisit {
  const lines = pieces.map((piece, index) => ({
    id: id * 100 + index,
    serviceId: piece.serviceId ?? CUT,
    serviceName: 'Стрижка',
    categoryId: 1,
    staffId: piece.staffId,
    roomId: piece.roomId ?? null,
    position: index,
    startMin: piece.startMin,
    durationMin: piece.durationMin ?? 60,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    processing: [],
    holdsMaster: false,
    equipmentIds: [],
    priceMinor: piece.priceMinor ?? 1000,
  })) as unknown as DayLine[];
  return {
    id,
    version: 1,
    localDate: '2026-03-12',
    status: 'booked',
    clientId: null,
    clientName: `Клиент ${id}`,
    clientPhone: null,
    clientNote: '',
    allergy: '',
    comment: '',
    source: 'reception',
    wantsThisMaster: false,
    isFirstVisit: false,
    isBirthday: false,
    cancelReason: null,
    seriesId: null,
    groupEventId: null,
    lines,
    ...more,
  } as unknown as DayVisit;
}

const masterOf = (id: number, more: object = {}) => ({
  id,
  name: `Мастер ${id}`,
  photoFileId: null,
  defaultRoomId: null,
  work: [[600, 1200]],
  breaks: [],
  absence: null,
  absences: [],
  notAllowed: null,
  isScheduled: true,
  hasLeft: false,
  serviceIds: [CUT],
  roomIds: [],
  isGapBookable: true,
  ...more,
});

function dayOf(visits: readonly DayVisit[], staff: readonly object[] = [2, 3].map((id) => masterOf(id))): Day {
  return {
    localDate: '2026-03-12',
    salonHours: [[540, 1260]],
    salonNote: '',
    staff: [masterOf(SICK), ...staff],
    rooms: [],
    equipment: [],
    serviceLimits: [],
    visits,
    events: [],
    blocks: [],
  } as unknown as Day;
}

const orphansOf = (day: Day, prices: Record<number, number> = {}): OrphanVisit[] =>
  orphanVisits(day, { staffId: SICK, startMin: null, endMin: null }).map((visit) => ({
    visit,
    substitutes: qualifiedStaff(visit, SICK, day).map((staffId) => ({ staffId, priceMinor: prices[staffId] ?? 1000 })),
  }));
const planOf = (day: Day, fixed?: Map<number, Decision>, prices?: Record<number, number>) =>
  Object.fromEntries(
    [...proposePlan(orphansOf(day, prices), SICK, day, settings, fixed)].map(([id, decision]) => [
      id,
      decision.act === 'move' ? decision.staffId : decision.act,
    ]),
  );

describe('bookings of a master who is away', () => {
  const at = (startMin: number, more: Partial<DayVisit> = {}) => visitOf(startMin, [{ staffId: SICK, startMin }], more);
  const away = { staffId: SICK, startMin: null as number | null, endMin: null as number | null };
  const ids = (visits: readonly DayVisit[]) => visits.map(({ id }) => id);

  test.each(['booked', 'confirmed', 'arrived'] as const)('%s ones are given to others', (status) => {
    expect(ids(orphanVisits(dayOf([at(600, { status })]), away))).toEqual([600]);
  });
  test.each(['in_progress', 'completed', 'no_show', 'cancelled'] as const)('%s ones are not', (status) => {
    expect(orphanVisits(dayOf([at(600, { status })]), away)).toEqual([]);
  });
  test('by start; of other masters none, seats of a group none, what is over today none', () => {
    const day = dayOf([
      at(900),
      at(600),
      visitOf(5, [{ staffId: 2, startMin: 700 }]),
      at(1000, { groupEventId: 3 as never }),
      visitOf(7, [
        { staffId: 2, startMin: 640 },
        { staffId: SICK, startMin: 720 },
      ]),
    ]);
    expect(ids(orphanVisits(day, away))).toEqual([600, 7, 900]);
    expect(ids(orphanVisits(day, away, 660))).toEqual([7, 900]);
    expect(ids(orphanVisits(day, away, 659))).toEqual([600, 7, 900]);
  });
  test.each([
    [600, 660, [600]],
    [599, 600, []],
    [659, 700, [600]],
    [660, 700, []],
  ])('away %i–%i', (startMin, endMin, expected) => {
    expect(ids(orphanVisits(dayOf([at(600)]), { ...away, startMin, endMin }))).toEqual(expected);
  });
});

test('who does all the services of the visit can take it, the master themself and who left cannot', () => {
  const both = visitOf(1, [
    { staffId: SICK, startMin: 600 },
    { staffId: SICK, startMin: 660, serviceId: NAILS },
    { staffId: 9, startMin: 720, serviceId: 99 },
  ]);
  const day = dayOf(
    [both],
    [masterOf(2), masterOf(3, { serviceIds: [CUT, NAILS] }), masterOf(4, { serviceIds: [CUT, NAILS], hasLeft: true })],
  );
  expect(qualifiedStaff(both, SICK, day)).toEqual([3]);
});

describe('judging who could take a booking', () => {
  const sick = visitOf(1, [{ staffId: SICK, startMin: 600 }]);
  const judged = (day: Day, prices?: Record<number, number>) =>
    judgeSubstitutes(orphansOf(day, prices)[0]!, SICK, day, settings).map(
      ({ staffId, level }) => [staffId, level] as const,
    );

  test('free before what must be confirmed before taken', () => {
    const day = dayOf(
      [sick, visitOf(2, [{ staffId: 2, startMin: 630 }])],
      [masterOf(2), masterOf(3, { work: [[700, 1200]] }), masterOf(4)],
    );
    expect(judged(day)).toEqual([
      [4, 'free'],
      [3, 'warning'],
      [2, 'taken'],
    ]);
  });
  test('of the free ones the least busy first', () => {
    const day = dayOf([sick, visitOf(2, [{ staffId: 2, startMin: 900 }])]);
    expect(judged(day)).toEqual([
      [3, 'free'],
      [2, 'free'],
    ]);
  });
  test('a dearer master comes after the busier one of the same price', () => {
    const day = dayOf([sick, visitOf(2, [{ staffId: 2, startMin: 900 }])]);
    expect(judged(day, { 3: 1500 })).toEqual([
      [2, 'free'],
      [3, 'free'],
    ]);
    expect(judged(day, { 3: 500 })[0]).toEqual([3, 'free']);
  });
});

describe('the proposal', () => {
  test('takes turns, so that nobody is overloaded', () => {
    const visits = [600, 700, 800, 900].map((start) => visitOf(start, [{ staffId: SICK, startMin: start }]));
    expect(planOf(dayOf(visits))).toEqual({ 600: 2, 700: 3, 800: 2, 900: 3 });
  });
  test('a client who asked for this very master is called', () => {
    const day = dayOf([visitOf(1, [{ staffId: SICK, startMin: 600 }], { wantsThisMaster: true })]);
    expect(planOf(day)).toEqual({ 1: 'call' });
  });
  test('who fits nowhere is called; a warning is not taken for the person', () => {
    const day = dayOf(
      [visitOf(1, [{ staffId: SICK, startMin: 600 }])],
      [masterOf(2, { work: [[700, 1200]] }), masterOf(3, { serviceIds: [NAILS] })],
    );
    expect(planOf(day)).toEqual({ 1: 'call' });
  });
  test('what a person decided stays, the rest is placed around it', () => {
    const visits = [1, 2].map((id) => visitOf(id, [{ staffId: SICK, startMin: 600 + id * 30 }]));
    const decide = (decision: Decision) => planOf(dayOf(visits), new Map([[1, decision]]));
    expect(decide({ act: 'move', staffId: 3 })).toEqual({ 1: 3, 2: 2 });
    expect(decide({ act: 'cancel' })).toEqual({ 1: 'cancel', 2: 2 });
  });
  test('the first best choice gives way when the next booking has only that one', () => {
    // Master 2 is less busy, but only they do the nails of the second booking at that time.
    const day = dayOf(
      [
        visitOf(1, [{ staffId: SICK, startMin: 600 }]),
        visitOf(2, [{ staffId: SICK, startMin: 630, serviceId: NAILS }]),
        visitOf(3, [{ staffId: 3, startMin: 900 }]),
      ],
      [masterOf(2, { serviceIds: [CUT, NAILS] }), masterOf(3)],
    );
    expect(planOf(day)).toEqual({ 1: 3, 2: 2 });
  });
  test('a room for one is not given twice', () => {
    const visits = [visitOf(1, [{ staffId: SICK, startMin: 600 }]), visitOf(2, [{ staffId: SICK, startMin: 630 }])];
    const limits = { serviceId: CUT, roomIds: [1], equipmentIds: [], isGapBookable: true };
    const room = { id: 1, name: 'Кабинет', capacity: 1, hours: [[540, 1260]] };
    const day = { ...dayOf(visits), rooms: [room], serviceLimits: [limits] } as unknown as Day;
    const plan = planOf(day);
    expect(Object.values(plan).filter((decision) => decision === 'call')).toHaveLength(1);
  });
});

/** The most bookings that can be moved, by trying everything. */
function bruteForce(orphans: readonly OrphanVisit[], day: Day): number {
  const [first, ...rest] = orphans;
  if (!first) return 0;
  let best = bruteForce(rest, day);
  for (const { staffId } of first.substitutes) {
    const lines = linesWith(first.visit, SICK, staffId, day, settings);
    if (findConflicts({ visitId: first.visit.id, clientId: null, lines }, day, settings).length > 0) continue;
    const next = {
      ...day,
      visits: day.visits.map((known) => (known.id === first.visit.id ? { ...known, lines } : known)),
    };
    best = Math.max(best, 1 + bruteForce(rest, next));
  }
  return best;
}

test('the proposal is free of conflicts, and moves as many as trying everything does', () => {
  const piece = (staffId: number) =>
    fc.record({
      staffId: fc.constant(staffId),
      startMin: fc.integer({ min: 10, max: 18 }).map((hour) => hour * 60),
      durationMin: fc.constantFrom(60, 120),
      serviceId: fc.constantFrom(CUT, NAILS),
    });
  const skills = fc.subarray([CUT, NAILS], { minLength: 1 });
  fc.assert(
    fc.property(
      fc.array(piece(SICK), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 2, max: 4 }).chain(piece), { maxLength: 5 }),
      fc.array(skills, { minLength: 3, maxLength: 3 }),
      (own, taken, does) => {
        const visits = [...own, ...taken].map((one, index) => visitOf(index + 1, [one]));
        const day = dayOf(
          visits,
          does.map((serviceIds, index) => masterOf(index + 2, { serviceIds })),
        );
        const orphans = orphansOf(day);
        const plan = proposePlan(orphans, SICK, day, settings);
        const after = dayAfter(day, SICK, plan, settings);
        let moved = 0;
        for (const { visit } of orphans) {
          const decision = plan.get(visit.id);
          if (decision?.act !== 'move') continue;
          moved++;
          const { lines } = after.visits.find(({ id }) => id === visit.id)!;
          expect(lines.every(({ staffId }) => staffId === decision.staffId)).toBe(true);
          expect(findConflicts({ visitId: visit.id, clientId: null, lines }, after, settings)).toEqual([]);
        }
        expect(moved).toBe(bruteForce(orphans, day));
      },
    ),
    { numRuns: 400, seed: 20260312 },
  );
});
