import type { z } from 'zod';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import {
  type Day,
  type DayVisit,
  OCCUPANCY_ERRORS,
  type VisitStatus,
  type journalContract,
} from '../../src-shared/journal/journal.contract.ts';
import {
  type Segment,
  freeWindowsOf,
  isOccupying,
  loadBp,
  startsInPast,
} from '../../src-shared/journal/journal.rules.ts';
import { movedLines } from '../../src-shared/journal/move.rules.ts';
import { canEditLines, canMove, canReschedule, isLateCancel } from '../../src-shared/journal/visit-status.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { overlaps } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, compareDates, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatMinute, instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { NewClient } from '../clients/clients.service.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { OP } from '../store/change-log.ts';
import type { Reader } from '../store/executor.ts';
import { parseOld } from '../store/row-history.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { CommandRow } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type AdmissionFacts, admit, conflictData, conflictError, conflictsNow } from './journal-admission.ts';
import { type DayView, availableMinutes, byDate, dayOf, visitsOf } from './journal-day.ts';
import {
  type LineInput,
  type PlannedLine,
  firstStart,
  isSameOccupancy,
  planLines,
  plannedOf,
  repriced,
  storedLine,
} from './journal-lines.ts';
import { CATALOGUE_TABLES, type Catalogue, readCatalogue } from './journal.catalogue.ts';
import * as rows from './journal.repository.ts';

type Contract = typeof journalContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** The longest range that the mini-calendar may ask for. */
const MAX_COUNT_DAYS = 400;

/** Services of other features that the journal works with. */
export interface JournalNeighbours {
  readonly settings: SettingsService;
  readonly schedule: {
    day(localDate: LocalDate, reader?: Reader): ScheduleDay;
    days(fromDate: LocalDate, toDate: LocalDate, reader?: Reader): ScheduleDay[];
  };
  readonly clients: { createInside(tx: Tx, caller: Caller, fields: NewClient): number };
}

