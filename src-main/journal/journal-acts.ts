import type { ClientId, VisitId } from '../../src-shared/contract-base.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { startsInPast } from '../../src-shared/journal/journal.rules.ts';
import { movedLines } from '../../src-shared/journal/move.rules.ts';
import { canEditLines, canMove, canReschedule, isLateCancel } from '../../src-shared/journal/visit-status.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { PriceTerms } from '../../src-shared/services/price.rules.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type AdmissionFacts, admit, conflictError, conflictsNow, placedLines } from './journal-admission.ts';
import { type Input, type JournalContext, moment } from './journal-context.ts';
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
import { requireSameEvent, seatLine } from './journal-seats.ts';
import type { Catalogue } from './journal-catalogue.ts';
import * as rows from './journal.repository.ts';

/** Statuses of a visit whose services have begun. */
const STARTED: ReadonlySet<VisitStatus> = new Set(['in_progress', 'completed']);

/** Where a visit comes from, when it is not booked alone. */
export interface VisitOrigin {
  readonly seriesId?: number | null;
  /** Original date of the occurrence (A14). */
  readonly seriesKey?: LocalDate | null;
  readonly groupEventId?: number | null;
}

/**
 * Every act of reception on a visit, inside a running unit of work (domain.md A12, V).
 *
 * The journal's own commands and those of other features (series, group events, waiting list, substitution) are made of
 * these. Each sets `tx.summary`; a command of several acts sets its own afterwards. `facts` may be given to acts that
 * follow one another on the same day when nothing but visits was written in between; after a change of schedules or
 * catalogue inside the same transaction give `context.facts(localDate, tx)`.
 */
export class JournalActs {
  readonly #context: JournalContext;

  constructor(context: JournalContext) {
    this.#context = context;
  }

