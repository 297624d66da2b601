import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLastingPlan } from '../../../src-main/store/executor.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
beforeEach(async () => {
  salon = await openTestStore();
});
afterEach(() => salon.close());

describe('a plan that outlives the values of its statement', () => {
  test.each([
    ['select 1 from t where a = ? and b =@b', 'select 1 from t where a = +? and b =+@b'],
    ['select 1 from "t" where "a" = ? or "b" is ?', 'select 1 from "t" where "a" = +? or "b" is +?'],
    ['update t set a = ?, b = b + ? where id = ?', 'update t set a = +?, b = b + ? where id = +?'],
    ['where a >= ? and b <= ? and c != ? and d <> ? and e is not ?', null],
    [`where a = '= ?' and "b = ?" = 1 and c like ? and d in (?, ?)`, null],
  ])('%s', (sql, expected) => {
    expect(withLastingPlan(sql)).toBe(expected ?? sql);
  });

  test('finds the same rows whatever type the value has, and by the same index', () => {
    const { connection } = salon.store;
    connection.exec(`create temp table t (id integer primary key, n integer, s text, x);
      create index temp.t_n on t (n); create index temp.t_s on t (s);
      insert into t (n, s, x) values (1, '1', 1), (2, '02', '2'), (null, null, null), (3.5, '3.5', x'31');`);
    for (const column of ['n', 's', 'x']) {
      for (const value of [1, '1', 2, '2', '02', 3.5, '3.5', Buffer.from('1'), null]) {
        for (const operator of ['=', 'is']) {
          const sql = `select id from t where ${column} ${operator} ? order by id`;
          const lasting = connection.prepare(withLastingPlan(sql)).pluck().all(value);
          expect(lasting, `${sql} ${String(value)}`).toEqual(connection.prepare(sql).pluck().all(value));
        }
      }
    }
    const plan = connection.prepare(`explain query plan ${withLastingPlan('select x from t where n = ? order by x')}`);
    expect(plan.all(1)).toEqual(
      expect.arrayContaining([expect.objectContaining({ detail: 'SEARCH t USING INDEX t_n (n=?)' })]),
    );
  });
});
