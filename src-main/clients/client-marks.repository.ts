import type { Selectable } from 'kysely';
import type { ClientCategoriesTable, ClientTagsTable } from '../../db/schema-clients.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type CategoryRow = Selectable<ClientCategoriesTable>;
export type TagRow = Selectable<ClientTagsTable>;

/** All categories in their order. */
export function readCategories(reader: Reader): CategoryRow[] {
  return reader.all(query.selectFrom('client_categories').selectAll().orderBy('position').orderBy('id'));
}

/** All tags in their order. */
export function readTags(reader: Reader): TagRow[] {
  return reader.all(query.selectFrom('client_tags').selectAll().orderBy('position').orderBy('id'));
}

/** One category, if it exists. */
export function readCategory(reader: Reader, id: number): CategoryRow | undefined {
  return reader.get(query.selectFrom('client_categories').selectAll().where('id', '=', id));
}

/** One tag, if it exists. */
export function readTag(reader: Reader, id: number): TagRow | undefined {
  return reader.get(query.selectFrom('client_tags').selectAll().where('id', '=', id));
}

interface CountRow {
  readonly id: number;
  readonly count: number;
}

/** How many clients have each category. */
export function countByCategory(reader: Reader): CountRow[] {
  return reader.all(
    sqlText<CountRow>(
      `select category_id as id, count(*) as count from clients where category_id is not null group by category_id`,
    ),
  );
}

/** How many clients have each tag. */
export function countByTag(reader: Reader): CountRow[] {
  return reader.all(sqlText<CountRow>(`select tag_id as id, count(*) as count from client_tag_links group by tag_id`));
}

export function insertCategory(tx: Tx, values: Omit<CategoryRow, 'id' | 'version' | 'is_archived'>): number {
  return tx.insert(query.insertInto('client_categories').values(values));
}

export function updateCategory(tx: Tx, id: number, values: Partial<Omit<CategoryRow, 'id'>>): void {
  tx.run(query.updateTable('client_categories').set(values).where('id', '=', id));
}

export function insertTag(tx: Tx, values: Omit<TagRow, 'id' | 'version' | 'is_archived'>): number {
  return tx.insert(query.insertInto('client_tags').values(values));
}

export function updateTag(tx: Tx, id: number, values: Partial<Omit<TagRow, 'id'>>): void {
  tx.run(query.updateTable('client_tags').set(values).where('id', '=', id));
}

/** Tags of a client in the order of the dictionary. */
export function readTagsOf(reader: Reader, clientId: number): TagRow[] {
  return reader.all(
    sqlText<TagRow>(
      `select tag.* from client_tag_links as link join client_tags as tag on tag.id = link.tag_id
       where link.client_id = ? order by tag.position, tag.id`,
      clientId,
    ),
  );
}

/** Brings a client's tags to a list; tells whether anything changed. */
export function writeTags(tx: Tx, clientId: number, tagIds: readonly number[]): boolean {
  const kept = tx.all(query.selectFrom('client_tag_links').selectAll().where('client_id', '=', clientId));
  const wanted = new Set(tagIds);
  let isChanged = false;
  for (const { id, tag_id: tagId } of kept) {
    if (wanted.delete(tagId)) continue;
    tx.run(query.deleteFrom('client_tag_links').where('id', '=', id));
    isChanged = true;
  }
  for (const tagId of wanted) {
    tx.insert(query.insertInto('client_tag_links').values({ client_id: clientId, tag_id: tagId }));
    isChanged = true;
  }
  return isChanged;
}

/** Masters a client likes to come to, in their order. */
export function readPreferredStaff(reader: Reader, clientId: number): number[] {
  return reader
    .all(
      query
        .selectFrom('client_preferred_staff')
        .select('staff_id')
        .where('client_id', '=', clientId)
        .orderBy('position')
        .orderBy('id'),
    )
    .map((row) => row.staff_id);
}

/** Brings a client's preferred masters to a list; tells whether anything changed. */
export function writePreferredStaff(tx: Tx, clientId: number, staffIds: readonly number[]): boolean {
  const wanted = [...new Set(staffIds)];
  const kept = readPreferredStaff(tx, clientId);
  if (kept.length === wanted.length && kept.every((id, index) => id === wanted[index])) return false;
  tx.run(query.deleteFrom('client_preferred_staff').where('client_id', '=', clientId));
  for (const [position, staffId] of wanted.entries()) {
    tx.insert(query.insertInto('client_preferred_staff').values({ client_id: clientId, staff_id: staffId, position }));
  }
  return true;
}

/** Whether somebody of the staff has this id. */
export function isStaffMember(reader: Reader, staffId: number): boolean {
  return reader.get(query.selectFrom('staff').select('id').where('id', '=', staffId)) !== undefined;
}