  /**
   * Books a visit, with a new client made in the same transaction if there is one.
   *
   * @throws DomainError of A12, NOT_FOUND, FORBIDDEN, INVALID_INPUT
   */
  book(
    tx: Tx,
    caller: Caller,
    input: Input<'book'>,
    origin: VisitOrigin = {},
    facts: AdmissionFacts = this.#context.facts(input.localDate),
  ): { visitId: VisitId; clientId: ClientId | null } {
    if (input.newClient && input.clientId !== null) {
      throw new DomainError('INVALID_INPUT', { field: 'newClient', reason: 'CLIENT_GIVEN_TWICE' });
    }
    const { localDate } = input;
    const prices = priceTerms(tx, input.clientId, facts);
    const planned = planLines(input.lines, input.startMin, [], { ...facts, caller, prices });
    const proposed = { visitId: null, clientId: input.clientId, lines: planned };
    const groupEventId = origin.groupEventId ?? null;
    // A seat is where its event is (A13), whatever was asked for.
    const lines =
      groupEventId === null
        ? placedLines(tx, proposed, [], facts, (_, index) => input.lines[index]?.roomId !== undefined)
        : [seatLine(tx, groupEventId, localDate, input.lines[0]?.priceMinor)];
    this.#requirePast(caller, localDate, firstStart(lines));
    if (input.clientId !== null) this.#requireClient(tx, input.clientId);
    const clientId = input.newClient ? this.#context.clients.createInside(tx, caller, input.newClient) : input.clientId;
    admit(tx, caller, { visitId: null, clientId, lines, groupEventId }, facts, input);
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
      series_id: origin.seriesId ?? null,
      series_key: origin.seriesKey ?? null,
      group_event_id: groupEventId,
    });
    lines.forEach((line, index) => rows.insertLine(tx, visitId, storedLine(line, localDate, index)));
    tx.summary = {
      key: 'journal.book',
      values: { who: this.#who(tx, clientId, lines, facts.catalogue), when: moment(localDate, firstStart(lines)) },
    };
    return { visitId: visitId as VisitId, clientId: clientId as ClientId | null };
  }

  /**
   * Moves a visit or one of its lines in time, to another master or room, or gives a line another length.
   *
   * A new date or start is a reschedule (V2): only booked or confirmed, and the status falls back to booked.
   *
   * @returns the new version of the visit
   * @throws DomainError of A12, NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, CONFLICT
   */
  move(
    tx: Tx,
    caller: Caller,
    input: Input<'move'>,
    facts: AdmissionFacts = this.#context.facts(input.localDate),
  ): number {
    const { localDate } = input;
    const { catalogue } = facts;
    const visit = this.#readVisit(tx, input.visitId, input.version);
    this.#context.requireNoCheck(tx, visit.id);
    const before = plannedOf(rows.readLines(tx, visit.id));
    if (!before.some(({ id }) => id === input.lineId)) {
      throw new DomainError('NOT_FOUND', { what: 'visitLine', id: input.lineId });
    }
    if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    if (typeof input.roomId === 'number' && !catalogue.rooms.has(input.roomId)) {
      throw new DomainError('NOT_FOUND', { what: 'room', id: input.roomId });
    }
    // One line cannot leave its visit's day: the others would stay behind.
    const scope = localDate === visit.local_date ? input.scope : 'visit';
    const moved = movedLines(before, { ...input, scope }, (id) => facts.schedule.staff.get(id)?.defaultRoomId ?? null);
    const to = priceTerms(tx, visit.client_id, facts);
    const { priceDate } = this.#context.conflictSettings(visit.local_date);
    const priced = repriced(before, moved, catalogue, { from: { ...to, localDate: priceDate }, to });
    const isSameDay = localDate === visit.local_date;
    if (isSameDay && isSameOccupancy(before, priced)) return visit.version;
    refuseSeatMove(visit);
    const after = placedLines(
      tx,
      { visitId: visit.id, clientId: visit.client_id, lines: priced },
      before,
      facts,
      ({ id }) => input.roomId !== undefined && id === input.lineId,
    );

    const isRescheduled = !isSameDay || firstStart(after) !== firstStart(before);
    const isAllowed = isRescheduled ? canReschedule(visit.status) : canEditLines(visit.status);
    if (!isAllowed) throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
    if (isRescheduled) this.#requirePast(caller, localDate, firstStart(after));
    // What may follow another service, and the test for allergy, were asked when the day was chosen.
    const only = isSameDay
      ? ({ code }: Conflict): boolean => code !== 'BOOKING_RULE' && code !== 'PATCH_TEST'
      : undefined;
    admit(tx, caller, { visitId: visit.id, clientId: visit.client_id, lines: after }, facts, input, only);

    this.#writeLines(tx, visit, localDate, before, after);
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
  }

  /**
   * Replaces what the form shows; fields that are absent stay. With `toDate` the visit goes to that day as well, judged
   * only as it stands there in the end; a reschedule (V2).
   *
   * @returns the new version of the visit
   * @throws DomainError of A12, NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, INVALID_INPUT, CONFLICT
   */
  edit(tx: Tx, caller: Caller, input: Input<'edit'>, toDate?: LocalDate): number {
    const visit = this.#readVisit(tx, input.visitId, input.version);
    const localDate = toDate ?? input.localDate ?? visit.local_date;
    const isSameDay = localDate === visit.local_date;
    const facts = this.#context.facts(localDate);
    const before = plannedOf(rows.readLines(tx, visit.id));
    const wantedId = input.clientId === undefined ? visit.client_id : input.clientId;
    const clientId = input.newClient ? this.#context.clients.createInside(tx, caller, input.newClient) : wantedId;
    // A past visit of somebody who was erased may still be put right.
    if (typeof input.clientId === 'number' && input.clientId !== visit.client_id) {
      this.#requireClient(tx, input.clientId);
    }
    const prices = priceTerms(tx, clientId, facts);
    const planned = input.lines
      ? planLines(distinct(input.lines), firstStart(before), before, { ...facts, caller, prices })
      : before;
    // Another client may have another price list (P1).
    const from = priceTerms(tx, visit.client_id, facts);
    const priced =
      from.priceListId === prices.priceListId
        ? planned
        : repriced(planned, planned, facts.catalogue, { from, to: prices });
    if (!isSameDay || (input.lines && !isSameOccupancy(before, priced))) refuseSeatMove(visit);
    const after = input.lines
      ? placedLines(
          tx,
          { visitId: visit.id, clientId, lines: priced },
          before,
          facts,
          (line, index) => input.lines?.[index]?.roomId !== undefined || before.some((old) => isSamePlace(old, line)),
        )
      : priced;

    const isSameTime = isSameDay && isSameOccupancy(before, after);
    const isSameClient = clientId === visit.client_id;
    const areLinesSame =
      isSameTime && before.every((line) => after.find(({ id }) => id === line.id)?.priceMinor === line.priceMinor);
    if (!areLinesSame || !isSameClient || !isSameDay) this.#context.requireNoCheck(tx, visit.id);
    if ((!areLinesSame || !isSameClient) && !canEditLines(visit.status)) {
      throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
    }
    const isRescheduled = !isSameDay || firstStart(after) !== firstStart(before);
    if (isRescheduled) {
      if (!canReschedule(visit.status)) throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
      this.#requirePast(caller, localDate, firstStart(after));
    }
    if (!isSameTime || !isSameClient) {
      // A conflict that was overridden when the time was taken is not asked again for another client.
      // Nor is a test for allergy for what stood on the visit already.
      const wasThere = (serviceId: number | null): boolean => before.some((line) => line.serviceId === serviceId);
      const only = ({ code, serviceId }: Conflict): boolean => {
        if (code === 'PATCH_TEST') return !isSameDay || !isSameClient || !wasThere(serviceId);
        return !isSameTime || code === 'CLIENT_BUSY';
      };
      const groupEventId = visit.group_event_id;
      admit(tx, caller, { visitId: visit.id, clientId, lines: after, groupEventId }, facts, input, only);
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
      ...(input.source === undefined || input.source === visit.source ? {} : { source: input.source }),
      ...(isSameDay ? {} : { local_date: localDate }),
      ...(isRescheduled ? { status: 'booked', reschedule_count: visit.reschedule_count + 1 } : {}),
    };
    if (areLinesSame && Object.keys(change).length === 0) return visit.version;
    if (!areLinesSame) this.#writeLines(tx, visit, localDate, before, after);
    if (!isSameClient) this.#context.treatments?.clientChangedInside(tx, visit.id, clientId);
    tx.summary = {
      key: 'journal.edit',
      values: { who: this.#who(tx, clientId, after, facts.catalogue), when: moment(localDate, firstStart(after)) },
    };
    return rows.updateVisit(tx, visit, change);
  }

  /**
   * One step of the life cycle (V1), cancelling excepted. A missed visit may cost a unit of a membership (V4); one that
   * was not missed after all gives it back.
   *
   * @returns the new version of the visit
   * @throws DomainError NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN, TOO_EARLY, CONFLICT, PATCH_TEST, those of
   * `OCCUPANCY_ERRORS`
   */
  setStatus(tx: Tx, caller: Caller, input: Input<'setStatus'>): number {
    const visit = this.#readVisit(tx, input.visitId, input.version);
    if (visit.status === input.status) return visit.version;
    this.#context.requireNoCheck(tx, visit.id);
    const lines = plannedOf(rows.readLines(tx, visit.id));
    const facts = this.#context.facts(visit.local_date);
    const answer = this.#step(caller, tx, visit, lines, input.status);
    if (STARTED.has(input.status) && !STARTED.has(visit.status))
      this.#requireTests(tx, caller, visit, lines, facts, input);
    if (answer.needsFreeSlot) {
      requireSameEvent(tx, visit, lines);
      this.#requireFreeSlot(tx, visit, lines, facts);
    }
    const charged = this.#chargeMissed(tx, visit, lines, input.status);
    tx.summary = {
      key: charged === '' ? `journal.setStatus.${input.status}` : 'journal.setStatus.no_show_charged',
      values: {
        who: this.#who(tx, visit.client_id, lines, facts.catalogue),
        when: moment(visit.local_date, firstStart(lines)),
        ...(charged === '' ? {} : { memberships: charged }),
      },
    };
    return rows.updateVisit(tx, visit, {
      status: input.status,
      ...(visit.status === 'cancelled' ? { cancelled_by: null, cancel_reason: null, is_late_cancel: 0 } : {}),
    });
  }

  /**
   * Ends a visit whose check is being paid (V5, T18): from booked or confirmed the client has arrived by that, too.
   *
   * The test for allergy is not asked for: what is paid has been done. Says nothing about itself: the check does.
   *
   * @throws DomainError NOT_FOUND, ROW_DELETED; CONFLICT (data.reason 'visitEnded', data.status) for a cancelled or missed one
   */
  completePaid(tx: Tx, caller: Caller, visitId: number): void {
    const visit = this.#readVisit(tx, visitId, null);
    if (visit.status === 'completed') return;
    if (visit.status === 'cancelled' || visit.status === 'no_show') {
      throw new DomainError('CONFLICT', { reason: 'visitEnded', status: visit.status });
    }
    const lines = plannedOf(rows.readLines(tx, visit.id));
    const isHere = visit.status === 'arrived' || visit.status === 'in_progress';
    const arrived: rows.VisitRow = isHere ? visit : { ...visit, status: 'arrived' };
    if (!isHere) this.#step(caller, tx, visit, lines, 'arrived');
    this.#step(caller, tx, arrived, lines, 'completed');
    rows.updateVisit(tx, visit, { status: 'completed' });
  }

  /**
   * Opens a visit again whose check was taken back (V1): the caller has the right to reopen.
   *
   * @throws DomainError NOT_FOUND, ROW_DELETED, FORBIDDEN
   */
  reopenInside(tx: Tx, caller: Caller, visitId: number): void {
    const visit = this.#readVisit(tx, visitId, null);
    if (visit.status !== 'completed') return;
    this.#step(caller, tx, visit, plannedOf(rows.readLines(tx, visit.id)), 'in_progress');
    rows.updateVisit(tx, visit, { status: 'in_progress' });
  }

  /**
   * Cancels a visit with who, why and whether it was late (V1).
   *
   * @returns the new version of the visit
   * @throws DomainError NOT_FOUND, ROW_DELETED, STALE_VERSION, CONFLICT
   */
  cancel(tx: Tx, caller: Caller, input: Input<'cancel'>): number {
    const visit = this.#readVisit(tx, input.visitId, input.version);
    this.#context.requireNoCheck(tx, visit.id);
    const lines = plannedOf(rows.readLines(tx, visit.id));
    this.#step(caller, tx, visit, lines, 'cancelled');
    const startAtMs = this.#startAtMs(visit.local_date, lines);
    const { lateCancelHours } = this.#context.settings.on(visit.local_date);
    tx.summary = {
      key: 'journal.cancel',
      values: {
        who: this.#who(tx, visit.client_id, lines, this.#context.catalogue()),
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
  }

  /**
   * What would stand in the way of a booking, without booking it: for lists of conflicts shown before saving.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN (a price outside the range)
   */
  previewBooking(
    reader: Reader,
    caller: Caller,
    input: Pick<Input<'book'>, 'localDate' | 'startMin' | 'clientId' | 'lines'>,
    facts: AdmissionFacts = this.#context.facts(input.localDate),
  ): { lines: PlannedLine[]; conflicts: Conflict[] } {
    const prices = priceTerms(reader, input.clientId, facts);
    const planned = planLines(input.lines, input.startMin, [], { ...facts, caller, prices });
    const proposed = { visitId: null, clientId: input.clientId };
    const lines = placedLines(
      reader,
      { ...proposed, lines: planned },
      [],
      facts,
      (_, index) => input.lines[index]?.roomId !== undefined,
    );
    return { lines, conflicts: conflictsNow(reader, { ...proposed, lines }, facts) };
  }

  /**
   * What would stand in the way of a move, without moving; the lines as they would stand.
   *
   * @throws DomainError NOT_FOUND
   */
  previewMove(
    reader: Reader,
    input: Pick<
      Input<'move'>,
      'visitId' | 'localDate' | 'lineId' | 'startMin' | 'staffId' | 'roomId' | 'durationMin' | 'scope'
    >,
    facts: AdmissionFacts = this.#context.facts(input.localDate),
  ): { lines: PlannedLine[]; conflicts: Conflict[] } {
    const visit = rows.readVisit(reader, input.visitId);
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: input.visitId });
    const before = plannedOf(rows.readLines(reader, visit.id));
    const moved = movedLines(before, input, (id) => facts.schedule.staff.get(id)?.defaultRoomId ?? null);
    const to = priceTerms(reader, visit.client_id, facts);
    const { priceDate } = this.#context.conflictSettings(visit.local_date);
    const priced = repriced(before, moved, facts.catalogue, { from: { ...to, localDate: priceDate }, to });
    const proposed = { visitId: visit.id, clientId: visit.client_id };
    const lines = placedLines(
      reader,
      { ...proposed, lines: priced },
      before,
      facts,
      ({ id }) => input.roomId !== undefined && id === input.lineId,
    );
    const isSameDay = input.localDate === visit.local_date;
    const conflicts = conflictsNow(reader, { ...proposed, lines }, facts);
    return { lines, conflicts: conflicts.filter(({ code }) => !isSameDay || code !== 'PATCH_TEST') };
  }

  #readVisit(tx: Tx, visitId: number, version: number | null): rows.VisitRow {
    const visit = rows.readVisit(tx, visitId);
    if (visit) {
      if (version !== null) assertVersion(version, visit.version, 'visit');
      return visit;
    }
    const tableNo = this.#context.deps.store.tablesByName.get('visits')?.no ?? 0;
    const code = rows.wasDeleted(tx, tableNo, visitId) ? 'ROW_DELETED' : 'NOT_FOUND';
    throw new DomainError(code, { what: 'visit', id: visitId });
  }

  #requireClient(tx: Tx, clientId: number): void {
    if (!rows.hasClient(tx, clientId)) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  }

  #requirePast(caller: Caller, localDate: LocalDate, startMin: number): void {
    if (startsInPast(localDate, startMin, this.#context.settings.today())) caller.require('book_in_past');
  }

  #startAtMs(localDate: LocalDate, lines: readonly PlannedLine[]): number {
    return instantOf(localDate, firstStart(lines), this.#context.settings.on(localDate).timeZone).atMs;
  }

  #step(
    caller: Caller,
    tx: Tx,
    visit: rows.VisitRow,
    lines: readonly PlannedLine[],
    to: VisitStatus,
  ): { needsFreeSlot: boolean } {
    const { noShowGraceMin } = this.#context.settings.on(visit.local_date);
    const startAtMs = this.#startAtMs(visit.local_date, lines);
    const answer = canMove(visit.status, to, {
      nowMs: tx.context.nowMs,
      startAtMs,
      noShowGraceMin,
      isSameDay: visit.local_date === this.#context.settings.today().localDate,
      canReopen: caller.can('reopen_visit'),
    });
    if (answer.isAllowed) return answer;
    if (answer.code === 'FORBIDDEN') throw new DomainError('FORBIDDEN', { permission: 'reopen_visit' });
    const data = { reason: answer.reason, from: visit.status, to };
    if (answer.code === 'CONFLICT') throw new DomainError('CONFLICT', data);
    const notBefore = Math.min(2880, firstStart(lines) + noShowGraceMin);
    throw new DomainError('TOO_EARLY', { ...data, startMin: notBefore, atMs: startAtMs + noShowGraceMin * 60_000 });
  }

  /** A service that needs a test for allergy is not begun without one, whatever was allowed at booking. */
  #requireTests(
    tx: Tx,
    caller: Caller,
    visit: rows.VisitRow,
    lines: readonly PlannedLine[],
    facts: AdmissionFacts,
    { overrideReason }: Input<'setStatus'>,
  ): void {
    const { id: visitId, client_id: clientId, group_event_id: groupEventId } = visit;
    const proposal = { visitId, clientId, groupEventId, lines };
    const overrides = { acceptedWarnings: [], overrideReason };
    admit(tx, caller, proposal, facts, overrides, ({ code }) => code === 'PATCH_TEST');
  }

  /** The titles of the memberships that a missed visit is charged to (V4); '' for none. */
  #chargeMissed(tx: Tx, visit: rows.VisitRow, lines: readonly PlannedLine[], to: VisitStatus): string {
    const { memberships } = this.#context;
    if (visit.status === 'no_show') memberships?.notMissedInside(tx, visit.id);
    if (to !== 'no_show' || !memberships) return '';
    const charged = memberships.missedInside(tx, {
      id: visit.id,
      clientId: visit.client_id,
      localDate: visit.local_date,
      lines: lines.flatMap(({ id, serviceId }) => (id === null ? [] : [{ id, serviceId }])),
    });
    return charged.join(', ');
  }

  #requireFreeSlot(tx: Tx, visit: rows.VisitRow, lines: readonly PlannedLine[], facts: AdmissionFacts): void {
    const conflicts = this.#context.occupancyConflicts(tx, visit, lines, facts);
    const [first] = conflicts;
    if (first) throw conflictError(tx, first, conflicts, facts);
  }

  /** Writes the lines of a visit that differ, adds new ones, removes those that are gone. */
  #writeLines(
    tx: Tx,
    visit: rows.VisitRow,
    localDate: LocalDate,
    before: readonly PlannedLine[],
    after: readonly PlannedLine[],
  ): void {
    for (const line of before) {
      if (line.id === null || after.some(({ id }) => id === line.id)) continue;
      this.#context.treatments?.lineGoneInside(tx, line.id);
      rows.deleteLine(tx, line.id);
    }
    after.forEach((line, index) => {
      const row = storedLine(line, localDate, index);
      if (line.id === null) rows.insertLine(tx, visit.id, row);
      else rows.updateLine(tx, line.id, row);
    });
  }

  /** The client, or what is done when nobody is named: how a person recognises the visit in a sentence. */
  #who(tx: Tx, clientId: number | null, lines: readonly PlannedLine[], catalogue: Catalogue): string {
    const client = clientId === null ? undefined : rows.readClient(tx, clientId);
    if (client) {
      const parts = { firstName: client.first_name, lastName: client.last_name };
      return displayName(parts, this.#context.settings.now().nameOrder);
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

/** For whom a visit is priced on the day of `facts` (P1). */
function priceTerms(reader: Reader, clientId: number | null, facts: AdmissionFacts): PriceTerms {
  const { priceDate, priceStepMinor } = facts.settings;
  return { localDate: priceDate, priceListId: rows.readPriceListOf(reader, clientId), priceStepMinor };
}

/** Time, master and services of a seat are those of its group event (A13): the event is moved, or the seat is left. */
function refuseSeatMove(visit: rows.VisitRow): void {
  if (visit.group_event_id !== null) throw new DomainError('CONFLICT', { reason: 'groupEvent' });
}

/** Whether a line keeps its time, master and service: then its room is nobody's question. */
function isSamePlace(before: PlannedLine, after: PlannedLine): boolean {
  return (
    before.id === after.id &&
    before.serviceId === after.serviceId &&
    before.staffId === after.staffId &&
    before.startMin === after.startMin &&
    before.durationMin === after.durationMin
  );
}

/** The same line may not be given twice. */
function distinct(lines: readonly LineInput[]): readonly LineInput[] {
  const ids = lines.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size === ids.length) return lines;
  throw new DomainError('INVALID_INPUT', { field: 'lines', reason: 'LINE_GIVEN_TWICE' });
}
