import { beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { GroupsService } from '../../../src-main/groups/groups.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { groupsContract } from '../../../src-shared/groups/groups.contract.ts';
import { type WaitingSalon, openWaitingSalon } from '../waiting/waiting-salon.ts';
import { TOMORROW, bookingOf, refusalOf } from './journal-salon.ts';

let salon: WaitingSalon;
let groups: GroupsService;
let eventId: number;

const inputOf = <Name extends 'update' | 'cancel' | 'leave'>(name: Name, values: unknown) => {
  const { inputSchema } = groupsContract[name]['~orpc'];
  return (inputSchema as z.ZodType).parse(values) as z.output<
    NonNullable<(typeof groupsContract)[Name]['~orpc']['inputSchema']>
  >;
};
const event = () => groups.get(salon.reception, eventId);
const undo = (commandId: number | null) => salon.history.undo(salon.reception, commandId!);
/** Where the event and its participants stand; both tell the same. */
const places = () => {
  const { event: own, participants } = event();
  return [own, ...participants.map(({ lines }) => lines[0]!)].map(({ staffId, startMin }) => `${staffId} ${startMin}`);
};

beforeEach(async () => {
  salon = await openWaitingSalon();
  groups = new GroupsService(salon.deps, { settings: salon.settings, journal: salon.journal });
  eventId = salon.addClass(2);
  salon.joinClass(eventId, salon.olga);
});

describe('A13: undo of what is done with a group event', () => {
  it('V2: a move goes back with every participant', () => {
    const { version } = event().event;
    const moved = groups.update(
      salon.reception,
      inputOf('update', { eventId, version, startMin: 600, staffId: salon.maria }),
    );
    expect(places()).toEqual([`${salon.maria} 600`, `${salon.maria} 600`]);
    undo(moved.commandId);
    expect(places()).toEqual([`${salon.anna} 1080`, `${salon.anna} 1080`]);
  });

  it('a move is not taken back into time that was booked meanwhile, and stays as it is', () => {
    const { version } = event().event;
    const moved = groups.update(salon.reception, inputOf('update', { eventId, version, startMin: 600 }));
    salon.act('book', bookingOf(salon, { clientId: salon.irina, localDate: TOMORROW, startMin: 1080 }));
    expect(refusalOf(() => undo(moved.commandId)).code).toBe('CONFLICT');
    expect(places()).toEqual([`${salon.anna} 600`, `${salon.anna} 600`]);
  });

  it('a cancelled event comes back with those who took part, and not with who had left before', () => {
    const irina = salon.joinClass(eventId, salon.irina);
    groups.leave(salon.reception, inputOf('leave', { visitId: irina, version: 1, by: 'client', reason: 'Передумала' }));
    const { version } = event().event;
    const cancelled = groups.cancel(
      salon.reception,
      inputOf('cancel', { eventId, version, by: 'salon', reason: 'Заболел мастер' }),
    );
    expect(event()).toMatchObject({ status: 'cancelled', cancelReason: 'Заболел мастер' });
    undo(cancelled.commandId);
    expect(event()).toMatchObject({ status: 'planned', event: { taken: 1 } });
    expect(
      event()
        .participants.map(({ status }) => status)
        .toSorted(),
    ).toEqual(['booked', 'cancelled']);
  });

  it('a seat given back is not taken again by an undo when somebody else has it', () => {
    const irina = salon.joinClass(eventId, salon.irina);
    const left = groups.leave(
      salon.reception,
      inputOf('leave', { visitId: irina, version: 1, by: 'client', reason: 'Передумала' }),
    );
    const other = salon.write((tx) =>
      tx.insert(query.insertInto('clients').values({ first_name: 'Вера', created_at_ms: salon.clock.atMs })),
    );
    salon.joinClass(eventId, other);
    expect(refusalOf(() => undo(left.commandId)).code).toBe('CONFLICT');
    expect(event().event.taken).toBe(2);
  });

  it('events made by a repetition are gone after its undo', () => {
    const made = groups.repeat(salon.reception, { eventId: eventId as never, weeks: 1 });
    expect(made.created).toHaveLength(1);
    undo(made.commandId);
    expect(salon.journal.events(made.created[0]!, made.created[0]!)).toEqual([]);
  });
});
