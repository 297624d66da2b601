import type { Day, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { api, queryClient } from '../api/client.ts';

const keyOf = (localDate: string) => api.journal.day.queryKey({ input: { localDate } });

function withVisit(day: Day, visit: DayVisit): Day {
  const isHere = visit.localDate === day.localDate;
  const isKnown = day.visits.some(({ id }) => id === visit.id);
  if (!isHere) return isKnown ? { ...day, visits: day.visits.filter(({ id }) => id !== visit.id) } : day;
  return {
    ...day,
    visits: isKnown ? day.visits.map((item) => (item.id === visit.id ? visit : item)) : [...day.visits, visit],
  };
}

/**
 * Shows a visit as it will be, before the core has answered, on the day it leaves and the day it comes to
 *
 * A refetch under way would bring the old state back, so it is stopped; the live event of the change reads the day anew.
 */
export function showVisit(visit: DayVisit, alsoOn: string = visit.localDate): void {
  for (const localDate of new Set([visit.localDate, alsoOn])) {
    const queryKey = keyOf(localDate);
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (day) => (day ? withVisit(day, visit) : day));
  }
  // Weeks of a master or a room hold the same days.
  for (const path of [api.journal.staffDays.key(), api.journal.roomDays.key()]) {
    void queryClient.cancelQueries({ queryKey: path });
    queryClient.setQueriesData<readonly Day[]>({ queryKey: path }, (days) => days?.map((day) => withVisit(day, visit)));
  }
}

/** Reads days anew, after a refusal: what was shown was not true. */
export function reloadDays(...localDates: string[]): void {
  for (const localDate of new Set(localDates)) void queryClient.invalidateQueries({ queryKey: keyOf(localDate) });
  for (const path of [api.journal.staffDays.key(), api.journal.roomDays.key()]) {
    void queryClient.invalidateQueries({ queryKey: path });
  }
}
