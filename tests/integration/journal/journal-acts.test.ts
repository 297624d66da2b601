import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { catalogue } from '../../../src-shared/i18n/catalogue.ts';
import { type JournalSalon, TODAY, TOMORROW, bookingOf, openJournalSalon, refusalOf } from './journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => {
  salon.close();
});

const visitOf = (visitId: number) => salon.journal.visit(salon.reception, visitId);
const rowOf = (visitId: number) =>
  salon.store.reader.get(query.selectFrom('visits').selectAll().where('id', '=', visitId))!;
const command = (id: number | null) =>
  salon.store.reader.get(
    query
      .selectFrom('command')
      .selectAll()
      .where('id', '=', id ?? 0),
  )!;
const undo = (commandId: number | null) =>
  undoCommand(salon.store.work, salon.store.tables, salon.reception.actor(salon.clock), commandId!, (tx, row) =>
    salon.journal.assertNoConflictsAfterUndo(tx, row),
  );

describe('booking', () => {
  test('A7: services run back to back, each with the length and price of its master', () => {
    salon.write((tx) =>
      tx.run(
        query
          .updateTable('staff_services')
          .set({ price_minor: 250_000, duration_min: 45 })
          .where('staff_id', '=', salon.maria)
          .where('service_id', '=', salon.cut),
      ),
    );
    const { visitId } = salon.act('book', {
      ...bookingOf(salon, { startMin: 600 }),
      lines: [
        { serviceId: salon.cut, staffId: salon.maria },
        { serviceId: salon.colour, staffId: salon.anna },
      ],
    });
    expect(visitOf(visitId).lines).toMatchObject([
      { startMin: 600, durationMin: 45, priceMinor: 250_000 },
      { startMin: 645, durationMin: 120, priceMinor: 500_000, processing: [[685, 730]] },
    ]);
  });

  test('the client is made in the same command, and gone with it when the time is refused', () => {
    const newClient = { firstName: 'Вера', lastName: 'Смирнова', phone: '8 916 555 44 33' };
    const { visitId, clientId, commandId } = salon.act('book', bookingOf(salon, { clientId: null, newClient }));
    expect(visitOf(visitId)).toMatchObject({ clientId, clientName: 'Вера Смирнова', clientPhone: '+7 916 555-44-33' });
    const count = () => salon.store.reader.all(query.selectFrom('clients').select('id')).length;
    expect(count()).toBe(3);
    const second = { ...newClient, firstName: 'Нина', phone: '+7 916 000-00-01' };
    expect(refusalOf(() => salon.act('book', bookingOf(salon, { clientId: null, newClient: second }))).code).toBe(
      'MASTER_BUSY',
    );
    expect(count()).toBe(3);
    undo(commandId);
    expect(count()).toBe(2);
  });

  test('the room follows the master unless it is chosen', () => {
    salon.write((tx) =>
      tx.run(query.updateTable('staff').set({ default_room_id: salon.room }).where('id', '=', salon.anna)),
    );
    const usual = salon.act('book', bookingOf(salon));
    expect(visitOf(usual.visitId).lines[0]!.roomId).toBe(salon.room);
    const none = salon.act('book', bookingOf(salon, { startMin: 900, staffId: salon.maria, clientId: salon.irina }));
    expect(visitOf(none.visitId).lines[0]!.roomId).toBeNull();
  });

  test('A12: a hard conflict is overridden with the right and a reason, which stays with the command', () => {
    salon.act('book', bookingOf(salon));
    const again = bookingOf(salon, { clientId: salon.irina, overrideReason: 'Вдвоём успеем' });
    const { commandId } = salon.act('book', again);
    expect(command(commandId).reason).toBe('Вдвоём успеем');
  });

  test('A12: soft conflicts are accepted by name, all of them told at once', () => {
    const late = bookingOf(salon, { startMin: 1230 });
    expect(refusalOf(() => salon.act('book', late)).data).toMatchObject({
      level: 'soft',
      softCodes: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'],
    });
    const accepted = { ...late, acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'] };
    expect(command(salon.act('book', accepted).commandId).reason).toBeNull();
  });

  test('A12: an unreal time is not overridden by any reason', () => {
    const never = bookingOf(salon, { startMin: 2850, overrideReason: 'Очень надо' });
    expect(refusalOf(() => salon.act('book', never)).code).toBe('INVALID_TIME');
  });

  test('A16: the hour that the clock skips is refused', () => {
    salon.settings.update(salon.callerOf('owner'), { timeZone: 'Europe/Berlin' }, '2026-01-01');
    const skipped = bookingOf(salon, { localDate: '2026-03-29', startMin: 150 });
    expect(refusalOf(() => salon.act('book', skipped)).code).toBe('INVALID_TIME');
  });

  test('A1: a visit that passes midnight meets the next morning, and the other way round', () => {
    const night = { acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'] };
    salon.act('book', { ...bookingOf(salon, { startMin: 1410 }), ...night });
    const morning = (startMin: number) => ({
      ...bookingOf(salon, { localDate: '2026-03-14', startMin, clientId: salon.irina }),
      ...night,
    });
    expect(refusalOf(() => salon.act('book', morning(29))).code).toBe('MASTER_BUSY');
    salon.act('book', morning(30));
    const evening = { ...bookingOf(salon, { localDate: TOMORROW, startMin: 1440 + 30, clientId: null }), ...night };
    expect(refusalOf(() => salon.act('book', evening)).data).toMatchObject({ clientName: 'Ирина Н.' });
  });

  test('a price outside the range needs manual_price; inside it does not', () => {
    const lines = (priceMinor: number) => [{ serviceId: salon.colour, staffId: salon.anna, priceMinor }];
    const master = salon.callerOf('master');
    expect(refusalOf(() => salon.act('book', { ...bookingOf(salon), lines: lines(700_001) }, master))).toMatchObject({
      code: 'FORBIDDEN',
      data: { permission: 'manual_price' },
    });
    salon.act('book', { ...bookingOf(salon), lines: lines(700_000) }, master);
  });
});

describe('moving', () => {
  test('V2: a reschedule falls back to booked and is counted; a new length is not one', () => {
    const { visitId } = salon.act('book', bookingOf(salon, { status: 'confirmed' }));
    const lineId = visitOf(visitId).lines[0]!.id;
    const at = (startMin: number, version: number, durationMin = 60) =>
      salon.act('move', { visitId, version, localDate: TOMORROW, lineId, startMin, staffId: salon.anna, durationMin });
    at(720, 1, 90);
    expect(rowOf(visitId)).toMatchObject({ status: 'confirmed', reschedule_count: 0, version: 2 });
    at(900, 2);
    expect(rowOf(visitId)).toMatchObject({ status: 'booked', reschedule_count: 1, version: 3 });
    const { commandId, version } = at(900, 3);
    expect({ commandId, version }).toEqual({ commandId: null, version: 3 });
  });

  test('to another day with all its lines; the list price of the new master, a price by hand stays', () => {
    salon.write((tx) =>
      tx.run(
        query
          .updateTable('staff_services')
          .set({ price_minor: 300_000 })
          .where('staff_id', '=', salon.maria)
          .where('service_id', '=', salon.cut),
      ),
    );
    const { visitId } = salon.act('book', {
      ...bookingOf(salon, { startMin: 960 }),
      lines: [
        { serviceId: salon.cut, staffId: salon.anna },
        { serviceId: salon.colour, staffId: salon.anna, priceMinor: 650_000 },
      ],
    });
    const [first] = visitOf(visitId).lines;
    salon.act('move', {
      visitId,
      version: 1,
      localDate: '2026-03-16',
      lineId: first!.id,
      startMin: 900,
      staffId: salon.maria,
    });
    expect(visitOf(visitId)).toMatchObject({
      localDate: '2026-03-16',
      lines: [
        { startMin: 900, staffId: salon.maria, priceMinor: 300_000 },
        { startMin: 960, staffId: salon.maria, priceMinor: 650_000 },
      ],
    });
    expect(salon.journal.day(salon.reception, TOMORROW).visits).toEqual([]);
  });

  test('every command has its sentence in both languages', () => {
    const { visitId, commandId } = salon.act('book', bookingOf(salon));
    const names = [command(commandId).summary!];
    const lineId = visitOf(visitId).lines[0]!.id;
    const done = (act: { commandId: number | null }) => names.push(command(act.commandId).summary!);
    done(salon.act('move', { visitId, version: 1, localDate: TOMORROW, lineId, startMin: 900, staffId: salon.maria }));
    done(salon.act('edit', { visitId, version: 2, comment: 'С мамой' }));
    done(salon.act('setStatus', { visitId, version: 3, status: 'confirmed' }));
    done(salon.act('cancel', { visitId, version: 4, by: 'client', reason: 'Заболела' }));
    const block = {
      staffId: salon.anna,
      roomId: null,
      localDate: TOMORROW,
      startMin: 600,
      endMin: 660,
      reason: 'Планёрка',
    };
    const { blockId, ...added } = salon.act('addBlock', block);
    done(added);
    done(salon.journal.removeBlock(salon.reception, blockId));
    expect(names.map((json) => JSON.parse(json) as unknown)).toMatchObject([
      { key: 'journal.book', values: { who: 'Ольга Кузнецова', when: '13.03 12:00' } },
      { key: 'journal.move', values: { from: '12:00', to: '15:00, Мария Т.' } },
      { key: 'journal.edit' },
      { key: 'journal.setStatus.confirmed' },
      { key: 'journal.cancel', values: { reason: 'Заболела' } },
      { key: 'journal.addBlock', values: { who: 'Анна С.', when: '13.03 10:00–11:00' } },
      { key: 'journal.removeBlock' },
    ]);
    for (const json of names) {
      const { key, values } = JSON.parse(json) as { key: string; values: Record<string, string> };
      for (const { journal } of [catalogue.ru, catalogue.en]) {
        const path = key.split('.').slice(1);
        const sentence = path.reduce<unknown>(
          (node, part) => (node as Record<string, unknown>)[part],
          journal.commands,
        );
        const marks = [...String(sentence).matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name!);
        expect(marks.length).toBeGreaterThan(0);
        expect(marks.filter((name) => !values[name])).toEqual([]);
      }
    }
  });
});

describe('editing', () => {
  test('replaces, adds and removes lines; what the form leaves open stays', () => {
    const { visitId } = salon.act('book', {
      ...bookingOf(salon),
      lines: [
        { serviceId: salon.cut, staffId: salon.anna, durationMin: 70 },
        { serviceId: salon.colour, staffId: salon.anna },
      ],
    });
    const [first] = visitOf(visitId).lines;
    salon.act('edit', {
      visitId,
      version: 1,
      clientId: salon.irina,
      wantsThisMaster: true,
      lines: [
        { id: first!.id, serviceId: salon.cut, staffId: salon.anna, startMin: 720 },
        { serviceId: salon.cut, staffId: salon.maria, startMin: 900 },
      ],
    });
    expect(visitOf(visitId)).toMatchObject({
      clientName: 'Ирина Новикова',
      wantsThisMaster: true,
      lines: [
        { id: first!.id, durationMin: 70 },
        { staffId: salon.maria, startMin: 900 },
      ],
    });
  });

  test('a comment may be written on a closed visit; the same values write nothing', () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    salon.act('cancel', { visitId, version: 1, by: 'salon', reason: 'Ошибка записи' });
    expect(salon.act('edit', { visitId, version: 2, comment: 'Перезвонить' })).toMatchObject({ version: 3 });
    expect(salon.act('edit', { visitId, version: 3, comment: 'Перезвонить' })).toEqual({ version: 3, commandId: null });
  });
});

describe('life cycle', () => {
  test('V1: a cancellation keeps who, why and whether it was late; restoring forgets them', () => {
    const soon = salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 720 }));
    salon.act('cancel', { visitId: soon.visitId, version: 1, by: 'client', reason: 'Заболела' });
    expect(rowOf(soon.visitId)).toMatchObject({ cancelled_by: 'client', cancel_reason: 'Заболела', is_late_cancel: 1 });
    const later = salon.act('book', bookingOf(salon));
    salon.act('cancel', { visitId: later.visitId, version: 1, by: 'salon', reason: 'Заболел мастер' });
    expect(rowOf(later.visitId)).toMatchObject({ cancelled_by: 'salon', is_late_cancel: 0 });
    salon.act('setStatus', { visitId: later.visitId, version: 2, status: 'booked' });
    expect(rowOf(later.visitId)).toMatchObject({ status: 'booked', cancelled_by: null, cancel_reason: null });
  });

  test('V1: no_show after the grace frees the time; taken meanwhile, it does not come back', () => {
    const { visitId } = salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 600 }));
    const set = (version: number, status: string) => salon.act('setStatus', { visitId, version, status });
    const early = refusalOf(() => set(1, 'no_show'));
    expect(early).toMatchObject({ code: 'TOO_EARLY', data: { startMin: 615 } });
    salon.clock.atMs += 15 * 60_000;
    set(1, 'no_show');
    salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 630, clientId: salon.irina }));
    expect(refusalOf(() => set(2, 'arrived'))).toMatchObject({ code: 'MASTER_BUSY', data: { clientName: 'Ирина Н.' } });
  });

  test('V1 ³: the owner reopens a completed visit', () => {
    const { visitId } = salon.act('book', bookingOf(salon, { status: 'arrived' }));
    salon.act('setStatus', { visitId, version: 1, status: 'completed' });
    salon.act('setStatus', { visitId, version: 2, status: 'in_progress' }, salon.callerOf('owner'));
    expect(rowOf(visitId).status).toBe('in_progress');
  });
});

