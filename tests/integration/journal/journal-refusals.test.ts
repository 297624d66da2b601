import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { journalContract } from '../../../src-shared/journal/journal.contract.ts';
import { ROUTER_ERRORS } from '../../../src-shared/contract-base.ts';
import {
  type JournalSalon,
  TODAY,
  TOMORROW,
  bookingOf,
  openJournalSalon,
  refusalOf,
  weakCaller,
} from './journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => {
  salon.close();
});

type Name = 'book' | 'move' | 'edit' | 'setStatus' | 'cancel' | 'addBlock';

/** A booked visit that the cases act on: Anna, tomorrow 16:00, Irina's. */
function booked(change = {}): { visitId: number; version: number; lineId: number } {
  const { visitId } = salon.act('book', bookingOf(salon, { startMin: 960, clientId: salon.irina, ...change }));
  const visit = salon.journal.visit(salon.reception, visitId);
  return { visitId, version: visit.version, lineId: visit.lines[0]!.id };
}

/** Each act put into the same place by booking, moving and editing. */
function placing(
  name: Name,
  place: {
    startMin?: number;
    staffId?: number;
    serviceId?: number;
    roomId?: number;
    localDate?: string;
    /** Day that a move comes from. */
    fromDate?: string;
    clientId?: number;
  },
): () => unknown {
  const {
    startMin = 720,
    staffId = salon.anna,
    serviceId = salon.cut,
    roomId,
    localDate = TOMORROW,
    fromDate = TOMORROW,
    clientId = salon.irina,
  } = place;
  if (name === 'book') {
    const lines = [{ serviceId, staffId, roomId }];
    return () => salon.act('book', { localDate, startMin, clientId, lines });
  }
  if (name === 'move') {
    const from = salon.act('book', bookingOf(salon, { localDate: fromDate, startMin: 1080, clientId }));
    const visit = salon.journal.visit(salon.reception, from.visitId);
    const lineId = visit.lines[0]!.id;
    if (serviceId !== salon.cut) {
      salon.write((tx) =>
        tx.run(query.updateTable('visit_lines').set({ service_id: serviceId }).where('id', '=', lineId)),
      );
    }
    return () => salon.act('move', { visitId: visit.id, version: 1, localDate, lineId, startMin, staffId, roomId });
  }
  const from = salon.act('book', bookingOf(salon, { startMin: 1080, clientId, localDate }));
  const { lines } = salon.journal.visit(salon.reception, from.visitId);
  const line = { id: lines[0]!.id, serviceId, staffId, roomId, startMin };
  return () => salon.act('edit', { visitId: from.visitId, version: 1, lines: [line] });
}

const addAbsence = () =>
  salon.write((tx) =>
    tx.insert(
      query.insertInto('absences').values({
        staff_id: salon.maria,
        from_date: TOMORROW,
        to_date: TOMORROW,
        reason: 'sick',
        start_min: null,
        end_min: null,
      }),
    ),
  );

