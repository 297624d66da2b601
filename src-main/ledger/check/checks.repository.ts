import { type Reader, sqlText } from '../../store/executor.ts';
import type { Tx } from '../../store/unit-of-work.ts';

/** Results that are kept: a month of nights. */
const KEPT_CHECKS = 40;

/** Keeps what a check found; the oldest go. */
export function insertCheck(tx: Tx, atMs: number, result: object): void {
  tx.runSql('insert into ledger_checks (at_ms, result_json) values (?, ?)', [atMs, JSON.stringify(result)]);
  tx.runSql('delete from ledger_checks where id <= (select max(id) from ledger_checks) - ?', [KEPT_CHECKS]);
}

/** The newest result as it was kept. */
export function readLastCheck(reader: Reader): unknown {
  const row = reader.get(
    sqlText<{ result_json: string }>('select result_json from ledger_checks order by id desc limit 1'),
  );
  return row ? (JSON.parse(row.result_json) as unknown) : null;
}
