import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

const UPDATE = {
  responsible_staff_id: 'update clients set responsible_staff_id = ?, version = version + 1 where id = ?',
  category_id: 'update clients set category_id = ?, version = version + 1 where id = ?',
} as const;

/** Of these clients, those who are still there, in ascending order. */
export function readPresent(reader: Reader, ids: readonly number[]): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        `select distinct c.id from json_each(?) as wanted cross join clients as c on c.id = wanted.value
         where c.merged_into_id is null and c.erased_at_ms is null order by c.id`,
        JSON.stringify(ids),
      ),
    )
    .map((row) => row.id);
}

/** Gives clients a value that they do not have yet; returns how many that were. */
export function setForAll(
  tx: Tx,
  ids: readonly number[],
  column: 'responsible_staff_id' | 'category_id',
  value: number | null,
): number {
  const others = tx.all(
    sqlText<{ id: number }>(
      `select c.id from json_each(?) as wanted cross join clients as c on c.id = wanted.value where c.${column} is not ?`,
      JSON.stringify(ids),
      value,
    ),
  );
  for (const { id } of others) tx.runSql(UPDATE[column], [value, id]);
  return others.length;
}

/** Puts a tag on the clients who lack it; returns who they were. */
export function addTag(tx: Tx, ids: readonly number[], tagId: number): number[] {
  const lacking = tx.all(
    sqlText<{ id: number }>(
      `select wanted.value as id from json_each(?) as wanted
       where not exists (select 1 from client_tag_links as l where l.client_id = wanted.value and l.tag_id = ?)`,
      JSON.stringify(ids),
      tagId,
    ),
  );
  for (const { id } of lacking) {
    tx.run(query.insertInto('client_tag_links').values({ client_id: id, tag_id: tagId }));
  }
  return lacking.map(({ id }) => id);
}

/** Takes a tag off the clients who have it; returns who they were. */
export function removeTag(tx: Tx, ids: readonly number[], tagId: number): number[] {
  const links = tx.all(
    sqlText<{ id: number; client_id: number }>(
      `select l.id, l.client_id from json_each(?) as wanted
       cross join client_tag_links as l on l.client_id = wanted.value where l.tag_id = ?`,
      JSON.stringify(ids),
      tagId,
    ),
  );
  for (const { id } of links) tx.run(query.deleteFrom('client_tag_links').where('id', '=', id));
  return links.map((link) => link.client_id);
}

/** The name of what is given to clients; undefined when there is no such row. */
export function readMarkName(
  reader: Reader,
  table: 'client_tags' | 'client_categories',
  id: number,
): string | undefined {
  return reader.get(query.selectFrom(table).select('name').where('id', '=', id))?.name;
}