/** How each conflict of A12 comes about. Everything is refused on top of Olga's visit to Anna, tomorrow 12:00–13:00, room 1. */
const CONFLICTS: Record<string, (name: Name) => () => unknown> = {
  INVALID_TIME: (name) => placing(name, { startMin: 2850 }),
  MASTER_BUSY: (name) => placing(name, { startMin: 779 }),
  MASTER_ABSENT: (name) => {
    const act = placing(name, { staffId: salon.maria });
    addAbsence();
    return act;
  },
  MASTER_LEFT: (name) => {
    const act = placing(name, { staffId: salon.maria });
    salon.write((tx) => tx.run(query.updateTable('staff').set({ left_on: TODAY }).where('id', '=', salon.maria)));
    return act;
  },
  ROOM_FULL: (name) => placing(name, { staffId: salon.maria, roomId: salon.room, startMin: 750 }),
  ROOM_BLOCKED: (name) => {
    const room = salon.write((tx) => tx.insert(query.insertInto('rooms').values({ name: 'Кабинет 2', capacity: 1 })));
    salon.act('addBlock', {
      staffId: null,
      roomId: room,
      localDate: TOMORROW,
      startMin: 600,
      endMin: 900,
      reason: 'Ремонт',
    });
    return placing(name, { staffId: salon.maria, roomId: room });
  },
  EQUIPMENT_FULL: (name) => {
    needDevice();
    return placing(name, { staffId: salon.maria, startMin: 750 });
  },
  SERVICE_BLOCKED: (name) => {
    const act = placing(name, { staffId: salon.maria });
    salon.write((tx) =>
      tx.insert(
        query.insertInto('blocks').values({
          staff_id: null,
          room_id: null,
          service_id: salon.cut,
          local_date: TOMORROW,
          start_min: 600,
          end_min: 1200,
          reason: 'Нет материалов',
        }),
      ),
    );
    return act;
  },
  MASTER_NOT_ALLOWED: (name) => {
    const act = placing(name, { staffId: salon.maria });
    salon.write((tx) =>
      tx.insert(
        query
          .insertInto('staff_documents')
          .values({ staff_id: salon.maria, title: 'Медкнижка', expires_on: TODAY, blocks_booking: 1 }),
      ),
    );
    return act;
  },
  BOOKING_RULE: (name) => {
    const act = placing(name, { staffId: salon.maria, clientId: salon.irina, fromDate: TODAY });
    const rule = { afterServiceIds: [salon.nails], minDays: null, maxDays: 21, allowsFirst: false };
    salon.write((tx) =>
      tx.run(
        query
          .updateTable('services')
          .set({ booking_rule_json: JSON.stringify(rule) })
          .where('id', '=', salon.cut),
      ),
    );
    return act;
  },
  PATCH_TEST: (name) => {
    const act = placing(name, { staffId: salon.maria, serviceId: salon.colour, fromDate: TODAY });
    needTest(salon.colour);
    return act;
  },
  NOT_QUALIFIED: (name) => placing(name, { staffId: salon.maria, serviceId: salon.nails }),
  OUTSIDE_SCHEDULE: (name) => placing(name, { startMin: 1170 }),
  OUTSIDE_SALON_HOURS: (name) => afterHours(name),
  CLIENT_BUSY: (name) => placing(name, { staffId: salon.maria, clientId: salon.olga }),
};

/** After the salon has closed, with the shift's end confirmed: the hours of the salon are asked about on their own. */
function afterHours(name: Name): () => unknown {
  const accepted = { acceptedWarnings: ['OUTSIDE_SCHEDULE'] };
  if (name === 'book') return () => salon.act('book', { ...bookingOf(salon, { startMin: 1300 }), ...accepted });
  const { visitId, version, lineId } = booked();
  if (name === 'move') {
    const to = { localDate: TOMORROW, lineId, startMin: 1300, staffId: salon.anna };
    return () => salon.act('move', { visitId, version, ...to, ...accepted });
  }
  const line = { id: lineId, serviceId: salon.cut, staffId: salon.anna, startMin: 1300 };
  return () => salon.act('edit', { visitId, version, lines: [line], ...accepted });
}

const set = (visitId: number, version: number, status: string, caller = salon.reception) =>
  salon.act('setStatus', { visitId, version, status }, caller);
const cancelled = () => {
  const visit = booked();
  salon.act('cancel', { visitId: visit.visitId, version: 1, by: 'salon', reason: 'Ошибка записи' });
  return { ...visit, version: 2 };
};
const deleted = () => {
  const { visitId, commandId } = salon.act('book', bookingOf(salon, { startMin: 1020, clientId: null }));
  undoCommand(salon.store.work, salon.store.tables, salon.reception.actor(salon.clock), commandId!);
  return visitId;
};
/** A cancelled visit of Maria's on tomorrow 16:00 in room 1, to be restored. */
const restorable = () => {
  const visit = booked({
    staffId: salon.maria,
    lines: [{ serviceId: salon.cut, staffId: salon.maria, roomId: salon.room }],
  });
  salon.act('cancel', { visitId: visit.visitId, version: 1, by: 'salon', reason: 'Ошибка записи' });
  return () => set(visit.visitId, 2, 'booked');
};
const lineTo = (lineId: number) => ({ lineId, localDate: TOMORROW, startMin: 900, staffId: salon.anna });
const shiftBy = (version: number, visitId: number, lineId: number) => () =>
  salon.act('move', { visitId, version, ...lineTo(lineId) });

/** One device for all haircuts, which everybody booked so far holds. */
const needDevice = () =>
  salon.write((tx) => {
    const device = tx.insert(query.insertInto('rooms').values({ name: 'Климазон', capacity: 1, kind: 'equipment' }));
    tx.insert(query.insertInto('service_rooms').values({ service_id: salon.cut, room_id: device }));
    tx.run(query.updateTable('visit_lines').set({ equipment_json: `[${device}]` }));
  });

