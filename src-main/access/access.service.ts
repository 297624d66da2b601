import type { z } from 'zod';
import type { Preferences, Session, accessContract, personSchema } from '../../src-shared/access/access.contract.ts';
import {
  type SecretKind,
  TRIES_TO_LOCK,
  pauseAfter,
  secretFault,
  type Role,
} from '../../src-shared/access/access.rules.ts';
import type { StaffId, UserId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  clearAttempts,
  findAttempts,
  findSecret,
  findUser,
  hasStaff,
  hasUsers,
  insertApiTokenRow,
  insertUser,
  listApiTokens,
  listUsers,
  revokeApiToken,
  updateUserRow,
  writeAttempts,
  writeSecret,
} from './access.repository.ts';
import type { Connection } from './procedure.ts';
import { API_TOKEN_PREFIX, type SessionService } from './session.service.ts';
import { type HashedSecret, hashSecret, isSecretRight, newToken, tokenHash } from './secrets.ts';

type Input<Name extends keyof typeof accessContract> = z.output<
  NonNullable<(typeof accessContract)[Name]['~orpc']['inputSchema']>
>;

/** Signing in, switching, locking; users, secrets and API tokens. */
export class AccessService {
  readonly #deps: ServiceDeps;
  readonly #sessions: SessionService;
  readonly #scryptCost: number | undefined;

  constructor(deps: ServiceDeps, sessions: SessionService, scryptCost?: number) {
    this.#deps = deps;
    this.#sessions = sessions;
    this.#scryptCost = scryptCost;
  }

  /** Somebody can sign in: the first run is done. */
  hasAnybody(reader: Reader = this.#deps.store.reader): boolean {
    return hasUsers(reader);
  }

