import type { z } from 'zod';
import type { waitingContract } from '../../src-shared/waiting/waiting.contract.ts';
import type { TriedWindow } from '../../src-shared/waiting/waiting.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { GroupsService } from '../groups/groups.service.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';

type Contract = typeof waitingContract;
/** Parsed input of a procedure of the waiting list. */
export type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
/** Answer of a procedure before its ids are branded. */
export type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** Services of other features that the waiting list works with. */
export interface WaitingNeighbours {
  readonly settings: SettingsService;
  readonly clients: Pick<ClientsService, 'createInside'>;
  readonly journal: Pick<JournalService, 'acts' | 'day' | 'visit'>;
  readonly groups: Pick<GroupsService, 'joinInside'>;
}

/** What the parts of the waiting list share. */
export interface WaitingContext extends WaitingNeighbours {
  readonly deps: ServiceDeps;
}

/** What `offer_json` keeps: the time that is offered now, and the times that were offered in vain. */
export interface StoredOffer {
  readonly current: Place | null;
  readonly tried: readonly TriedWindow[];
}

/** A place as it is kept: names are read when it is shown. */
export interface Place {
  readonly localDate: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly lines: readonly {
    readonly serviceId: number;
    readonly staffId: number;
    readonly startMin: number;
    readonly durationMin: number;
  }[];
}

/** Runs one act of the caller as a command. */
export function run<T>(
  { deps }: WaitingContext,
  caller: Caller,
  name: string,
  body: (tx: Tx) => T,
): { value: T; commandId: number | null } {
  return deps.store.work.run(caller.actor(deps.clock), name, body);
}
