import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryService, type UndoCheck } from '../../../src-main/history/history.service.ts';
import { PostedUndo } from '../../../src-main/ledger/posted-undo.ts';
import { MissedVisits } from '../../../src-main/memberships/missed-visits.ts';
import { JournalService } from '../../../src-main/journal/journal.service.ts';
import { journalContract } from '../../../src-shared/journal/journal.contract.ts';
import { type MoneySalon, openMoneySalon } from '../checkout/money-salon.ts';
import { TODAY } from '../journal/journal-salon.ts';

let salon: MoneySalon;
let journal: JournalService;
let history: HistoryService;
let membershipId: number;

beforeEach(async () => {
  salon = await openMoneySalon();
  const { settings, ledger, memberships: book } = salon;
  const missed = new MissedVisits({ settings, ledger, book });
  journal = new JournalService(salon.deps, {
    settings,
    schedule: salon.schedule,
    clients: salon.clients,
    memberships: missed,
  });
  const check: UndoCheck = (tx, command) => journal.assertNoConflictsAfterUndo(tx, command);
  history = new HistoryService(salon.deps, [check], [new PostedUndo(salon.deps, [missed.reversal], [check])]);
  salon.openShift();
  const { saleId } = salon.sell({
    lines: [{ kind: 'membership', priceMinor: 1_000_000 }],
    tenders: [{ kind: 'card', amountMinor: 1_000_000 }],
  });
  membershipId = salon.linesOf(saleId)[0]!.membership_id;
  salon.set({ chargesNoShow: true });
});
afterEach(() => salon.close());

/** A visit of one or more cuts this morning; the client is late by an hour. */
function visitOf(clientId: number | null, ...services: number[]): number {
  const staffId = salon.anna;
  const lines = services.map((serviceId) => ({ serviceId, staffId }));
  const input = { localDate: TODAY, startMin: 600, clientId, lines, acceptedWarnings: ['OUTSIDE_SCHEDULE'] };
  const booked = journal.book(salon.reception, journalContract.book['~orpc'].inputSchema!.parse(input));
  salon.clock.atMs += 60 * 60_000;
  return booked.visitId;
}

function set(visitId: number, version: number, status: string) {
  const input = journalContract.setStatus['~orpc'].inputSchema!.parse({ visitId, version, status });
  return journal.setStatus(salon.reception, input);
}

const left = (): [number, number] => {
  const [cover] = salon.memberships.ofClient(salon.store.reader, salon.olga, TODAY);
  return [cover?.unitsLeft ?? 0, -salon.balance(2300, membershipId)];
};
const statusOf = (id: number) =>
  salon.rows<{ status: string }>('select status from visits where id = ?', id)[0]!.status;

describe('V4 a missed visit', () => {
  test('V4 E04 takes the unit that it would have used; the corrected status gives back exactly that (T9)', () => {
    const visitId = visitOf(salon.olga, salon.cut);
    const { version } = set(visitId, 1, 'no_show');
    expect(left()).toEqual([2, 666_667]);
    expect(-salon.balance(4030)).toBe(333_333);
    expect(salon.rows('select kind, amount_minor, local_date from ledger_documents order by id desc limit 1')).toEqual([
      { kind: 'membership_recognition', amount_minor: 333_333, local_date: TODAY },
    ]);
    salon.holds();
    const back = set(visitId, version, 'arrived');
    expect(left()).toEqual([3, 1_000_000]);
    expect(salon.balance(4030)).toBe(0);
    salon.holds();
    // Missed again: the same visit pays once more, and once only.
    expect(() => set(visitId, back.version, 'no_show')).toThrow();
    expect(left()).toEqual([3, 1_000_000]);
  });

  test('V4 posts nothing unless the salon charges it, nor without a client or a covered service', () => {
    salon.set({ chargesNoShow: false });
    set(visitOf(salon.olga, salon.cut), 1, 'no_show');
    salon.set({ chargesNoShow: true });
    salon.clock.atMs -= 60 * 60_000;
    set(visitOf(salon.olga, salon.nails), 1, 'no_show');
    salon.clock.atMs -= 60 * 60_000;
    set(visitOf(null, salon.cut), 1, 'no_show');
    salon.clock.atMs -= 60 * 60_000;
    set(visitOf(salon.irina, salon.cut), 1, 'no_show');
    expect(left()).toEqual([3, 1_000_000]);
    salon.holds();
  });

  test('V4 two services of one visit take two units; the storno of both gives both back', () => {
    const visitId = visitOf(salon.olga, salon.cut, salon.cut);
    const { version } = set(visitId, 1, 'no_show');
    expect(left()).toEqual([1, 333_333]);
    set(visitId, version, 'booked');
    expect(left()).toEqual([3, 1_000_000]);
    salon.holds();
  });

  test('V4 a spent or frozen membership never stands in the way of the status', () => {
    salon.write((tx) =>
      tx.runSql(
        'insert into membership_freezes (membership_id, from_date, to_date, created_at_ms) values (?, ?, ?, 0)',
        [membershipId, TODAY, TODAY],
      ),
    );
    const visitId = visitOf(salon.olga, salon.cut);
    set(visitId, 1, 'no_show');
    expect(statusOf(visitId)).toBe('no_show');
    expect(left()).toEqual([3, 1_000_000]);
  });

  test('L1 a locked day: the document is dated the first open one', () => {
    const visitId = visitOf(salon.olga, salon.cut);
    salon.clock.atMs += 2 * 86_400_000;
    salon.write((tx) =>
      tx.runSql('insert into ledger_locks (lock_date, reason, set_at_ms, set_by) values (?, ?, ?, null)', [
        TODAY,
        '',
        salon.clock.nowMs(),
      ]),
    );
    set(visitId, 1, 'no_show');
    expect(salon.rows('select local_date from ledger_documents order by id desc limit 1')).toEqual([
      { local_date: '2026-03-13' },
    ]);
    expect(left()[0]).toBe(2);
    salon.holds();
  });

  test('Ctrl+Z brings back the status and the unit; a status without a document is taken back as ever', async () => {
    const visitId = visitOf(salon.olga, salon.cut);
    const { commandId } = set(visitId, 1, 'no_show');
    await history.undoWhole(salon.reception, commandId!);
    expect([statusOf(visitId), ...left()]).toEqual(['booked', 3, 1_000_000]);
    salon.holds();
    const confirmed = set(visitId, 3, 'confirmed');
    await history.undoWhole(salon.reception, confirmed.commandId!);
    expect(statusOf(visitId)).toBe('booked');
    await expect(history.undoWhole(salon.reception, commandId!)).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
  });

  test('Ctrl+Z is refused once the visit has changed since', async () => {
    const visitId = visitOf(salon.olga, salon.cut);
    const { commandId, version } = set(visitId, 1, 'no_show');
    set(visitId, version, 'arrived');
    await expect(history.undoWhole(salon.reception, commandId!)).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
    expect(left()).toEqual([3, 1_000_000]);
  });
});
