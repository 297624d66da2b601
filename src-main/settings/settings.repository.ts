import { query } from '../store/query.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** Values in force on a day, by key: the newest with valid_from at or before it. */
export function readSettingsOn(reader: Reader, onDate: string): Map<string, string> {
  const rows = reader.all(
    query
      .selectFrom('settings')
      .select(['key', 'value_json'])
      .where('valid_from', '<=', onDate)
      .orderBy('key')
      .orderBy('valid_from'),
  );
  return new Map(rows.map((row) => [row.key, row.value_json]));
}

/** Days after the first and up to the last, from which some setting has another value. */
export function readChangeDates(reader: Reader, after: string, upTo: string): string[] {
  return reader
    .all(
      query
        .selectFrom('settings')
        .select('valid_from')
        .distinct()
        .where('valid_from', '>', after)
        .where('valid_from', '<=', upTo)
        .orderBy('valid_from'),
    )
    .map((row) => row.valid_from);
}

/** Writes one value from a day on. */
export function writeSetting(tx: Tx, key: string, validFrom: string, valueJson: string): void {
  const known = tx.get(
    query
      .selectFrom('settings')
      .select(['id', 'value_json'])
      .where('key', '=', key)
      .where('valid_from', '=', validFrom),
  );
  if (!known) tx.insert(query.insertInto('settings').values({ key, valid_from: validFrom, value_json: valueJson }));
  else if (known.value_json !== valueJson) {
    tx.run(query.updateTable('settings').set({ value_json: valueJson }).where('id', '=', known.id));
  }
}
