import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { effectiveDay } from '../../src-shared/schedule/schedule.rules.ts';
import type { ScheduleDay, StaffDay } from '../schedule/schedule-days.ts';
import type { Caller } from '../store/service.ts';
import type { JournalContext } from './journal-context.ts';
import { dayOf, visitsOf } from './journal-day.ts';
import type { EventRow } from './journal-event.ts';
import * as rows from './journal.repository.ts';

/** Rows of past values by column, as the change log tells them. */
export interface PastRows {
  readonly visits: readonly PastRow[];
  readonly visit_lines: readonly PastRow[];
  readonly blocks: readonly PastRow[];
  readonly group_events: readonly PastRow[];
}

type PastRow = Readonly<Record<string, unknown>> & { readonly id: number };

/**
 * The day as the journal would draw it if these rows stood on it: for the journal as it looked.
 *
 * Names, phones and the schedule are those of today; the time that blocks take is that of the rows.
 */
export function dayOfRows(context: JournalContext, caller: Caller, localDate: LocalDate, past: PastRows): Day {
  const { reader } = context.deps.store;
  const catalogue = context.catalogue();
  const view = context.view(caller);
  const clientIds = past.visits.map((visit) => visit['client_id']).filter((id) => typeof id === 'number');
  const clients = new Map(rows.readClientHeads(reader, clientIds).map((client) => [client.id, client]));
  const heads = past.visits
    .map((visit) => {
      const client = clients.get(Number(visit['client_id'])) ?? rows.NO_CLIENT;
      return { ...client, ...visit } as unknown as rows.HeadRow;
    })
    .sort((a, b) => a.id - b.id);
  const lines = (past.visit_lines as unknown as rows.LineRow[]).toSorted((a, b) => a.id - b.id);
  const blocks = (past.blocks as unknown as rows.BlockRow[]).toSorted(
    (a, b) => a.start_min - b.start_min || a.id - b.id,
  );
  const schedule = withBlocks(context.schedule.day(localDate), blocks);
  const taken = Map.groupBy(
    heads.filter(({ status }) => isOccupying(status)),
    ({ group_event_id: eventId }) => eventId,
  );
  const events = (past.group_events as unknown as EventRow[])
    .filter(({ status }) => status === 'planned')
    .map((event) => ({ ...event, taken: taken.get(event.id)?.length ?? 0 }))
    .sort((a, b) => a.start_min - b.start_min || a.id - b.id);
  const notAllowed = context.notAllowed(localDate);
  const visits = visitsOf({ heads, lines }, catalogue, view);
  return dayOf(schedule, catalogue, visits, blocks, view, { events, notAllowed });
}

/** The schedule with other blocks than those of today (A3). */
function withBlocks(schedule: ScheduleDay, blocks: readonly rows.BlockRow[]): ScheduleDay {
  const byStaff = Map.groupBy(blocks, (block) => block.staff_id);
  const staff = new Map<number, StaffDay>();
  for (const [id, own] of schedule.staff) {
    const facts = {
      pattern: null,
      override: own.planned,
      salonHours: schedule.salonHours,
      absences: own.absences,
      blocks: (byStaff.get(id) ?? []).map((block): Interval => [block.start_min, block.end_min]),
    };
    staff.set(id, { ...own, work: effectiveDay(facts).work });
  }
  return { ...schedule, staff };
}
