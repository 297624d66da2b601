import type { Insertable, Selectable, Updateable } from 'kysely';
import type { CertificateTypesTable } from '../../db/schema-money.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type CertificateTypeRow = Selectable<CertificateTypesTable>;

/** All types in their order. */
export function readTypes(reader: Reader): CertificateTypeRow[] {
  return reader.all(query.selectFrom('certificate_types').selectAll().orderBy('position').orderBy('id'));
}

/** One type. */
export function findType(reader: Reader, id: number): CertificateTypeRow | undefined {
  return reader.get(query.selectFrom('certificate_types').selectAll().where('id', '=', id));
}

export function insertType(tx: Tx, values: Insertable<CertificateTypesTable>): number {
  return tx.insert(query.insertInto('certificate_types').values(values));
}

export function updateType(tx: Tx, id: number, values: Updateable<CertificateTypesTable>): void {
  tx.run(query.updateTable('certificate_types').set(values).where('id', '=', id));
}