describe('undo', () => {
  const bookAndMove = () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    const lineId = visitOf(visitId).lines[0]!.id;
    const to = { localDate: TOMORROW, lineId, startMin: 900, staffId: salon.anna };
    return { visitId, ...salon.act('move', { visitId, version: 1, ...to }) };
  };

  test('a move is taken back', () => {
    const { visitId, commandId } = bookAndMove();
    undo(commandId);
    expect(visitOf(visitId)).toMatchObject({ lines: [{ startMin: 720 }] });
  });

  test('not back into time taken meanwhile: told who took it, nothing changes', () => {
    const { visitId, commandId } = bookAndMove();
    salon.act(
      'book',
      bookingOf(salon, { clientId: salon.irina, startMin: 750 }),
      salon.callerNamed('Елена К.', 'administrator'),
    );
    expect(refusalOf(() => undo(commandId))).toMatchObject({
      code: 'CONFLICT',
      data: { conflict: 'MASTER_BUSY', clientName: 'Ирина Н.', byName: 'Елена К.', startMin: 750 },
    });
    expect(visitOf(visitId)).toMatchObject({ lines: [{ startMin: 900 }] });
  });

  test('nor a cancellation whose time was taken', () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    const { commandId } = salon.act('cancel', { visitId, version: 1, by: 'client', reason: 'Передумала' });
    salon.act('book', bookingOf(salon, { clientId: salon.irina }));
    expect(refusalOf(() => undo(commandId)).code).toBe('CONFLICT');
  });

  test('an overridden collision does not forbid the undo of a comment', () => {
    salon.act('book', bookingOf(salon));
    const double = bookingOf(salon, { clientId: salon.irina, overrideReason: 'Вдвоём успеем' });
    const { visitId } = salon.act('book', double);
    const { commandId } = salon.act('edit', { visitId, version: 1, comment: 'Ждёт звонка' });
    undo(commandId);
    expect(visitOf(visitId).comment).toBe('');
  });
});

