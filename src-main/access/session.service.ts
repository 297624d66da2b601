import { type Session, preferencesSchema } from '../../src-shared/access/access.contract.ts';
import { permissionsOf } from '../../src-shared/access/access.rules.ts';
import type { UserId, StaffId } from '../../src-shared/contract-base.ts';
import { Caller, type ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type UserRow, findApiToken, findUser } from './access.repository.ts';
import { deleteSession, insertSession, listSessions, updateSession } from './session.repository.ts';
import { newToken, tokenHash } from './secrets.ts';

/** A session nobody used for so long ends. */
const SESSION_LIFE_MS = 14 * 24 * 3_600_000;
/** How often the time of last use is written at most. */
const SEEN_EVERY_MS = 10 * 60_000;
export const API_TOKEN_PREFIX = 'zk_';

interface OpenSession {
  readonly id: number;
  readonly userId: number;
  readonly device: string;
  seenAtMs: number;
  isLocked: boolean;
}

/** Who is signed in where. Tokens are kept by the hosts; the file has only their hashes. */
export class SessionService {
  readonly #deps: ServiceDeps;
  readonly #byHash = new Map<string, OpenSession>();
  readonly #users = new Map<number, UserRow>();

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
    deps.store.work.onCommit((command) => {
      if (command.rows['users'] || command.rows['credentials']) this.#users.clear();
    });
    const rows = listSessions(deps.store.reader);
    for (const row of rows) {
      this.#byHash.set(row.token_hash, {
        id: row.id,
        userId: row.user_id,
        device: row.device,
        seenAtMs: row.seen_at_ms,
        isLocked: row.is_locked === 1,
      });
    }
  }

  /** Opens a session and returns its token. */
  open(userId: number, device: string): string {
    const token = newToken();
    const nowMs = this.#deps.clock.nowMs();
    const hash = tokenHash(token);
    const { value: id } = this.#local('access.session', (tx) =>
      insertSession(
        tx,
        { token_hash: hash, user_id: userId, device, created_at_ms: nowMs, seen_at_ms: nowMs },
        nowMs - SESSION_LIFE_MS,
      ),
    );
    this.#byHash.set(hash, { id, userId, device, seenAtMs: nowMs, isLocked: false });
    return token;
  }

  /** Ends a session. */
  close(token: string): void {
    const hash = tokenHash(token);
    const session = this.#byHash.get(hash);
    if (!session) return;
    this.#byHash.delete(hash);
    this.#local('access.session', (tx) => deleteSession(tx, session.id));
  }

  /** Ends every session of a user but one: after a new secret, or when they leave. */
  closeAllOf(userId: number, exceptToken: string | null): void {
    const kept = exceptToken === null ? null : tokenHash(exceptToken);
    for (const [hash, session] of this.#byHash) {
      if (session.userId === userId && hash !== kept) {
        this.#byHash.delete(hash);
        this.#local('access.session', (tx) => deleteSession(tx, session.id));
      }
    }
  }

  /** Locks the place: the session stays, but answers nothing until the person signs in again. */
  lock(token: string): void {
    const session = this.#byHash.get(tokenHash(token));
    if (!session || session.isLocked) return;
    session.isLocked = true;
    this.#local('access.session', (tx) => updateSession(tx, session.id, { is_locked: 1 }));
  }

  /** The person behind a token; null when there is none, the place is locked or the person may not work any more. */
  callerOf(token: string | null, device: string): Caller | null {
    if (token === null) return null;
    if (this.#isApi(token)) return this.#apiCaller(token);
    const session = this.#find(token);
    if (!session || session.isLocked) return null;
    const user = this.#user(session.userId);
    if (!user || user.is_active === 0) return null;
    this.#seen(session);
    return new Caller({ userId: user.id, name: user.name, role: user.role, staffId: user.staff_id }, device);
  }

  /** What the screens know of the session; null when nobody is signed in. */
  describe(token: string | null): Session | null {
    const session = token === null ? undefined : this.#isApi(token) ? this.#apiSession(token) : this.#find(token);
    const user = session && this.#user(session.userId);
    if (!session || !user || user.is_active === 0) return null;
    return {
      user: {
        id: user.id as UserId,
        name: user.name,
        role: user.role,
        staffId: user.staff_id as StaffId | null,
        locale: user.locale === 'en' ? 'en' : 'ru',
        secretKind: user.kind ?? 'pin',
      },
      permissions: session.isLocked ? [] : permissionsOf(user.role),
      preferences: preferencesSchema.parse(JSON.parse(user.preferences_json)),
      isLocked: session.isLocked,
    };
  }

  #find(token: string): OpenSession | undefined {
    const session = this.#byHash.get(tokenHash(token));
    if (!session || this.#deps.clock.nowMs() - session.seenAtMs > SESSION_LIFE_MS) return undefined;
    return session;
  }

  #user(id: number): UserRow | undefined {
    const known = this.#users.get(id);
    if (known) return known;
    const user = findUser(this.#deps.store.reader, id);
    if (user) this.#users.set(id, user);
    return user;
  }

  #isApi(token: string): boolean {
    return token.startsWith(API_TOKEN_PREFIX);
  }

  /** A program with a token is always signed in: there is nobody at a desk to lock. */
  #apiSession(token: string): { userId: number; isLocked: boolean } | undefined {
    const row = findApiToken(this.#deps.store.reader, tokenHash(token));
    return row && { userId: row.user_id, isLocked: false };
  }

  #apiCaller(token: string): Caller | null {
    const row = findApiToken(this.#deps.store.reader, tokenHash(token));
    const user = row && this.#user(row.user_id);
    if (!row || !user || user.is_active === 0) return null;
    return new Caller({ userId: user.id, name: user.name, role: user.role, staffId: user.staff_id }, `api:${row.name}`);
  }

  #seen(session: OpenSession): void {
    const nowMs = this.#deps.clock.nowMs();
    if (nowMs - session.seenAtMs < SEEN_EVERY_MS) return;
    session.seenAtMs = nowMs;
    this.#local('access.session', (tx) => updateSession(tx, session.id, { seen_at_ms: nowMs }));
  }

  #local<T>(name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run({ actorId: null, device: 'desk', nowMs: this.#deps.clock.nowMs() }, name, body);
  }
}