/** Nobody may have the service without a test for allergy. */
const needTest = (serviceId: number) =>
  salon.write((tx) => tx.run(query.updateTable('services').set({ patch_test_days: 30 }).where('id', '=', serviceId)));

/** Every other declared error of every writing procedure. */
const OTHERS: Record<string, Record<string, () => () => unknown>> = {
  book: {
    NOT_FOUND: () => () => salon.act('book', bookingOf(salon, { clientId: 999 })),
    FORBIDDEN: () => () => salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 599 }), weakCaller(salon)),
    INVALID_INPUT: () => () =>
      salon.act('book', bookingOf(salon, { clientId: salon.olga, newClient: { firstName: 'Вера' } })),
  },
  move: {
    NOT_FOUND: () => shiftBy(1, 999, 1),
    ROW_DELETED: () => shiftBy(1, deleted(), 1),
    STALE_VERSION: () => {
      const { visitId, lineId } = booked();
      set(visitId, 1, 'confirmed');
      return shiftBy(1, visitId, lineId);
    },
    FORBIDDEN: () => {
      const { visitId, lineId } = booked();
      const to = { ...lineTo(lineId), startMin: 750, overrideReason: 'Очень надо' };
      return () => salon.act('move', { visitId, version: 1, ...to }, weakCaller(salon));
    },
    CONFLICT: () => {
      const { visitId, lineId } = booked();
      set(visitId, 1, 'arrived');
      return shiftBy(2, visitId, lineId);
    },
  },
  edit: {
    NOT_FOUND: () => () => salon.act('edit', { visitId: 999, version: 1, comment: 'x' }),
    ROW_DELETED: () => {
      const visitId = deleted();
      return () => salon.act('edit', { visitId, version: 1, comment: 'x' });
    },
    STALE_VERSION: () => {
      const { visitId } = booked();
      return () => salon.act('edit', { visitId, version: 5, comment: 'x' });
    },
    FORBIDDEN: () => {
      const { visitId, lineId } = booked();
      const line = { id: lineId, serviceId: salon.cut, staffId: salon.anna, startMin: 960, priceMinor: 100 };
      return () => salon.act('edit', { visitId, version: 1, lines: [line] }, weakCaller(salon));
    },
    INVALID_INPUT: () => {
      const { visitId, lineId } = booked();
      const line = { id: lineId, serviceId: salon.cut, staffId: salon.anna, startMin: 960 };
      return () => salon.act('edit', { visitId, version: 1, lines: [line, line] });
    },
    CONFLICT: () => {
      const { visitId, version } = cancelled();
      return () => salon.act('edit', { visitId, version, clientId: null });
    },
  },
  setStatus: {
    PATCH_TEST: () => {
      const { visitId } = booked();
      needTest(salon.cut);
      set(visitId, 1, 'arrived');
      return () => set(visitId, 2, 'in_progress');
    },
    NOT_FOUND: () => () => set(999, 1, 'confirmed'),
    ROW_DELETED: () => {
      const visitId = deleted();
      return () => set(visitId, 1, 'confirmed');
    },
    STALE_VERSION: () => {
      const { visitId } = booked();
      return () => set(visitId, 2, 'confirmed');
    },
    FORBIDDEN: () => {
      const { visitId } = booked();
      set(visitId, 1, 'arrived');
      set(visitId, 2, 'completed');
      return () => set(visitId, 3, 'in_progress');
    },
    TOO_EARLY: () => {
      const { visitId } = booked();
      return () => set(visitId, 1, 'no_show');
    },
    CONFLICT: () => {
      const { visitId } = booked();
      return () => set(visitId, 1, 'completed');
    },
    MASTER_BUSY: () => {
      const restore = restorable();
      booked({ staffId: salon.maria, lines: [{ serviceId: salon.cut, staffId: salon.maria }], clientId: null });
      return restore;
    },
    ROOM_FULL: () => {
      const restore = restorable();
      booked({ lines: [{ serviceId: salon.cut, staffId: salon.anna, roomId: salon.room }], clientId: null });
      return restore;
    },
    ROOM_BLOCKED: () => {
      const restore = restorable();
      const block = { staffId: null, roomId: salon.room, localDate: TOMORROW, startMin: 960, endMin: 970 };
      salon.act('addBlock', { ...block, reason: 'Ремонт' });
      return restore;
    },
    EQUIPMENT_FULL: () => {
      const restore = restorable();
      needDevice();
      booked({ lines: [{ serviceId: salon.cut, staffId: salon.anna }], clientId: null });
      return restore;
    },
    GROUP_FULL: () => {
      const restore = restorable();
      const other = booked({ lines: [{ serviceId: salon.cut, staffId: salon.anna }], clientId: null });
      salon.write((tx) => {
        const event = tx.insert(
          query.insertInto('group_events').values({
            service_id: salon.cut,
            staff_id: salon.maria,
            room_id: null,
            local_date: TOMORROW,
            start_min: 960,
            duration_min: 60,
            capacity: 1,
            price_minor: 0,
            cancel_reason: null,
            created_at_ms: 0,
            created_by: null,
          }),
        );
        const seats = query.updateTable('visits').set({ group_event_id: event });
        tx.run(seats.where('status', '=', 'cancelled'));
        tx.run(seats.where('id', '=', other.visitId));
      });
      return restore;
    },
    MASTER_ABSENT: () => {
      const restore = restorable();
      addAbsence();
      return restore;
    },
    MASTER_LEFT: () => {
      const restore = restorable();
      salon.write((tx) => tx.run(query.updateTable('staff').set({ is_archived: 1 }).where('id', '=', salon.maria)));
      return restore;
    },
  },
  cancel: {
    NOT_FOUND: () => () => salon.act('cancel', { visitId: 999, version: 1, by: 'client', reason: 'x' }),
    ROW_DELETED: () => {
      const visitId = deleted();
      return () => salon.act('cancel', { visitId, version: 1, by: 'client', reason: 'x' });
    },
    STALE_VERSION: () => {
      const { visitId } = booked();
      return () => salon.act('cancel', { visitId, version: 9, by: 'client', reason: 'x' });
    },
    CONFLICT: () => {
      const { visitId, version } = cancelled();
      return () => salon.act('cancel', { visitId, version, by: 'client', reason: 'x' });
    },
  },
  addBlock: {
    NOT_FOUND: () => () => salon.act('addBlock', { ...block(), staffId: 999 }),
    MASTER_BUSY: () => () => salon.act('addBlock', { ...block(), startMin: 700, endMin: 721 }),
    ROOM_FULL: () => () =>
      salon.act('addBlock', { ...block(), staffId: null, roomId: salon.room, startMin: 700, endMin: 721 }),
    INVALID_INPUT: () => () => salon.act('addBlock', { ...block(), endMin: 600 }),
  },
};

