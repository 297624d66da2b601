import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { FlowVisit } from '../../src-shared/retention/flow.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** The statements of the flow; a test explains their plans. */
export const FLOW_SQL = {
  visits: `select v.client_id as clientId, v.local_date as localDate,
      (select l.staff_id from visit_lines l where l.visit_id = v.id order by l.position, l.id limit 1) as staffId
    from visits v
    where v.local_date between ? and ? and v.status = 'completed' and v.client_id is not null`,
  known: `select f.client_id from client_figures f where f.first_on > '' and f.first_on < ? and f.last_on >= ?`,
  people: `select c.id, c.first_name, c.last_name, f.visits, f.spent_minor
    from json_each(?) asked cross join clients c on c.id = asked.value left join client_figures f on f.client_id = c.id`,
} as const;

/** Completed visits of clients from a day to a day, each under the master of its first line. */
export function readFlowVisits(reader: Reader, fromDate: LocalDate, toDate: LocalDate): FlowVisit[] {
  return reader.all(sqlText<FlowVisit>(FLOW_SQL.visits, fromDate, toDate)).filter(({ staffId }) => staffId !== null);
}

/** Clients who had come before a day and have come since. */
export function readKnownBefore(reader: Reader, localDate: LocalDate): Set<number> {
  const rows = reader.all(sqlText<{ client_id: number }>(FLOW_SQL.known, localDate, localDate));
  return new Set(rows.map((row) => row.client_id));
}

/** Names and totals of clients. */
export function readFlowPeople(
  reader: Reader,
  clientIds: readonly number[],
): { id: number; first_name: string; last_name: string; visits: number | null; spent_minor: number | null }[] {
  return reader.all(sqlText(FLOW_SQL.people, JSON.stringify(clientIds)));
}
