import { type Reader, sqlText } from '../store/executor.ts';
import type { CommandRow } from '../store/undo.ts';

const COMMAND_COLUMNS = 'id, at_ms, actor_id, device, name, summary, reason, undoes_id, first_seq, change_count';
/** Commands of one record that a person scrolls through at most. */
const MAX_COMMANDS = 500;

/** The newest commands of people before a number, newest first. */
export function listCommandsBefore(reader: Reader, beforeId: number, limit: number): CommandRow[] {
  return reader.all(
    sqlText<CommandRow>(
      `select ${COMMAND_COLUMNS} from command where id < ? and name not like 'demo.%' and name not like '%Step' order by id desc limit ?`,
      beforeId,
      limit,
    ),
  );
}

/** Commands that touched a row, newest first. */
export function listCommandsOfRow(reader: Reader, tableNo: number, rowId: number): CommandRow[] {
  return reader.all(
    sqlText<CommandRow>(
      `select ${COMMAND_COLUMNS} from command where id in
         (select command_id from change where table_no = ? and row_id = ? order by seq desc limit ${MAX_COMMANDS})
       order by id desc`,
      tableNo,
      rowId,
    ),
  );
}

/** Rows that a command touched, in its order. */
export function listTouchedRows(reader: Reader, command: CommandRow): { table_no: number; row_id: number }[] {
  return reader.all(
    sqlText<{ table_no: number; row_id: number }>(
      'select distinct table_no, row_id from change where seq between ? and ? order by seq',
      command.first_seq,
      command.first_seq + command.change_count - 1,
    ),
  );
}

/** Name of the person who acted. */
export function findActorName(reader: Reader, actorId: number | null): string | null {
  if (actorId === null) return null;
  return reader.get(sqlText<{ name: string }>('select name from users where id = ?', actorId))?.name ?? null;
}
