import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** One person of a family. */
export interface MemberRow {
  readonly id: number;
  readonly version: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly family_role: string | null;
  readonly is_archived: 0 | 1;
  /** The first phone, digits. */
  readonly digits: string | null;
}

/** Everybody of a family, oldest card first. */
export function readMembers(reader: Reader, familyId: number): MemberRow[] {
  return reader.all(
    sqlText<MemberRow>(
      `select id, version, first_name, last_name, family_role, is_archived,
         (select digits from client_phones as phone where phone.client_id = clients.id order by phone.position limit 1)
           as digits
       from clients where family_id = ? and erased_at_ms is null and merged_into_id is null order by id`,
      familyId,
    ),
  );
}

export function insertFamily(tx: Tx, name: string): number {
  return tx.insert(query.insertInto('families').values({ name }));
}

export function deleteFamily(tx: Tx, familyId: number): void {
  tx.run(query.deleteFrom('families').where('id', '=', familyId));
}

/** Whether anybody, erased and merged ones too, still belongs to a family. */
export function isFamilyUsed(reader: Reader, familyId: number): boolean {
  return (
    reader.get(sqlText<{ id: number }>('select id from clients where family_id = ? limit 1', familyId)) !== undefined
  );
}
