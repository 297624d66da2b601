import type { Selectable } from 'kysely';
import type { DataRequestsTable } from '../../db/schema-clients.ts';
import type { RequestKind } from '../../src-shared/personal-data/personal-data.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type DataRequestRow = Selectable<DataRequestsTable>;

/** A request with the names that a person reads. */
export interface RequestFacts extends DataRequestRow {
  readonly first_name: string;
  readonly last_name: string;
  readonly middle_name: string;
  readonly done_name: string | null;
}

const FACTS = `select data_requests.*, clients.first_name, clients.last_name, clients.middle_name,
    users.name as done_name
  from data_requests
  join clients on clients.id = data_requests.client_id
  left join users on users.id = data_requests.done_by`;
const MAX_REQUESTS = 500;

/** Open requests by their last day, or the done ones newest first. */
export function readRequests(reader: Reader, isDone: boolean): RequestFacts[] {
  return reader.all(
    sqlText<RequestFacts>(
      isDone
        ? `${FACTS} where done_at_ms is not null order by done_at_ms desc, data_requests.id desc limit ${MAX_REQUESTS}`
        : `${FACTS} where done_at_ms is null order by due_on, data_requests.id limit ${MAX_REQUESTS}`,
    ),
  );
}

/** Requests of one client, newest first. */
export function readRequestsOf(reader: Reader, clientId: number): RequestFacts[] {
  return reader.all(sqlText<RequestFacts>(`${FACTS} where client_id = ? order by data_requests.id desc`, clientId));
}

export function findRequest(reader: Reader, requestId: number): DataRequestRow | undefined {
  return reader.get(query.selectFrom('data_requests').selectAll().where('id', '=', requestId));
}

/** The open request of a kind of a client. */
export function findOpenRequest(reader: Reader, clientId: number, kind: RequestKind): DataRequestRow | undefined {
  return reader.get(
    query
      .selectFrom('data_requests')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('kind', '=', kind)
      .where('done_at_ms', 'is', null)
      .limit(1),
  );
}

export function insertRequest(
  tx: Tx,
  values: Pick<DataRequestRow, 'client_id' | 'kind' | 'requested_on' | 'due_on' | 'note'> &
    Partial<Pick<DataRequestRow, 'done_at_ms' | 'done_by'>>,
): number {
  return tx.insert(query.insertInto('data_requests').values(values));
}

export function finishRequest(
  tx: Tx,
  request: DataRequestRow,
  values: Partial<Pick<DataRequestRow, 'done_at_ms' | 'done_by' | 'note' | 'act_json'>>,
): void {
  tx.run(
    query
      .updateTable('data_requests')
      .set({ ...values, version: request.version + 1 })
      .where('id', '=', request.id),
  );
}
