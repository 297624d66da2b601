import type { NumberedRow, NumberedRows } from '../search/number.source.ts';
import { type Reader, sqlText } from '../store/executor.ts';

const NUMBERED = `select memberships.id, memberships.number, memberships.title as note, memberships.client_id,
    clients.first_name, clients.last_name
  from memberships left join clients on clients.id = memberships.client_id`;

/** Memberships as the search of everything finds them: by the beginning of their number. */
export function membershipNumbers(reader: Reader): NumberedRows {
  return {
    // A range, because the index of the numbers serves no `like`.
    beginningWith: (prefix, limit) =>
      reader.all(
        sqlText<NumberedRow>(
          `${NUMBERED} where memberships.number >= ? and memberships.number < ? order by memberships.number limit ?`,
          prefix,
          `${prefix}\u{10FFFF}`,
          limit,
        ),
      ),
    byIds: (ids) =>
      reader.all(
        sqlText<NumberedRow>(
          `${NUMBERED} where memberships.id in (select value from json_each(?))`,
          JSON.stringify(ids),
        ),
      ),
  };
}