/** The day's journal (domain.md A, V): reading it, and every act of reception on it. */
export class JournalService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #schedule: JournalNeighbours['schedule'];
  readonly #clients: JournalNeighbours['clients'];
  #catalogue: Catalogue | null = null;

  constructor(deps: ServiceDeps, neighbours: JournalNeighbours) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#schedule = neighbours.schedule;
    this.#clients = neighbours.clients;
    deps.store.work.onCommit((command) => {
      if (CATALOGUE_TABLES.some((table) => command.rows[table])) this.#catalogue = null;
    });
  }

  /** Everything on one day. */
  day(caller: Caller, localDate: LocalDate): Day {
    const { reader } = this.#deps.store;
    const catalogue = this.#getCatalogue();
    const view = this.#view(caller);
    const visits = visitsOf(rows.readDayRows(reader, localDate), catalogue, view);
    const blocks = rows.readBlocks(reader, localDate, localDate);
    return dayOf(this.#schedule.day(localDate), catalogue, visits, blocks, view);
  }

  /**
   * Several days of one master, a day each; visits come with their lines by other masters too.
   *
   * @throws DomainError NOT_FOUND
   */
  staffDays(caller: Caller, input: Input<'staffDays'>): Day[] {
    const { reader } = this.#deps.store;
    const catalogue = this.#getCatalogue();
    if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    const view = this.#view(caller);
    const toDate = addDays(input.fromDate, input.days - 1);
    const found = rows.readStaffRows(reader, input.staffId, input.fromDate, toDate);
    const visits = byDate(visitsOf(found, catalogue, view));
    const blocks = Map.groupBy(rows.readBlocks(reader, input.fromDate, toDate), (row) => row.local_date);
    return this.#schedule.days(input.fromDate, toDate).map((schedule) => {
      const { localDate } = schedule;
      const own = blocks.get(localDate) ?? [];
      return dayOf(schedule, catalogue, visits.get(localDate) ?? [], own, view, input.staffId);
    });
  }

  /**
   * Occupying visits, planned money and load (R6) of each day of a range.
   *
   * @throws DomainError INVALID_INPUT for a range that is reversed or longer than 400 days
   */
  counts(fromDate: LocalDate, toDate: LocalDate): Output<'counts'> {
    const days = daysBetween(fromDate, toDate) + 1;
    if (days < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'DATES_REVERSED' });
    if (days > MAX_COUNT_DAYS) {
      throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'TOO_LONG', max: MAX_COUNT_DAYS });
    }
    const { reader } = this.#deps.store;
    const sums = new Map(rows.readCounts(reader, fromDate, toDate).map((row) => [row.local_date, row]));
    const processing = new Map<LocalDate, number>();
    for (const { local_date: date, segments_json: json } of rows.readSegments(reader, fromDate, toDate)) {
      const minutes = (JSON.parse(json) as Segment[])
        .filter(({ kind }) => kind === 'processing')
        .reduce((sum, segment) => sum + segment.minutes, 0);
      processing.set(date, (processing.get(date) ?? 0) + minutes);
    }
    return this.#schedule.days(fromDate, toDate).map((schedule) => {
      const { localDate } = schedule;
      const sum = sums.get(localDate);
      const activeMin = (sum?.booked_min ?? 0) - (processing.get(localDate) ?? 0);
      const availableMin = availableMinutes(schedule);
      return {
        localDate,
        visits: sum?.visits ?? 0,
        plannedMinor: sum?.planned_minor ?? 0,
        activeMin,
        availableMin,
        loadBp: loadBp(activeMin, availableMin),
      };
    });
  }

  /**
   * One visit with all its lines.
   *
   * @throws DomainError NOT_FOUND
   */
  visit(caller: Caller, visitId: number): DayVisit {
    const found = rows.readVisitRows(this.#deps.store.reader, visitId);
    const [visit] = visitsOf(found, this.#getCatalogue(), this.#view(caller));
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: visitId });
    return visit;
  }

  /** Free windows of a day (what is over already is left out), by start, the longer first. */
  freeWindows(caller: Caller, localDate: LocalDate, minMin: number): Output<'freeWindows'> {
    const day = this.day(caller, localDate);
    const now = this.#settings.today();
    const fromMin = -compareDates(localDate, now.localDate) * 1440 + now.minute;
    const names = new Map(day.staff.map((person) => [person.id as number, person.name]));
    return freeWindowsOf(day, { minMin, fromMin, ...this.#conflictSettings(localDate) }).map((window) => ({
      staffId: window.staffId,
      staffName: names.get(window.staffId) ?? '',
      startMin: window.startMin,
      endMin: window.endMin,
    }));
  }

  /**
   * Books a visit, with a new client made in the same transaction if there is one.
   *
   * @throws DomainError of A12, NOT_FOUND, FORBIDDEN, INVALID_INPUT
   */
  book(caller: Caller, input: Input<'book'>): Output<'book'> {
    if (input.newClient && input.clientId !== null) {
      throw new DomainError('INVALID_INPUT', { field: 'newClient', reason: 'CLIENT_GIVEN_TWICE' });
    }
    const { localDate } = input;
    const facts = this.#facts(localDate);
    const { value, commandId } = this.#run(caller, 'journal.book', (tx) => {
      const lines = planLines(input.lines, input.startMin, [], { ...facts, caller });
      this.#requirePast(caller, localDate, firstStart(lines));
      if (input.clientId !== null) this.#requireClient(tx, input.clientId);
      const clientId = input.newClient ? this.#clients.createInside(tx, caller, input.newClient) : input.clientId;
      admit(tx, caller, { visitId: null, clientId, lines }, facts, input);
      const visitId = rows.insertVisit(tx, {
        client_id: clientId,
        local_date: localDate,
        status: input.status,
        source: input.source,
        comment: input.comment,
        wants_this_master: input.wantsThisMaster ? 1 : 0,
        is_first_visit: clientId !== null && !rows.hasOtherVisit(tx, clientId, null) ? 1 : 0,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
      lines.forEach((line, index) => rows.insertLine(tx, visitId, storedLine(line, localDate, index)));
      tx.summary = {
        key: 'journal.book',
        values: { who: this.#who(tx, clientId, lines, facts.catalogue), when: moment(localDate, firstStart(lines)) },
      };
      return { visitId: visitId as Output<'book'>['visitId'], clientId: clientId as ClientId | null };
    });
    return { ...value, commandId };
  }

  /**
   * Moves a visit or one of its lines in time, to another master or room, or gives a line another length.
   *
   * A new date or start is a reschedule (V2): only booked or confirmed, and the status falls back to booked.
   *
   * @throws DomainError of A12, NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, CONFLICT
   */
  move(caller: Caller, input: Input<'move'>): Output<'move'> {
    const { localDate } = input;
    const facts = this.#facts(localDate);
    const { catalogue } = facts;
    const { value, commandId } = this.#run(caller, 'journal.move', (tx) => {
      const visit = this.#readVisit(tx, input.visitId, input.version);
      const before = plannedOf(rows.readVisitRows(tx, visit.id));
      if (!before.some(({ id }) => id === input.lineId)) {
        throw new DomainError('NOT_FOUND', { what: 'visitLine', id: input.lineId });
      }
      if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
      if (typeof input.roomId === 'number' && !catalogue.rooms.has(input.roomId)) {
        throw new DomainError('NOT_FOUND', { what: 'room', id: input.roomId });
      }
      // One line cannot leave its visit's day: the others would stay behind.
      const scope = localDate === visit.local_date ? input.scope : 'visit';
      const moved = movedLines(
        before,
        { ...input, scope },
        (id) => facts.schedule.staff.get(id)?.defaultRoomId ?? null,
      );
      const after = repriced(before, moved, catalogue);
      const isSameDay = localDate === visit.local_date;
      if (isSameDay && isSameOccupancy(before, after)) return visit.version;

      const isRescheduled = !isSameDay || firstStart(after) !== firstStart(before);
      const isAllowed = isRescheduled ? canReschedule(visit.status) : canEditLines(visit.status);
      if (!isAllowed) throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
      if (isRescheduled) this.#requirePast(caller, localDate, firstStart(after));
      admit(tx, caller, { visitId: visit.id, clientId: visit.client_id, lines: after }, facts, input);

      writeLines(tx, visit, localDate, before, after);
      tx.summary = {
        key: 'journal.move',
        values: {
          who: this.#who(tx, visit.client_id, before, catalogue),
          from: moment(visit.local_date, firstStart(before), isSameDay),
          to: this.#destination(localDate, input.lineId, before, after, catalogue, isSameDay),
        },
      };
      return rows.updateVisit(tx, visit, {
        local_date: localDate,
        ...(isRescheduled ? { status: 'booked', reschedule_count: visit.reschedule_count + 1 } : {}),
      });
    });
    return { version: value, commandId };
  }

  /**
   * Replaces what the form shows; fields that are absent stay.
   *
   * @throws DomainError of A12, NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, INVALID_INPUT, CONFLICT
   */
  edit(caller: Caller, input: Input<'edit'>): Output<'edit'> {
    const { value, commandId } = this.#run(caller, 'journal.edit', (tx) => {
      const visit = this.#readVisit(tx, input.visitId, input.version);
      const { local_date: localDate } = visit;
      const facts = this.#facts(localDate);
      const before = plannedOf(rows.readVisitRows(tx, visit.id));
      const clientId = input.clientId === undefined ? visit.client_id : input.clientId;
      if (typeof input.clientId === 'number') this.#requireClient(tx, input.clientId);
      const after = input.lines
        ? planLines(distinct(input.lines), firstStart(before), before, { ...facts, caller })
        : before;

      const isSameTime = isSameOccupancy(before, after);
      const isSameClient = clientId === visit.client_id;
      const areLinesSame =
        isSameTime && before.every((line) => after.find(({ id }) => id === line.id)?.priceMinor === line.priceMinor);
      if ((!areLinesSame || !isSameClient) && !canEditLines(visit.status)) {
        throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
      }
      const isRescheduled = firstStart(after) !== firstStart(before);
      if (isRescheduled) {
        if (!canReschedule(visit.status)) throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
        this.#requirePast(caller, localDate, firstStart(after));
      }
      if (!isSameTime || !isSameClient) {
        // A conflict that was overridden when the time was taken is not asked again for another client.
        const only = isSameTime ? ({ code }: Conflict): boolean => code === 'CLIENT_BUSY' : undefined;
        admit(tx, caller, { visitId: visit.id, clientId, lines: after }, facts, input, only);
      }

      const change: rows.VisitChange = {
        ...(isSameClient
          ? {}
          : {
              client_id: clientId,
              is_first_visit: clientId !== null && !rows.hasOtherVisit(tx, clientId, visit.id) ? 1 : 0,
            }),
        ...(input.comment === undefined || input.comment === visit.comment ? {} : { comment: input.comment }),
        ...(input.wantsThisMaster === undefined || input.wantsThisMaster === (visit.wants_this_master === 1)
          ? {}
          : { wants_this_master: input.wantsThisMaster ? 1 : 0 }),
        ...(isRescheduled ? { status: 'booked', reschedule_count: visit.reschedule_count + 1 } : {}),
      };
      if (areLinesSame && Object.keys(change).length === 0) return visit.version;
      if (!areLinesSame) writeLines(tx, visit, localDate, before, after);
      tx.summary = {
        key: 'journal.edit',
        values: { who: this.#who(tx, clientId, after, facts.catalogue), when: moment(localDate, firstStart(after)) },
      };
      return rows.updateVisit(tx, visit, change);
    });
    return { version: value, commandId };
  }

  /**
   * One step of the life cycle (V1), cancelling excepted.
   *
   * @throws DomainError NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, TOO_EARLY, CONFLICT, those of `OCCUPANCY_ERRORS`
   */
  setStatus(caller: Caller, input: Input<'setStatus'>): Output<'setStatus'> {
    const { value, commandId } = this.#run(caller, 'journal.setStatus', (tx) => {
      const visit = this.#readVisit(tx, input.visitId, input.version);
      if (visit.status === input.status) return visit.version;
      const lines = plannedOf(rows.readVisitRows(tx, visit.id));
      const facts = this.#facts(visit.local_date);
      const answer = this.#step(caller, tx, visit, lines, input.status);
      if (answer.needsFreeSlot) this.#requireFreeSlot(tx, visit, lines, facts);
      tx.summary = {
        key: `journal.setStatus.${input.status}`,
        values: {
          who: this.#who(tx, visit.client_id, lines, facts.catalogue),
          when: moment(visit.local_date, firstStart(lines)),
        },
      };
      return rows.updateVisit(tx, visit, {
        status: input.status,
        ...(visit.status === 'cancelled' ? { cancelled_by: null, cancel_reason: null, is_late_cancel: 0 } : {}),
      });
    });
    return { version: value, commandId };
  }

  /**
   * Cancels a visit with who, why and whether it was late (V1).
   *
   * @throws DomainError NOT_FOUND, ROW_DELETED, STALE_VERSION, CONFLICT
   */
  cancel(caller: Caller, input: Input<'cancel'>): Output<'cancel'> {
    const { value, commandId } = this.#run(caller, 'journal.cancel', (tx) => {
      const visit = this.#readVisit(tx, input.visitId, input.version);
      const lines = plannedOf(rows.readVisitRows(tx, visit.id));
      this.#step(caller, tx, visit, lines, 'cancelled');
      const startAtMs = this.#startAtMs(visit.local_date, lines);
      const { lateCancelHours } = this.#settings.on(visit.local_date);
      tx.summary = {
        key: 'journal.cancel',
        values: {
          who: this.#who(tx, visit.client_id, lines, this.#getCatalogue()),
          when: moment(visit.local_date, firstStart(lines)),
          reason: input.reason,
        },
      };
      return rows.updateVisit(tx, visit, {
        status: 'cancelled',
        cancelled_by: input.by,
        cancel_reason: input.reason,
        is_late_cancel: isLateCancel(tx.context.nowMs, startAtMs, lateCancelHours) ? 1 : 0,
      });
    });
    return { version: value, commandId };
  }

  /**
   * Closes a stretch of a master's or a room's day.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT, MASTER_BUSY or ROOM_FULL when visits stand there
   */
  addBlock(caller: Caller, input: Input<'addBlock'>): Output<'addBlock'> {
    const { staffId, roomId, localDate, startMin, endMin } = input;
    if (startMin >= endMin) throw new DomainError('INVALID_INPUT', { field: 'endMin', reason: 'EMPTY_INTERVAL' });
    if ((staffId === null) === (roomId === null)) {
      throw new DomainError('INVALID_INPUT', { field: 'staffId', reason: 'ONE_OF_MASTER_AND_ROOM' });
    }
    const { catalogue } = this.#facts(localDate);
    const staff = staffId === null ? null : catalogue.staff.get(staffId);
    const room = roomId === null ? null : catalogue.rooms.get(roomId);
    if (staff === undefined) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    if (room === undefined) throw new DomainError('NOT_FOUND', { what: 'room', id: roomId });
    const { value, commandId } = this.#run(caller, 'journal.addBlock', (tx) => {
      this.#requireNoVisits(tx, input);
      tx.summary = {
        key: 'journal.addBlock',
        values: {
          who: staff?.shortName ?? room?.name ?? '',
          when: `${moment(localDate, startMin)}–${formatMinute(endMin)}`,
          reason: input.reason,
        },
      };
      return rows.insertBlock(tx, {
        staff_id: staffId,
        room_id: roomId,
        local_date: localDate,
        start_min: startMin,
        end_min: endMin,
        reason: input.reason,
      });
    });
    return { blockId: value as Output<'addBlock'>['blockId'], commandId };
  }

  /**
   * Opens a blocked stretch again.
   *
   * @throws DomainError NOT_FOUND
   */
  removeBlock(caller: Caller, blockId: number): Output<'removeBlock'> {
    const { commandId } = this.#run(caller, 'journal.removeBlock', (tx) => {
      const block = rows.readBlock(tx, blockId);
      if (!block) throw new DomainError('NOT_FOUND', { what: 'block', id: blockId });
      const catalogue = this.#getCatalogue();
      const staff = block.staff_id === null ? undefined : catalogue.staff.get(block.staff_id);
      const room = block.room_id === null ? undefined : catalogue.rooms.get(block.room_id);
      rows.deleteBlock(tx, blockId);
      tx.summary = {
        key: 'journal.removeBlock',
        values: {
          who: staff?.shortName ?? room?.name ?? '',
          when: `${moment(block.local_date, block.start_min)}–${formatMinute(block.end_min)}`,
        },
      };
    });
    return { commandId };
  }

  /**
   * Refuses an undo that puts a visit back into time taken meanwhile (a check for `HistoryService`).
   *
   * Looks only at visits whose time, place or occupying status the undo changed, so that a collision somebody overrode
   * earlier does not forbid the undo of a comment.
   *
   * @throws DomainError CONFLICT (data.conflict: the code, and everything the conflict itself would say)
   */
  assertNoConflictsAfterUndo(tx: Tx, command: CommandRow): void {
    for (const visitId of this.#retakenVisits(tx, command)) {
      const visit = rows.readVisit(tx, visitId);
      if (!visit || !isOccupying(visit.status)) continue;
      const lines = plannedOf(rows.readVisitRows(tx, visitId));
      if (lines.length === 0) continue;
      // Nothing read inside may be kept: the undo may still be refused.
      const facts = this.#facts(visit.local_date, tx);
      const conflicts = this.#occupancyConflicts(tx, visit, lines, facts);
      const [first] = conflicts;
      if (first) {
        const data = conflictData(tx, first, conflicts, facts);
        throw new DomainError('CONFLICT', { ...data, reason: 'slotTaken', conflict: first.code });
      }
    }
  }

  #retakenVisits(tx: Tx, command: CommandRow): Set<number> {
    const { tablesByName } = this.#deps.store;
    const visitsNo = tablesByName.get('visits')?.no;
    const linesNo = tablesByName.get('visit_lines')?.no;
    const visitIds = new Set<number>();
    for (const change of rows.readCommandChanges(tx, command)) {
      if (change.op === OP.insert || (change.table_no !== visitsNo && change.table_no !== linesNo)) continue;
      const old = Object.keys(parseOld(change.old));
      if (!old.some((column) => OCCUPANCY_COLUMNS.has(column))) continue;
      const visitId = change.table_no === visitsNo ? change.row_id : rows.readLineVisitId(tx, change.row_id);
      if (visitId !== undefined) visitIds.add(visitId);
    }
    return visitIds;
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #getCatalogue(): Catalogue {
    this.#catalogue ??= readCatalogue(this.#deps.store.reader);
    return this.#catalogue;
  }

  #view(caller: Caller): DayView {
    return { nameOrder: this.#settings.now().nameOrder, seesPhones: caller.can('see_phones') };
  }

  #conflictSettings(localDate: LocalDate): AdmissionFacts['settings'] {
    const { processingReleasesMaster, allowOverrunMin, timeZone, nameOrder } = this.#settings.on(localDate);
    return { processingReleasesMaster, allowOverrunMin, timeZone, nameOrder };
  }

  #facts(localDate: LocalDate, tx?: Tx): AdmissionFacts {
    return {
      schedule: this.#schedule.day(localDate, tx),
      catalogue: tx ? readCatalogue(tx) : this.#getCatalogue(),
      settings: this.#conflictSettings(localDate),
      lineTableNo: this.#deps.store.tablesByName.get('visit_lines')?.no ?? 0,
    };
  }

  #readVisit(tx: Tx, visitId: number, version: number): rows.VisitRow {
    const visit = rows.readVisit(tx, visitId);
    if (visit) {
      assertVersion(version, visit.version, 'visit');
      return visit;
    }
    const tableNo = this.#deps.store.tablesByName.get('visits')?.no ?? 0;
    const code = rows.wasDeleted(tx, tableNo, visitId) ? 'ROW_DELETED' : 'NOT_FOUND';
    throw new DomainError(code, { what: 'visit', id: visitId });
  }

  #requireClient(tx: Tx, clientId: number): void {
    if (!rows.readClient(tx, clientId)) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  }

  #requirePast(caller: Caller, localDate: LocalDate, startMin: number): void {
    if (startsInPast(localDate, startMin, this.#settings.today())) caller.require('book_in_past');
  }

  #startAtMs(localDate: LocalDate, lines: readonly PlannedLine[]): number {
    return instantOf(localDate, firstStart(lines), this.#settings.on(localDate).timeZone).atMs;
  }

  #step(
    caller: Caller,
    tx: Tx,
    visit: rows.VisitRow,
    lines: readonly PlannedLine[],
    to: VisitStatus,
  ): { needsFreeSlot: boolean } {
    const { noShowGraceMin } = this.#settings.on(visit.local_date);
    const startAtMs = this.#startAtMs(visit.local_date, lines);
    const answer = canMove(visit.status, to, {
      nowMs: tx.context.nowMs,
      startAtMs,
      noShowGraceMin,
      isSameDay: visit.local_date === this.#settings.today().localDate,
      canReopen: caller.can('reopen_visit'),
    });
    if (answer.isAllowed) return answer;
    if (answer.code === 'FORBIDDEN') throw new DomainError('FORBIDDEN', { permission: 'reopen_visit' });
    const data = { reason: answer.reason, from: visit.status, to };
    if (answer.code === 'CONFLICT') throw new DomainError('CONFLICT', data);
    const notBefore = Math.min(2880, firstStart(lines) + noShowGraceMin);
    throw new DomainError('TOO_EARLY', { ...data, startMin: notBefore, atMs: startAtMs + noShowGraceMin * 60_000 });
  }

  #occupancyConflicts(tx: Tx, visit: rows.VisitRow, lines: readonly PlannedLine[], facts: AdmissionFacts): Conflict[] {
    const codes: readonly string[] = OCCUPANCY_ERRORS;
    return conflictsNow(tx, { visitId: visit.id, clientId: visit.client_id, lines }, facts).filter(({ code }) =>
      codes.includes(code),
    );
  }

  #requireFreeSlot(tx: Tx, visit: rows.VisitRow, lines: readonly PlannedLine[], facts: AdmissionFacts): void {
    const conflicts = this.#occupancyConflicts(tx, visit, lines, facts);
    const [first] = conflicts;
    if (first) throw conflictError(tx, first, conflicts, facts);
  }

  #requireNoVisits(tx: Tx, block: Input<'addBlock'>): void {
    const facts = this.#facts(block.localDate);
    const day = rows.readDayRows(tx, block.localDate);
    const inTheWay = day.find(
      (row) =>
        isOccupying(row.status) &&
        (block.staffId === null ? row.room_id === block.roomId : row.staff_id === block.staffId) &&
        overlaps([row.start_min, row.start_min + row.duration_min], [block.startMin, block.endMin]),
    );
    if (!inTheWay) return;
    const staff = facts.catalogue.staff.get(inTheWay.staff_id);
    const conflict: Conflict = {
      code: block.staffId === null ? 'ROOM_FULL' : 'MASTER_BUSY',
      level: 'hard',
      lineIndex: 0,
      serviceId: null,
      visitId: inTheWay.visit_id,
      lineId: inTheWay.id,
      clientName: displayName(
        { firstName: inTheWay.first_name ?? '', lastName: inTheWay.last_name ?? '' },
        facts.settings.nameOrder,
      ),
      staffId: inTheWay.staff_id,
      staffName: staff ? displayName(staff, facts.settings.nameOrder) : '',
      roomName: block.roomId === null ? '' : (facts.catalogue.rooms.get(block.roomId)?.name ?? ''),
      startMin: inTheWay.start_min,
      endMin: inTheWay.start_min + inTheWay.duration_min,
      reason: '',
    };
    throw conflictError(tx, conflict, [conflict], facts);
  }

  /** The client, or what is done when nobody is named: how a person recognises the visit in a sentence. */
  #who(tx: Tx, clientId: number | null, lines: readonly PlannedLine[], catalogue: Catalogue): string {
    const client = clientId === null ? undefined : rows.readClient(tx, clientId);
    if (client) {
      const parts = { firstName: client.first_name, lastName: client.last_name };
      return displayName(parts, this.#settings.now().nameOrder);
    }
    return catalogue.services.get(lines[0]?.serviceId ?? 0)?.name ?? '';
  }

  #destination(
    localDate: LocalDate,
    lineId: number,
    before: readonly PlannedLine[],
    after: readonly PlannedLine[],
    catalogue: Catalogue,
    isSameDay: boolean,
  ): string {
    const was = before.find(({ id }) => id === lineId);
    const is = after.find(({ id }) => id === lineId);
    const time = moment(localDate, firstStart(after), isSameDay);
    if (!was || !is || was.staffId === is.staffId) return time;
    return `${time}, ${catalogue.staff.get(is.staffId)?.shortName ?? ''}`;
  }
}

