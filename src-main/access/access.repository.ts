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
