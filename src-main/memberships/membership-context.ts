import type { z } from 'zod';
import { type NameOrder, displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { membershipsContract } from '../../src-shared/memberships/memberships.contract.ts';
import type { Shifts } from '../checkout/neighbours.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type MembershipState, readState } from './membership-state.ts';
import { readClientNames } from './memberships.repository.ts';

type Procedures = typeof membershipsContract;
/** Parsed input of a procedure of memberships. */
export type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
/** Answer of a procedure of memberships. */
export type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** Services of other features that memberships work with. */
export interface MembershipNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;
}

/** What the parts of the feature share. */
export class MembershipContext {
  readonly deps: ServiceDeps;
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;

  constructor(deps: ServiceDeps, neighbours: MembershipNeighbours) {
    this.deps = deps;
    this.settings = neighbours.settings;
    this.ledger = neighbours.ledger;
    this.shifts = neighbours.shifts;
  }

  get reader(): Reader {
    return this.deps.store.reader;
  }

  today(): LocalDate {
    return this.settings.today().localDate;
  }

  /** Runs one act of the caller as a command. */
  run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.deps.store.work.run(caller.actor(this.deps.clock), name, body);
  }

  /** Names of clients in the salon's order. */
  names(reader: Reader, ids: readonly number[]): (id: number) => string {
    const names = readClientNames(reader, ids);
    const order: NameOrder = this.settings.now().nameOrder;
    return (id) => displayName(names.get(id) ?? { firstName: '', lastName: '' }, order);
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  versioned(tx: Tx, { membershipId, version }: { membershipId: number; version: number }): MembershipState {
    const state = readState(tx, membershipId);
    assertVersion(version, state.row.version, 'membership');
    return state;
  }

  /** One that nothing has ended. @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT */
  open(tx: Tx, input: { membershipId: number; version: number }): MembershipState {
    const state = this.versioned(tx, input);
    if (state.row.closed_on !== null) {
      throw new DomainError('CONFLICT', { reason: 'membershipClosed', membership: state.row.title });
    }
    return state;
  }
}
