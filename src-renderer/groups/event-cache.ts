import type { Day, DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { api, queryClient } from '../api/client.ts';

/**
 * Shows a group event as it will be, before the core has answered, on the day it leaves and the day it comes to.
 *
 * Its participants move with the day that is read after the change.
 */
export function showEvent(event: DayEvent, before: DayEvent): void {
  const withEvent = (day: Day): Day => {
    const rest = day.events.filter(({ id }) => id !== event.id);
    if (day.localDate === event.localDate) return { ...day, events: [...rest, event] };
    return rest.length === day.events.length ? day : { ...day, events: rest };
  };
  for (const localDate of new Set([event.localDate, before.localDate])) {
    const queryKey = api.journal.day.queryKey({ input: { localDate } });
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (day) => (day ? withEvent(day) : day));
  }
  for (const path of [api.journal.staffDays.key(), api.journal.roomDays.key()]) {
    void queryClient.cancelQueries({ queryKey: path });
    queryClient.setQueriesData<readonly Day[]>({ queryKey: path }, (days) => days?.map(withEvent));
  }
}
