import type { NumberedRow, NumberedRows } from '../search/number.source.ts';
import { type Reader, sqlText } from '../store/executor.ts';

const NUMBERED = `select certificates.id, certificates.number, certificates.recipient as note, certificates.client_id,
    clients.first_name, clients.last_name
  from certificates left join clients on clients.id = certificates.client_id`;

/** Certificates as the search of everything finds them: by the beginning of their number. */
export function certificateNumbers(reader: Reader): NumberedRows {
  return {
    // A range, because the index of the numbers serves no `like`.
    beginningWith: (prefix, limit) =>
      reader.all(
        sqlText<NumberedRow>(
          `${NUMBERED} where certificates.number >= ? and certificates.number < ? order by certificates.number limit ?`,
          prefix,
          `${prefix}\u{10FFFF}`,
          limit,
        ),
      ),
    byIds: (ids) =>
      reader.all(
        sqlText<NumberedRow>(
          `${NUMBERED} where certificates.id in (select value from json_each(?))`,
          JSON.stringify(ids),
        ),
      ),
  };
}