const block = () => ({
  staffId: salon.anna as number | null,
  roomId: null as number | null,
  localDate: TOMORROW,
  startMin: 600,
  endMin: 630,
  reason: 'Планёрка',
});

const ACTS: readonly Name[] = ['book', 'move', 'edit', 'setStatus', 'cancel', 'addBlock'];

describe('every declared error is reached, and nothing is left of what was refused', () => {
  for (const name of ACTS) {
    const declared = Object.keys(journalContract[name]['~orpc'].errorMap).filter(
      (code) => code === 'FORBIDDEN' || !(ROUTER_ERRORS as readonly string[]).includes(code),
    );
    const isPlacing = name === 'book' || name === 'move' || name === 'edit';
    for (const code of declared) {
      if (code === 'FORBIDDEN' && !OTHERS[name]?.[code]) continue;
      test(`${name}: ${code}`, () => {
        salon.act(
          'book',
          bookingOf(salon, { lines: [{ serviceId: salon.cut, staffId: salon.anna, roomId: salon.room }] }),
        );
        const prepare = OTHERS[name]?.[code] ?? (isPlacing ? () => CONFLICTS[code]!(name) : undefined);
        if (!prepare) throw new Error(`no case for ${name}: ${code}`);
        const act = prepare();
        const before = salon.store.head();
        expect(refusalOf(act).code).toBe(code);
        expect(salon.store.head()).toEqual(before);
      });
    }
  }

  test('reading: INVALID_INPUT of counts, NOT_FOUND of a visit, a master and a block', () => {
    expect(refusalOf(() => salon.journal.counts({ fromDate: TOMORROW, toDate: TODAY })).code).toBe('INVALID_INPUT');
    expect(refusalOf(() => salon.journal.counts({ fromDate: '2020-01-01', toDate: TODAY })).code).toBe('INVALID_INPUT');
    expect(refusalOf(() => salon.journal.visit(salon.reception, 999)).code).toBe('NOT_FOUND');
    expect(refusalOf(() => salon.act('staffDays', { staffId: 999, fromDate: TODAY, days: 7 })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => salon.journal.removeBlock(salon.reception, 999)).code).toBe('NOT_FOUND');
  });
});
