import type { Updateable } from 'kysely';
import type { UsersTable } from '../../db/schema.ts';
import type { Role } from '../../src-shared/access/access.rules.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { HashedSecret } from './secrets.ts';

/** A user with the kind of their secret. */
export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly staff_id: number | null;
  readonly locale: string;
  readonly preferences_json: string;
  readonly is_active: 0 | 1;
  readonly version: number;
  readonly kind: 'pin' | 'password' | null;
}

const users = query
  .selectFrom('users')
  .leftJoin('credentials', 'credentials.user_id', 'users.id')
  .select([
    'users.id',
    'users.name',
    'users.role',
    'users.staff_id',
    'users.locale',
    'users.preferences_json',
    'users.is_active',
    'users.version',
    'credentials.kind',
  ]);

/** Every user, by name. */
export function listUsers(reader: Reader): UserRow[] {
  return reader.all(users.orderBy('users.name')) as UserRow[];
}

/** One user. */
export function findUser(reader: Reader, id: number): UserRow | undefined {
  return reader.get(users.where('users.id', '=', id)) as UserRow | undefined;
}

/** Tells whether anybody can sign in at all: without that the first run is not done. */
export function hasUsers(reader: Reader): boolean {
  return reader.get(query.selectFrom('users').select('id').limit(1)) !== undefined;
}

/** The stored secret of a user. */
export function findSecret(reader: Reader, userId: number): HashedSecret | undefined {
  return reader.get(query.selectFrom('credentials').select(['salt', 'hash', 'cost']).where('user_id', '=', userId));
}

/** Writes a user's secret. */
export function writeSecret(tx: Tx, userId: number, kind: 'pin' | 'password', secret: HashedSecret): void {
  const known = tx.get(query.selectFrom('credentials').select('id').where('user_id', '=', userId));
  if (known)
    tx.run(
      query
        .updateTable('credentials')
        .set({ kind, ...secret })
        .where('id', '=', known.id),
    );
  else tx.insert(query.insertInto('credentials').values({ user_id: userId, kind, ...secret }));
}

/** Wrong tries of a user on a device. */
export function findAttempts(
  reader: Reader,
  userId: number,
  device: string,
): { failures: number; locked_until_ms: number; last_at_ms: number } | undefined {
  return reader.get(
    query
      .selectFrom('sign_in_attempts')
      .select(['failures', 'locked_until_ms', 'last_at_ms'])
      .where('user_id', '=', userId)
      .where('device', '=', device),
  );
}

/** Writes the count of wrong tries. */
export function writeAttempts(
  tx: Tx,
  values: { user_id: number; device: string; failures: number; locked_until_ms: number; last_at_ms: number },
): void {
  tx.run(
    query
      .insertInto('sign_in_attempts')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'device']).doUpdateSet({
          failures: values.failures,
          locked_until_ms: values.locked_until_ms,
          last_at_ms: values.last_at_ms,
        }),
      ),
  );
}

/** Forgets the wrong tries: on one device, or everywhere. */
export function clearAttempts(tx: Tx, userId: number, device: string | null): void {
  const all = query.deleteFrom('sign_in_attempts').where('user_id', '=', userId);
  tx.run(device === null ? all : all.where('device', '=', device));
}

/** Inserts a user and their secret; returns the id. */
export function insertUser(
  tx: Tx,
  user: { name: string; role: Role; staffId: number | null; locale: string },
  kind: 'pin' | 'password',
  secret: HashedSecret,
): number {
  const { name, role, staffId: staff_id, locale } = user;
  const userId = tx.insert(query.insertInto('users').values({ name, role, staff_id, locale }));
  writeSecret(tx, userId, kind, secret);
  return userId;
}

/** Changes columns of a user. */
export function updateUserRow(tx: Tx, id: number, values: Updateable<UsersTable>): void {
  tx.run(query.updateTable('users').set(values).where('id', '=', id));
}

/** Tells whether a master exists. */
export function hasStaff(reader: Reader, staffId: number): boolean {
  return reader.get(query.selectFrom('staff').select('id').where('id', '=', staffId)) !== undefined;
}

/** API tokens in force, with the names of their users. */
export function listApiTokens(reader: Reader) {
  return reader.all(
    query
      .selectFrom('api_tokens')
      .innerJoin('users', 'users.id', 'api_tokens.user_id')
      .select(['api_tokens.id', 'api_tokens.name', 'api_tokens.user_id', 'users.name as user_name', 'created_at_ms'])
      .where('revoked_at_ms', 'is', null)
      .orderBy('api_tokens.id'),
  );
}

/** The token in force with a hash. */
export function findApiToken(reader: Reader, hash: string): { user_id: number; name: string } | undefined {
  return reader.get(
    query
      .selectFrom('api_tokens')
      .select(['user_id', 'name'])
      .where('token_hash', '=', hash)
      .where('revoked_at_ms', 'is', null),
  );
}

/** Stores the hash of a new token. */
export function insertApiTokenRow(tx: Tx, userId: number, name: string, hash: string): void {
  tx.insert(
    query
      .insertInto('api_tokens')
      .values({ user_id: userId, name, token_hash: hash, created_at_ms: tx.context.nowMs, revoked_at_ms: null }),
  );
}

/** Takes a token out of force; false when there is none. */
export function revokeApiToken(tx: Tx, tokenId: number): boolean {
  const { changes } = tx.run(
    query
      .updateTable('api_tokens')
      .set({ revoked_at_ms: tx.context.nowMs })
      .where('id', '=', tokenId)
      .where('revoked_at_ms', 'is', null),
  );
  return changes > 0;
}
