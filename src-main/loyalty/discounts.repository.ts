import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A client as discounts look at them. */
export interface DiscountClient {
  readonly id: number;
  readonly birthday: LocalDate | null;
  readonly personalBp: number | null;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  readonly categoryBp: number | null;
}

const MONEY = '(1010, 1030, 1040, 2100, 2200, 2210, 4090)';

/** The statements of discounts; a test explains their plans. */
export const DISCOUNTS_SQL = {
  /** The documents of the visit in hand are found once, not for every entry: a client of ten years has hundreds. */
  paidBefore: `select coalesce(sum(case
        when e.credit_account in (1100, 2300) and e.debit_account in ${MONEY} then e.amount_minor
        when e.debit_account in (1100, 2300) and e.credit_account in ${MONEY} then -e.amount_minor
        else 0 end), 0) as minor
      from ledger_entries as e
     where e.client_id = ? and e.local_date <= ?
       and e.document_id not in (
         select s.document_id from sales as s where s.visit_id = ?
         union all
         select d.id from sales as s join ledger_documents as d on d.sale_id = s.id where s.visit_id = ?)`,
} as const;

/** A client with the category they stand in; an archived category gives nothing. */
export function readDiscountClient(reader: Reader, clientId: number): DiscountClient | undefined {
  return reader.get(
    sqlText<DiscountClient>(
      `select c.id as id, c.birthday as birthday, c.personal_discount_bp as personalBp, k.id as categoryId,
              k.name as categoryName, k.discount_bp as categoryBp
         from clients as c left join client_categories as k on k.id = c.category_id and k.is_archived = 0
        where c.id = ?`,
      clientId,
    ),
  );
}

/**
 * What a client has paid for services, goods and memberships until a day, less what was given back (P4).
 *
 * Money, certificates and deposits, without bonuses and written-off debts; a deposit counts when it pays for something, not
 * when it is put down. Nothing of the visit itself.
 */
export function readPaidBefore(reader: Reader, clientId: number, untilDate: LocalDate, visitId: number | null): number {
  return reader.get(sqlText<{ minor: number }>(DISCOUNTS_SQL.paidBefore, clientId, untilDate, visitId, visitId))!.minor;
}

/** Whether a client had a visit that took place on or before a day, beside the one in hand. */
export function hasBeenHere(reader: Reader, clientId: number, onDate: LocalDate, visitId: number | null): boolean {
  return (
    reader.get(
      sqlText<{ one: number }>(
        `select 1 as one from visits where client_id = ? and status = 'completed' and local_date <= ? and id <> ? limit 1`,
        clientId,
        onDate,
        visitId ?? 0,
      ),
    ) !== undefined
  );
}

/** The categories of the price list with what each stands in. */
export function readCategoryParents(reader: Reader): ReadonlyMap<number, number | null> {
  const categories = reader.all(
    sqlText<{ id: number; parentId: number | null }>('select id, parent_id as parentId from service_categories'),
  );
  return new Map(categories.map(({ id, parentId }) => [id, parentId]));
}
