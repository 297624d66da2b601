import type { z } from 'zod';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { GroupsService } from '../../../src-main/groups/groups.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { WaitingService } from '../../../src-main/waiting/waiting.service.ts';
import { groupsContract, newEventInput } from '../../../src-shared/groups/groups.contract.ts';
import type { Settings } from '../../../src-shared/settings/settings.contract.ts';
import { waitingContract } from '../../../src-shared/waiting/waiting.contract.ts';
import { type JournalSalon, TODAY, TOMORROW, bookingOf, openJournalSalon } from '../journal/journal-salon.ts';

type Contract = typeof waitingContract;
type InputOf<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type AnswerOf<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** The journal's salon of two masters (10–20, break 14:00–14:30) with its waiting list and history. */
export interface WaitingSalon extends JournalSalon {
  readonly waiting: WaitingService;
  readonly history: HistoryService;
  /** A class of two by Anna tomorrow at 18:00. */
  readonly joinClass: (eventId: number, clientId: number) => number;
  readonly addClass: (capacity?: number) => number;
  /** Calls a procedure of the waiting list with the contract's own parsing of input and answer. */
  wait<Name extends keyof Contract>(name: Name, input: unknown, caller?: Caller): AnswerOf<Name>;
  /** Adds somebody who waits for a haircut; minutes later than the one before. */
  add(change?: Partial<InputOf<'add'>> | Record<string, unknown>): number;
  entry(entryId: number): AnswerOf<'list'>['entries'][number];
  set(values: Partial<Settings>): void;
  passMinutes(minutes: number): void;
}

export async function openWaitingSalon(): Promise<WaitingSalon> {
  const salon = await openJournalSalon();
  const { journal, settings, reception, deps, clock } = salon;
  const clients = new ClientsService(deps, settings);
  const groups = new GroupsService(deps, { settings, journal });
  const waiting = new WaitingService(deps, { settings, journal, groups, clients });
  const history = new HistoryService(deps, [(tx, command) => journal.assertNoConflictsAfterUndo(tx, command)]);
  const passMinutes = (minutes: number): void => {
    clock.atMs += minutes * 60_000;
  };
  const wait: WaitingSalon['wait'] = (name, input, caller = reception) => {
    const { inputSchema, outputSchema } = waitingContract[name]['~orpc'];
    const parsed = (inputSchema as z.ZodType).parse(input) as Record<string, unknown>;
    const method = waiting[name] as (this: WaitingService, caller: Caller, input: unknown) => unknown;
    const given = name === 'list' ? parsed['withClosed'] : name === 'places' ? parsed['days'] : parsed;
    return (outputSchema as unknown as z.ZodType).parse(method.call(waiting, caller, given)) as never;
  };
  return {
    ...salon,
    waiting,
    history,
    wait,
    passMinutes,
    joinClass: (eventId, clientId) => {
      const schema = groupsContract.join['~orpc'].inputSchema!;
      return groups.join(reception, schema.parse({ eventId, clientId })).visitId;
    },
    addClass: (capacity = 2) =>
      groups.create(
        reception,
        newEventInput.parse({
          serviceId: salon.cut,
          staffId: salon.anna,
          localDate: TOMORROW,
          startMin: 1080,
          capacity,
          title: 'Мастер-класс',
        }),
      ).eventId,
    add: (change = {}) => {
      const { entryId } = wait('add', { clientId: salon.olga, serviceIds: [salon.cut], ...change });
      passMinutes(1);
      return entryId;
    },
    entry: (entryId) => {
      const found = wait('list', { withClosed: true }).entries.find(({ id }) => id === entryId);
      if (!found) throw new Error(`no entry ${entryId}`);
      return found;
    },
    set: (values) => {
      settings.update(salon.callerOf('owner'), values, TODAY);
    },
  };
}

/** Tomorrow is full but for the time of one visit by Anna at 12:00. */
export function fillTomorrow(salon: WaitingSalon): { visitId: number } {
  const booked = salon.act('book', bookingOf(salon, { clientId: null })) as { visitId: number };
  for (const [staffId, startMin, endMin] of [
    [salon.anna, 600, 720],
    [salon.anna, 780, 1200],
    [salon.maria, 600, 1200],
  ] as const) {
    salon.write((tx) =>
      tx.insert(
        query
          .insertInto('blocks')
          .values({ staff_id: staffId, local_date: TOMORROW, start_min: startMin, end_min: endMin, reason: 'Учёба' }),
      ),
    );
  }
  return booked;
}

/** The client calls off a visit that nobody has touched. */
export function cancel(salon: WaitingSalon, visitId: number): void {
  salon.act('cancel', { visitId, version: 1, by: 'client', reason: 'Передумала' });
}
