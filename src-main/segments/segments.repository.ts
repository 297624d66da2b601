import type { Selectable } from 'kysely';
import type { ClientExportsTable, ClientSegmentsTable } from '../../db/schema-clients.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A client as the list shows them, straight from the tables. */
export interface ListRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_archived: 0 | 1;
  /** Digits of all phones, parted by spaces. */
  readonly phones: string;
  readonly email: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
  readonly sex: 'female' | 'male' | null;
  readonly source: string | null;
  readonly allergy: string;
  readonly contraindication: string | null;
  readonly created_at_ms: number;
  readonly category_id: number | null;
  readonly responsible_staff_id: number | null;
  readonly manual_status: 'active' | 'sleeping' | 'lost' | null;
  /** Ids of the tags in their order, parted by commas; null without. */
  readonly tags: string | null;
  readonly first_on: string | null;
  readonly last_on: string | null;
  readonly next_on: string | null;
  readonly visits: number | null;
  readonly no_shows: number | null;
  readonly late_cancels: number | null;
  readonly spent_minor: number | null;
  readonly checks: number | null;
  readonly cadence_days: number | null;
}

/** Clients by id in the order of the ids; who is erased, merged or gone is left out. */
export function readListRows(reader: Reader, ids: readonly number[]): ListRow[] {
  return reader.all(
    sqlText<ListRow>(
      `select c.id, c.first_name, c.last_name, c.is_archived, s.phones, c.email, c.address, c.birthday, c.sex, c.source,
         c.allergy, c.contraindication, c.created_at_ms, c.category_id, c.responsible_staff_id, c.manual_status,
         (select group_concat(t.id) from (
            select t.id from client_tag_links as l join client_tags as t on t.id = l.tag_id
            where l.client_id = c.id order by t.position, t.id) as t) as tags,
         f.first_on, f.last_on, f.next_on, f.visits, f.no_shows, f.late_cancels, f.spent_minor, f.cadence_days, f.checks
       from json_each(?) as wanted
       join clients as c on c.id = wanted.value
       join client_search as s on s.client_id = c.id
       left join client_figures as f on f.client_id = c.id
       order by wanted.key`,
      JSON.stringify(ids),
    ),
  );
}

/** A name that can be chosen. */
interface Named {
  readonly id: number;
  readonly name: string;
}

interface Coloured extends Named {
  readonly colour: string;
}

/** Categories and tags that may still be given, in the order of the salon. */
export function readMarks(reader: Reader): { categories: Coloured[]; tags: Coloured[] } {
  const of = (table: 'client_categories' | 'client_tags'): Coloured[] =>
    reader.all(
      query.selectFrom(table).select(['id', 'name', 'colour']).orderBy('is_archived').orderBy('position').orderBy('id'),
    );
  return { categories: of('client_categories'), tags: of('client_tags') };
}

/** Sources that clients have, most used first. */
export function readSources(reader: Reader): string[] {
  return reader
    .all(
      sqlText<{ source: string }>(
        `select source from clients where source is not null and source <> ''
         group by source order by count(*) desc, source limit 200`,
      ),
    )
    .map((row) => row.source);
}

export interface PersonRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
}

/** The staff: those who work, then those who left. */
export function readStaffNames(reader: Reader): PersonRow[] {
  return reader.all(
    query
      .selectFrom('staff')
      .select(['id', 'first_name', 'last_name'])
      .orderBy('is_archived')
      .orderBy('last_name')
      .orderBy('first_name')
      .orderBy('id'),
  );
}

/** Services by name; archived ones last, for who had them stays to be found. */
export function readServiceNames(reader: Reader): Named[] {
  return reader.all(
    query.selectFrom('services').select(['id', 'name']).orderBy('is_archived').orderBy('name').orderBy('id'),
  );
}

export type SegmentRow = Selectable<ClientSegmentsTable>;

/** The segments a person sees: shared ones first, then their own. */
export function readSegments(reader: Reader, userId: number): SegmentRow[] {
  return reader.all(
    query
      .selectFrom('client_segments')
      .selectAll()
      .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', userId)]))
      .orderBy((eb) => eb('owner_id', 'is not', null))
      .orderBy('position')
      .orderBy('id'),
  );
}

export function readSegment(reader: Reader, segmentId: number): SegmentRow | undefined {
  return reader.get(query.selectFrom('client_segments').selectAll().where('id', '=', segmentId));
}

export function insertSegment(tx: Tx, values: { name: string; filter_json: string; owner_id: number | null }): number {
  const last = tx.get(query.selectFrom('client_segments').select((eb) => eb.fn.max('position').as('position')));
  return tx.insert(query.insertInto('client_segments').values({ ...values, position: (last?.position ?? 0) + 1 }));
}

export function updateSegment(
  tx: Tx,
  row: SegmentRow,
  values: Partial<Pick<SegmentRow, 'name' | 'filter_json' | 'owner_id'>>,
): void {
  tx.run(
    query
      .updateTable('client_segments')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

export function deleteSegment(tx: Tx, segmentId: number): void {
  tx.run(query.deleteFrom('client_segments').where('id', '=', segmentId));
}

export type ExportRow = Selectable<ClientExportsTable>;

/** Notes that clients leave the salon as a file; returns its number. */
export function insertExport(tx: Tx, values: Omit<ExportRow, 'id'>): number {
  return tx.insert(query.insertInto('client_exports').values(values));
}

/** Exports with who made them, newest first. */
export function readExports(reader: Reader, limit: number): (ExportRow & { who: string | null })[] {
  return reader.all(
    query
      .selectFrom('client_exports')
      .leftJoin('users', 'users.id', 'client_exports.exported_by')
      .selectAll('client_exports')
      .select('users.name as who')
      .orderBy('client_exports.id', 'desc')
      .limit(limit),
  );
}