  /** Name of whoever acted; null for the program itself. */
  nameOf(userId: number | null): string | null {
    return userId === null ? null : (findUser(this.#deps.store.reader, userId)?.name ?? null);
  }

  /** Hashes a new secret. @throws DomainError INVALID_INPUT (data.fault) */
  prepareSecret(kind: SecretKind, secret: string): Promise<HashedSecret> {
    assertSecret(kind, secret);
    return hashSecret(secret, this.#scryptCost);
  }

  /** Makes a user inside a running unit of work. */
  createInside(
    tx: Tx,
    user: { name: string; role: Role; staffId: number | null; locale: 'ru' | 'en' },
    kind: SecretKind,
    secret: HashedSecret,
  ): number {
    return insertUser(tx, user, kind, secret);
  }

  /** People who may sign in, for the first screen. */
  people(): z.output<typeof personSchema>[] {
    return listUsers(this.#deps.store.reader)
      .filter((user) => user.is_active === 1 && user.kind !== null)
      .map((user) => ({ id: user.id as UserId, name: user.name, role: user.role, secretKind: user.kind ?? 'pin' }));
  }

  /**
   * Signs a person in; also switches the user and unlocks the place.
   *
   * @throws DomainError WRONG_SECRET (data.triesLeft), LOCKED_OUT (data.untilMs, data.needsOwner)
   */
  async signIn(connection: Connection, userId: number, secret: string): Promise<Session> {
    await this.#checkSecret(userId, connection.device, secret);
    const previous = connection.token();
    const token = this.#sessions.open(userId, connection.device);
    if (previous !== null) this.#sessions.close(previous);
    connection.setToken(token);
    const session = this.#sessions.describe(token);
    if (!session) throw new DomainError('WRONG_SECRET', { triesLeft: 0 });
    return session;
  }

  signOut(connection: Connection): { done: true } {
    const token = connection.token();
    if (token !== null) this.#sessions.close(token);
    connection.setToken(null);
    return { done: true };
  }

  lock(connection: Connection): { done: true } {
    const token = connection.token();
    if (token !== null) this.#sessions.lock(token);
    return { done: true };
  }

  /** @throws DomainError WRONG_SECRET, LOCKED_OUT, INVALID_INPUT (data.fault) */
  async changeOwnSecret(caller: Caller, connection: Connection, input: Input<'changeOwnSecret'>) {
    assertSecret(input.kind, input.next);
    await this.#checkSecret(caller.userId, connection.device, input.current);
    const hashed = await hashSecret(input.next, this.#scryptCost);
    const result = this.#run(caller, 'access.changeSecret', (tx) => {
      writeSecret(tx, caller.userId, input.kind, hashed);
      tx.summary = { key: 'access.changeSecret', values: { name: caller.name } };
    });
    this.#sessions.closeAllOf(caller.userId, connection.token());
    return { commandId: result.commandId };
  }

  savePreferences(
    caller: Caller,
    connection: Connection,
    input: Partial<Preferences> & { locale?: 'ru' | 'en' },
  ): Session {
    const { locale, ...changed } = input;
    this.#run(caller, 'access.preferences', (tx) => {
      const user = findUser(tx, caller.userId);
      if (!user) throw new DomainError('UNAUTHORIZED', {});
      const preferences = { ...(JSON.parse(user.preferences_json) as object), ...changed };
      updateUserRow(tx, caller.userId, {
        preferences_json: JSON.stringify(preferences),
        ...(locale ? { locale } : {}),
      });
      tx.summary = { key: 'access.preferences', values: { name: caller.name } };
    });
    const session = this.#sessions.describe(connection.token());
    if (!session) throw new DomainError('UNAUTHORIZED', {});
    return session;
  }

  users() {
    return listUsers(this.#deps.store.reader).map((user) => ({
      id: user.id as UserId,
      name: user.name,
      role: user.role,
      staffId: user.staff_id as StaffId | null,
      locale: user.locale === 'en' ? ('en' as const) : ('ru' as const),
      secretKind: user.kind ?? ('pin' as const),
      isActive: user.is_active === 1,
      version: user.version,
    }));
  }

  /** @throws DomainError INVALID_INPUT, ALREADY_EXISTS, NOT_FOUND */
  async createUser(caller: Caller, input: Input<'createUser'>) {
    assertSecret(input.secretKind, input.secret);
    const hashed = await hashSecret(input.secret, this.#scryptCost);
    const { value, commandId } = this.#run(caller, 'access.createUser', (tx) => {
      this.#assertFree(tx, input.name, null);
      assertStaff(tx, input.staffId);
      const userId = insertUser(tx, input, input.secretKind, hashed);
      tx.summary = { key: 'access.createUser', values: { name: input.name } };
      return userId;
    });
    return { commandId, userId: value as UserId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT, ALREADY_EXISTS */
  async updateUser(caller: Caller, input: Input<'updateUser'>) {
    const { userId, version: seen, secret, secretKind, ...values } = input;
    if (secret !== undefined) assertSecret(secretKind ?? 'pin', secret);
    const hashed = secret === undefined ? null : await hashSecret(secret, this.#scryptCost);
    const { commandId } = this.#run(caller, 'access.updateUser', (tx) => {
      const user = findUser(tx, userId);
      if (!user) throw new DomainError('NOT_FOUND', { what: 'user', id: userId });
      assertVersion(seen, user.version, 'user');
      if (values.name !== undefined) this.#assertFree(tx, values.name, userId);
      assertStaff(tx, values.staffId ?? null);
      const losesOwner =
        user.role === 'owner' && ((values.role !== undefined && values.role !== 'owner') || values.isActive === false);
      if (losesOwner && !hasOtherOwner(tx, userId)) throw new DomainError('INVALID_INPUT', { fault: 'LAST_OWNER' });
      updateUserRow(tx, userId, {
        version: user.version + 1,
        ...(values.name === undefined ? {} : { name: values.name }),
        ...(values.role === undefined ? {} : { role: values.role }),
        ...(values.staffId === undefined ? {} : { staff_id: values.staffId }),
        ...(values.locale === undefined ? {} : { locale: values.locale }),
        ...(values.isActive === undefined ? {} : { is_active: values.isActive ? (1 as const) : (0 as const) }),
      });
      if (hashed) writeSecret(tx, userId, secretKind ?? user.kind ?? 'pin', hashed);
      if (hashed) clearAttempts(tx, userId, null);
      tx.summary = { key: 'access.updateUser', values: { name: values.name ?? user.name } };
    });
    if (hashed || values.isActive === false) this.#sessions.closeAllOf(userId, null);
    return { commandId };
  }

  /** Lets a locked-out person try again, on every device. */
  unlockUser(caller: Caller, userId: number): { done: true } {
    if (!findUser(this.#deps.store.reader, userId)) throw new DomainError('NOT_FOUND', { what: 'user', id: userId });
    this.#run(caller, 'access.unlockUser', (tx) => {
      clearAttempts(tx, userId, null);
    });
    return { done: true };
  }

  tokens() {
    return listApiTokens(this.#deps.store.reader).map((row) => ({
      id: row.id as Input<'revokeToken'>['tokenId'],
      name: row.name,
      userId: row.user_id as UserId,
      userName: row.user_name,
      createdAtMs: row.created_at_ms,
    }));
  }

  /**
   * Makes a token for the REST interface; its text is shown once and never stored.
   *
   * A token acts as its user, so for somebody else it takes the right manage_users: or a system administrator would give
   * themselves the owner's rights.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN
   */
  createToken(caller: Caller, userId: number, name: string): { commandId: number | null; token: string } {
    if (userId !== caller.userId) caller.require('manage_users');
    const { value, commandId } = this.#run(caller, 'access.createToken', (tx) => {
      const user = findUser(tx, userId);
      if (!user || user.is_active === 0) throw new DomainError('NOT_FOUND', { what: 'user', id: userId });
      tx.summary = { key: 'access.createToken', values: { name } };
      return insertApiToken(tx, userId, name);
    });
    return { commandId, token: value };
  }

  revokeToken(caller: Caller, tokenId: number): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'access.revokeToken', (tx) => {
      if (!revokeApiToken(tx, tokenId)) throw new DomainError('NOT_FOUND', { what: 'token', id: tokenId });
      tx.summary = { key: 'access.revokeToken' };
    });
    return { commandId };
  }

  /**
   * Compares a secret, counting the try before it is evaluated: a thousand parallel tries are still counted one by one.
   */
  async #checkSecret(userId: number, device: string, secret: string): Promise<void> {
    const { store, clock } = this.#deps;
    const user = findUser(store.reader, userId);
    const known = findAttempts(store.reader, userId, device);
    const nowMs = clock.nowMs();
    const failures = known?.failures ?? 0;
    // An owner is never locked for good: nobody else could let them in again.
    const isLockedForGood = failures >= TRIES_TO_LOCK && user?.role !== 'owner';
    // A clock set back does not shorten the pause.
    const lockedUntilMs =
      known && nowMs < known.last_at_ms ? nowMs + pauseAfter(failures) : (known?.locked_until_ms ?? 0);
    if (isLockedForGood || lockedUntilMs > nowMs) {
      throw new DomainError('LOCKED_OUT', {
        untilMs: isLockedForGood ? null : lockedUntilMs,
        waitSeconds: isLockedForGood ? null : Math.ceil((lockedUntilMs - nowMs) / 1000),
        needsOwner: isLockedForGood,
      });
    }
    const tries = failures + 1;
    this.#local((tx) => {
      writeAttempts(tx, {
        user_id: userId,
        device,
        failures: tries,
        locked_until_ms: nowMs + pauseAfter(tries),
        last_at_ms: nowMs,
      });
    });
    const stored = user?.is_active === 1 ? (findSecret(store.reader, userId) ?? null) : null;
    if (await isSecretRight(secret, stored, this.#scryptCost)) {
      this.#local((tx) => clearAttempts(tx, userId, device));
      return;
    }
    throw new DomainError('WRONG_SECRET', {
      triesLeft: Math.max(0, 5 - tries),
      waitSeconds: Math.ceil(pauseAfter(tries) / 1000),
    });
  }

  #assertFree(tx: Tx, name: string, ownId: number | null): void {
    const taken = listUsers(tx).find(
      (user) => user.id !== ownId && user.name.toLocaleLowerCase('ru') === name.toLocaleLowerCase('ru'),
    );
    if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'user', name: taken.name, id: taken.id });
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #local(body: (tx: Tx) => void): void {
    this.#deps.store.work.run(
      { actorId: null, device: 'desk', nowMs: this.#deps.clock.nowMs() },
      'access.attempt',
      body,
    );
  }
}

/** Users who may sign in, for the terminal. */
export function listActiveUsers(reader: Reader): { id: number; name: string }[] {
  return listUsers(reader).filter((user) => user.is_active === 1);
}

/** Inserts an API token and returns its text. */
export function insertApiToken(tx: Tx, userId: number, name: string): string {
  const token = newToken(API_TOKEN_PREFIX);
  insertApiTokenRow(tx, userId, name, tokenHash(token));
  return token;
}

/** @throws DomainError INVALID_INPUT (data.fault) */
export function assertSecret(kind: SecretKind, secret: string): void {
  const fault = secretFault(kind, secret);
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'secret', fault });
}

function assertStaff(tx: Tx, staffId: number | null): void {
  if (staffId === null) return;
  if (!hasStaff(tx, staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
}

function hasOtherOwner(tx: Tx, exceptId: number): boolean {
  return listUsers(tx).some((user) => user.id !== exceptId && user.role === 'owner' && user.is_active === 1);
}