describe('two at once', () => {
  test('A12: of two bookings of one slot exactly one wins, the other is told who took it', async () => {
    const elena = salon.callerNamed('Елена К.', 'administrator');
    const inna = salon.callerNamed('Инна Р.', 'administrator');
    const attempt = async (caller: typeof elena, clientId: number) => {
      await Promise.resolve();
      return salon.act('book', bookingOf(salon, { clientId }), caller);
    };
    const [first, second] = await Promise.allSettled([attempt(elena, salon.olga), attempt(inna, salon.irina)]);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const { reason } = (first.status === 'rejected' ? first : second) as PromiseRejectedResult;
    const winner = first.status === 'fulfilled' ? 'Елена К.' : 'Инна Р.';
    expect(reason).toMatchObject({ code: 'MASTER_BUSY', data: { byName: winner, atMs: salon.clock.nowMs() } });
    expect(salon.journal.day(salon.reception, TOMORROW).visits).toHaveLength(1);
  });

  test('A12: of fifty, moved and booked into one slot in any order, one stands', async () => {
    const visits = Array.from({ length: 6 }, (_, index) => {
      const lines = [{ serviceId: salon.cut, staffId: salon.anna, durationMin: 30 }];
      const half = { localDate: '2026-03-16', startMin: 600 + index * 30, clientId: null, lines };
      const { visitId } = salon.act('book', half);
      return visitOf(visitId);
    });
    const acts = [
      ...visits.map((visit) => async () => {
        await Promise.resolve();
        const to = { localDate: TOMORROW, lineId: visit.lines[0]!.id, startMin: 720, staffId: salon.maria };
        return salon.act('move', { visitId: visit.id, version: 1, ...to });
      }),
      ...Array.from({ length: 44 }, (_, index) => async () => {
        if (index % 2) await Promise.resolve();
        return salon.act(
          'book',
          bookingOf(salon, { staffId: salon.maria, startMin: 710 + (index % 20), clientId: null }),
        );
      }),
    ];
    const results = await Promise.allSettled(acts.map((act) => act()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(salon.journal.day(salon.reception, TOMORROW).visits).toHaveLength(1);
  });
});

describe('editing a visit in full', () => {
  test('V2: another day is judged only as the visit stands there, and counts as a reschedule', () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    salon.act('book', { ...bookingOf(salon, { clientId: salon.irina }), startMin: 780 });
    const [line] = visitOf(visitId).lines;
    salon.act('edit', {
      visitId,
      version: 1,
      localDate: TODAY,
      lines: [{ id: line!.id, serviceId: salon.cut, staffId: salon.maria, startMin: 780 }],
      source: 'phone',
    });
    expect(visitOf(visitId)).toMatchObject({
      localDate: TODAY,
      source: 'phone',
      lines: [{ id: line!.id, staffId: salon.maria, startMin: 780 }],
    });
    expect(rowOf(visitId)).toMatchObject({ reschedule_count: 1, status: 'booked' });
  });

  test('a new client typed into the card of a visit is made with it, and goes with its undo', () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    const { commandId } = salon.act('edit', {
      visitId,
      version: 1,
      clientId: null,
      newClient: { firstName: 'Вера', phone: '+7 903 111-22-33' },
    });
    expect(visitOf(visitId).clientName).toContain('Вера');
    undo(commandId);
    expect(visitOf(visitId).clientId).toBe(salon.olga);
  });
});
