import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ClientFilesTable } from '../../db/schema-clients.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export interface ClientFileRow extends Selectable<ClientFilesTable> {
  by_name: string | null;
}

const FILES = 'select f.*, u.name as by_name from client_files f left join users u on u.id = f.created_by';

/** Files of a client, newest first. */
export function readFiles(reader: Reader, clientId: number): ClientFileRow[] {
  return reader.all(sqlText<ClientFileRow>(`${FILES} where f.client_id = ? order by f.id desc`, clientId));
}

export function findFile(reader: Reader, fileId: number): ClientFileRow | undefined {
  return reader.get(sqlText<ClientFileRow>(`${FILES} where f.id = ?`, fileId));
}

export function insertFile(tx: Tx, values: Insertable<ClientFilesTable>): number {
  return tx.insert(query.insertInto('client_files').values(values));
}

export function updateFile(tx: Tx, fileId: number, values: Updateable<ClientFilesTable>): void {
  tx.run(query.updateTable('client_files').set(values).where('id', '=', fileId));
}

export function deleteFile(tx: Tx, fileId: number): void {
  tx.run(query.deleteFrom('client_files').where('id', '=', fileId));
}

/** The name of a client who is there and was not forgotten or merged. */
export function findClientName(
  reader: Reader,
  clientId: number,
): { first_name: string; last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>(
      'select first_name, last_name from clients where id = ? and erased_at_ms is null and merged_into_id is null',
      clientId,
    ),
  );
}

/** Whether a visit is this client's. */
export function isVisitOf(reader: Reader, visitId: number, clientId: number): boolean {
  return (
    reader.get(sqlText<{ id: number }>('select id from visits where id = ? and client_id = ?', visitId, clientId)) !==
    undefined
  );
}

/** Whether the client agrees to photos now. */
export function hasPhotoConsent(reader: Reader, clientId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        "select id from consents where client_id = ? and purpose = 'photo' and withdrawn_at_ms is null limit 1",
        clientId,
      ),
    ) !== undefined
  );
}

/** Digests that rows name today, and those that an undo of a command since `sinceMs` would bring back. */
export function readNeededDigests(reader: Reader, tableNo: number, sinceMs: number): Set<string> {
  const rows = reader.all(
    sqlText<{ sha256: string | null }>(
      `select sha256 from client_files union select thumb_sha256 from client_files
       union select json_extract(c.old, '$.sha256') from change c join command k on k.id = c.command_id
         where c.table_no = ? and c.old is not null and k.at_ms >= ?
       union select json_extract(c.old, '$.thumb_sha256') from change c join command k on k.id = c.command_id
         where c.table_no = ? and c.old is not null and k.at_ms >= ?`,
      tableNo,
      sinceMs,
      tableNo,
      sinceMs,
    ),
  );
  return new Set(rows.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])));
}
