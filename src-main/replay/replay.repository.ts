import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** Tables whose rows stand on a day of the journal. */
export const DAY_TABLES = ['visits', 'visit_lines', 'blocks', 'group_events'] as const;
export type DayTable = (typeof DAY_TABLES)[number];

/** The statements that the journal as it looked waits for; a test explains their plans. */
export const REPLAY_SQL = {
  visits: 'select id from visits where local_date = ?',
  visit_lines: 'select id from visit_lines where local_date = ?',
  blocks: 'select id from blocks where local_date = ?',
  group_events: 'select id from group_events where local_date = ?',
  /** The text of the expression is that of the partial index change_old_date, or it would not be used. */
  onceHere: `select distinct table_no, row_id from change where json_extract(old, '$.local_date') = ?`,
  changesOf: 'select seq from change where table_no = ? and row_id = ? order by seq desc',
  commands: `select id, at_ms, first_seq + change_count - 1 as last_seq, name from command
    where id in (select value from json_each(?)) order by id`,
} as const;

/** Ids of the rows that stand on a day now. */
export function readRowsNow(reader: Reader, table: DayTable, localDate: LocalDate): number[] {
  return reader.all(sqlText<{ id: number }>(REPLAY_SQL[table], localDate)).map(({ id }) => id);
}

/** Rows that once stood on a day and were moved away or deleted. */
export function readRowsOnceHere(reader: Reader, localDate: LocalDate): { table_no: number; row_id: number }[] {
  return reader.all(sqlText<{ table_no: number; row_id: number }>(REPLAY_SQL.onceHere, localDate));
}

/** A command as far as the order of the changes matters. */
export interface CommandStep {
  id: number;
  at_ms: number;
  last_seq: number;
  name: string;
}

/** Commands by id, in their order. */
export function readCommandSteps(reader: Reader, commandIds: readonly number[]): CommandStep[] {
  return reader.all(sqlText<CommandStep>(REPLAY_SQL.commands, JSON.stringify(commandIds)));
}