/** Columns by which a visit takes its time. */
const OCCUPANCY_COLUMNS: ReadonlySet<string> = new Set([
  'status',
  'local_date',
  'start_min',
  'duration_min',
  'buffer_before_min',
  'buffer_after_min',
  'segments_json',
  'staff_id',
  'room_id',
]);

/** A moment in a command's sentence: `12.03 10:00`, or the time alone. */
function moment(localDate: LocalDate, minute: number, isTimeOnly = false): string {
  const time = formatMinute(Math.min(2880, Math.max(0, minute)));
  return isTimeOnly ? time : `${localDate.slice(8)}.${localDate.slice(5, 7)} ${time}`;
}

/** The same line may not be given twice. */
function distinct(lines: readonly LineInput[]): readonly LineInput[] {
  const ids = lines.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size === ids.length) return lines;
  throw new DomainError('INVALID_INPUT', { field: 'lines', reason: 'LINE_GIVEN_TWICE' });
}

/** Writes the lines of a visit that differ, adds new ones, removes those that are gone. */
function writeLines(
  tx: Tx,
  visit: rows.VisitRow,
  localDate: LocalDate,
  before: readonly PlannedLine[],
  after: readonly PlannedLine[],
): void {
  for (const line of before) {
    if (line.id !== null && !after.some(({ id }) => id === line.id)) rows.deleteLine(tx, line.id);
  }
  after.forEach((line, index) => {
    const row = storedLine(line, localDate, index);
    if (line.id === null) rows.insertLine(tx, visit.id, row);
    else rows.updateLine(tx, line.id, row);
  });
}
