import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { type CaseSalon, FREE_DAY, type PreparedFolder, openCaseSalon, prepareFolder } from './prepared-salon.ts';
import { codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

async function withSalon(body: (salon: CaseSalon) => Promise<void>): Promise<void> {
  const salon = await openCaseSalon(prepared, 'port');
  try {
    await body(salon);
    expect(verifyDatabase(salon.test.core.salon!.store.connection).findings).toEqual([]);
  } finally {
    await salon.test.close();
  }
}

describe('undo of whatever was done', () => {
  test('each command of the salon, oldest first: taken back or refused for a reason, never a defect', async () => {
    await withSalon(async ({ client, test: { core } }) => {
      const head = core.salon!.store.head().commandId;
      for (let commandId = 1; commandId <= head; commandId++) {
        expect(codeOf(await outcomeOf(client.history.undo({ commandId }))), `command ${commandId}`).toMatch(
          /^(ok|UNDO_REFUSED|CONFLICT)$/,
        );
      }
    });
  });

  test('each command, newest first: the whole salon can be taken back but its users', async () => {
    await withSalon(async ({ client, users, test: { core } }) => {
      // A user is not taken back, and so holds the master that they are.
      await client.access.updateUser({ userId: users.master, version: 1, staffId: null });
      const commands = await client.history.recent({ limit: 200 });
      for (const { commandId, name, isUndone, undoesId } of commands) {
        if (isUndone || undoesId !== null) continue;
        const code = codeOf(await outcomeOf(client.history.undo({ commandId })));
        expect(code, `${commandId} ${name}`).toBe(/^(access|setup)\./.test(name) ? 'UNDO_REFUSED' : 'ok');
      }
      await expect(client.clients.list({})).resolves.toMatchObject({ total: 0 });
      await expect(client.rooms.list({ withArchived: true })).resolves.toEqual([]);
      expect(core.problem).toBeNull();
    });
  });

  test('the log tells an undo from a redo, both with the sentence of the first action', async () => {
    await withSalon(async ({ client, bookCommand, visit }) => {
      const undo = await client.history.undo({ commandId: bookCommand });
      const redo = await client.history.undo({ commandId: undo.commandId! });
      await client.history.undo({ commandId: redo.commandId! });
      const [third, second, first] = await client.history.recent({ limit: 3 });
      expect([first?.effect, second?.effect, third?.effect]).toEqual(['undone', 'redone', 'undone']);
      expect(first?.summary).toMatchObject({ key: 'journal.book' });
      expect(second?.summary).toEqual(first?.summary);
      expect(third?.summary).toEqual(first?.summary);
      const ofVisit = await client.history.ofRecord({ entity: 'visit', id: visit });
      expect(ofVisit.map(({ effect }) => effect)).toEqual(['undone', 'redone', 'undone', 'done']);
    });
  });

  test('Ctrl+Z as often as one acted: move, move, cancel, and back to before the booking', async () => {
    await withSalon(async ({ client, visit, visitLine, anna, bookCommand }) => {
      const commands = [bookCommand];
      for (const [index, startMin] of [780, 840].entries()) {
        const moved = await client.journal.move({
          visitId: visit,
          version: index + 1,
          lineId: visitLine,
          localDate: FREE_DAY,
          startMin,
          staffId: anna,
        });
        commands.push(moved.commandId!);
      }
      const cancelled = await client.journal.cancel({ visitId: visit, version: 3, by: 'client', reason: 'Передумала' });
      commands.push(cancelled.commandId!);
      for (const commandId of commands.toReversed()) await client.history.undo({ commandId });
      await expect(client.journal.visit({ visitId: visit })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  test('what was taken back and done again stands in the way again', async () => {
    await withSalon(async ({ client, visit, bookCommand }) => {
      const { commandId } = await client.journal.edit({ visitId: visit, version: 1, comment: 'У окна' });
      const undo = await client.history.undo({ commandId: commandId! });
      await client.history.undo({ commandId: undo.commandId! });
      await expect(client.history.undo({ commandId: bookCommand })).rejects.toMatchObject({
        code: 'UNDO_REFUSED',
        data: { reason: 'later', commandIds: [commandId] },
      });
    });
  });

  test('a record that a later one needs stays', async () => {
    await withSalon(async ({ client, cut, anna }) => {
      const { commandId, clientId } = await client.clients.create({ firstName: 'Вера' });
      await client.journal.book({
        localDate: FREE_DAY,
        startMin: 600,
        clientId,
        lines: [{ serviceId: cut, staffId: anna }],
      });
      await expect(client.history.undo({ commandId: commandId! })).rejects.toMatchObject({
        code: 'UNDO_REFUSED',
        defined: true,
        data: { reason: 'inUse' },
      });
      await expect(client.clients.card({ clientId })).resolves.toMatchObject({ firstName: 'Вера' });
    });
  });

  test('a day that was planned anew meanwhile is not planned twice', async () => {
    await withSalon(async ({ client, anna }) => {
      const days = [{ staffId: anna, localDate: FREE_DAY }];
      await client.schedule.setDays({ days, work: [[600, 720]] });
      const { commandId } = await client.schedule.clearDays({ days });
      await client.schedule.setDays({ days, work: [[900, 960]] });
      await expect(client.history.undo({ commandId: commandId! })).rejects.toMatchObject({
        code: 'UNDO_REFUSED',
        data: { reason: 'inUse' },
      });
    });
  });
});
