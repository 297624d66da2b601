import { type Permission, type Role, isAllowed } from '../../src-shared/access/access.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Store } from './store.ts';
import type { ActorContext } from './unit-of-work.ts';

/** The clock of the host; replaced in tests. */
export interface Clock {
  /** UTC milliseconds. */
  nowMs(): number;
}

/** The log of the host (pino in the product). */
export interface Logger {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What every service is built from. */
export interface ServiceDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The person behind a call. */
export class Caller {
  readonly userId: number;
  readonly name: string;
  readonly role: Role;
  /** The master that this person is, if they are one. */
  readonly staffId: number | null;
  readonly device: string;

  constructor(person: { userId: number; name: string; role: Role; staffId: number | null }, device: string) {
    this.userId = person.userId;
    this.name = person.name;
    this.role = person.role;
    this.staffId = person.staffId;
    this.device = device;
  }

  /** Tells whether the caller's role has a permission. */
  can(permission: Permission): boolean {
    return isAllowed(this.role, permission);
  }

  /**
   * Refuses a caller without a permission.
   *
   * @throws DomainError FORBIDDEN
   */
  require(permission: Permission): void {
    if (!this.can(permission)) throw new DomainError('FORBIDDEN', { permission });
  }

  /** Who acts and when, for the unit of work. */
  actor(clock: Clock): ActorContext {
    return { actorId: this.userId, device: this.device, nowMs: clock.nowMs() };
  }
}

/** Refuses an edit of a row that someone else has changed meanwhile. */
export function assertVersion(seen: number, current: number, what: string): void {
  if (seen !== current) throw new DomainError('STALE_VERSION', { what, seen, current });
}
