import type { Insertable } from 'kysely';
import type { FilesTable } from '../../db/schema.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A file without its content: lists never carry that. */
export interface FileHead {
  readonly id: number;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
}

export function insertFile(tx: Tx, values: Insertable<FilesTable>): number {
  return tx.insert(query.insertInto('files').values(values));
}

export function readFileHeads(reader: Reader, ids: readonly number[]): FileHead[] {
  return reader.all(
    sqlText<FileHead>(
      'select id, name, media_type, size_bytes from files where id in (select value from json_each(?))',
      JSON.stringify(ids),
    ),
  );
}

export function findFile(reader: Reader, id: number): (FileHead & { readonly content: Uint8Array }) | undefined {
  return reader.get(
    query.selectFrom('files').select(['id', 'name', 'media_type', 'size_bytes', 'content']).where('id', '=', id),
  );
}
