import type { AccountCode } from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A sum of kept totals with the part of the date that it was grouped by. */
export interface TotalSum {
  readonly bucket: string;
  readonly debit_account: AccountCode;
  readonly debit_object: number;
  readonly credit_account: AccountCode;
  readonly credit_object: number;
  readonly amount_minor: number;
}

/**
 * Kept totals of a period by the sides of the entries.
 *
 * @param dateLength characters of the date that are kept apart: 0 none, 4 years, 7 months, 10 days
 */
export function readTotals(reader: Reader, { fromDate, toDate }: Period, dateLength: 0 | 4 | 7 | 10): TotalSum[] {
  return reader.all(
    sqlText<TotalSum>(
      `select substr(local_date, 1, ?) as bucket, debit_account, debit_object, credit_account, credit_object,
         sum(amount_minor) as amount_minor
       from ledger_day_totals where local_date >= ? and local_date <= ? group by 1, 2, 3, 4, 5`,
      dateLength,
      fromDate,
      toDate,
    ),
  );
}

/** Kept totals by the sides of the entries, with a sum for each of some periods. */
export interface PeriodSums extends Omit<TotalSum, 'bucket' | 'amount_minor'> {
  readonly sums: readonly number[];
}

/** Kept totals of several periods by the sides of the entries, read in one pass: sorting them costs more than adding. */
export function readPeriodSums(reader: Reader, periods: readonly Period[]): PeriodSums[] {
  const dates = periods.flatMap(({ fromDate, toDate }) => [fromDate, toDate]).toSorted();
  const sums = periods.map((_, index) => `sum(amount_minor * (local_date between @from${index} and @to${index}))`);
  const bounds = periods.map(({ fromDate, toDate }, index) => ({ [`from${index}`]: fromDate, [`to${index}`]: toDate }));
  return reader
    .all(
      sqlText<Omit<PeriodSums, 'sums'> & { readonly sums: string }>(
        `select debit_account, debit_object, credit_account, credit_object, json_array(${sums.join(', ')}) as sums
         from ledger_day_totals where local_date between @first and @last group by 1, 2, 3, 4`,
        Object.assign({ first: dates[0], last: dates.at(-1) }, ...bounds),
      ),
    )
    .map((row) => ({ ...row, sums: JSON.parse(row.sums) as number[] }));
}

/** Debits less credits of each account of money up to a day, by its id. */
export function readMoneyBalances(reader: Reader, toDate: LocalDate): Map<number, number> {
  const rows = reader.all(
    sqlText<{ object: number; minor: number }>(
      `select object, sum(minor) as minor from (
         select debit_object as object, amount_minor as minor from ledger_day_totals
           where local_date <= ? and debit_account in (1010, 1020, 1030, 1040)
         union all select credit_object, -amount_minor from ledger_day_totals
           where local_date <= ? and credit_account in (1010, 1020, 1030, 1040))
       group by object`,
      toDate,
      toDate,
    ),
  );
  return new Map(rows.map(({ object, minor }) => [object, minor]));
}

/** What came into and went out of each account of money by days. */
export function readMoneyDays(
  reader: Reader,
  { fromDate, toDate }: Period,
): { local_date: LocalDate; object: number; in_minor: number; out_minor: number }[] {
  return reader.all(
    sqlText<{ local_date: LocalDate; object: number; in_minor: number; out_minor: number }>(
      `select local_date, object, sum(in_minor) as in_minor, sum(out_minor) as out_minor from (
         select local_date, debit_object as object, amount_minor as in_minor, 0 as out_minor from ledger_day_totals
           where local_date between ? and ? and debit_account in (1010, 1020, 1030, 1040)
         union all select local_date, credit_object, 0, amount_minor from ledger_day_totals
           where local_date between ? and ? and credit_account in (1010, 1020, 1030, 1040))
       group by local_date, object order by local_date`,
      fromDate,
      toDate,
      fromDate,
      toDate,
    ),
  );
}

/** Credits less debits of accounts of obligations, from the kept totals. */
export function readCredits(reader: Reader): Map<AccountCode, number> {
  const rows = reader.all(
    sqlText<{ account: AccountCode; minor: number }>(
      `select account, sum(minor) as minor from (
         select credit_account as account, amount_minor as minor from ledger_day_totals where credit_account between 2000 and 2999
         union all select debit_account, -amount_minor from ledger_day_totals where debit_account between 2000 and 2999)
       group by account`,
    ),
  );
  return new Map(rows.map(({ account, minor }) => [account, minor]));
}

/** An account of money as reports show it. */
export interface AccountRow {
  readonly id: number;
  readonly kind: 'register' | 'safe' | 'bank' | 'acquiring';
  readonly name: string;
  readonly is_archived: 0 | 1;
}

/** Accounts of money, in the order of the cash desk. */
export function readAccounts(reader: Reader): AccountRow[] {
  return reader.all(
    sqlText<AccountRow>(
      `select id, kind, name, is_archived from money_accounts
       order by case kind when 'register' then 1 when 'safe' then 2 when 'bank' then 3 else 4 end, position, id`,
    ),
  );
}

/** Articles of expense by id, in their order. */
export function readArticles(reader: Reader): Map<number, string> {
  const rows = reader.all(
    sqlText<{ id: number; name: string }>('select id, name from expense_articles order by position, name'),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A sale that is not paid in full. */
export interface DebtRow {
  readonly sale_id: number;
  readonly document_id: number;
  readonly number: number;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly local_date: LocalDate;
  readonly minor: number;
}

/** Sales that are owed for, the oldest first (T3): only a check that was left as a debt can be, and those have an index. */
export function readDebts(reader: Reader): DebtRow[] {
  return reader.all(
    sqlText<DebtRow>(
      `select * from (select sale.id as sale_id, sale.document_id, document.number, sale.client_id, client.first_name, client.last_name,
           sale.local_date,
           coalesce((select sum(amount_minor) from ledger_entries where debit_account = 1100 and debit_object = sale.id), 0)
             - coalesce((select sum(amount_minor) from ledger_entries where credit_account = 1100 and credit_object = sale.id), 0)
             as minor
         from sales sale indexed by sales_debt join ledger_documents document on document.id = sale.document_id
         left join clients client on client.id = sale.client_id
         where sale.debt_minor > 0)
       where minor <> 0 order by local_date, sale_id`,
    ),
  );
}

/** The day of the first posted entry. */
export function readFirstDay(reader: Reader): LocalDate | null {
  return reader.get(sqlText<{ first: LocalDate | null }>('select min(local_date) as first from ledger_day_totals'))!
    .first;
}
