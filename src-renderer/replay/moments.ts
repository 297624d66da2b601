import type { Moment } from '../../src-shared/replay/replay.contract.ts';
import type { PastPoint } from '../journal/journal-address.ts';

type Known = Pick<Moment, 'commandId' | 'atMs'>;

/** The place of the last moment at or before a point; −1 before the first. */
export function latestMoment(moments: readonly Known[], { atMs, commandId }: PastPoint): number {
  const exact = commandId === null ? -1 : moments.findIndex((moment) => moment.commandId === commandId);
  if (exact >= 0) return exact;
  // A command that did not touch this day: what stood is what the last one before it left.
  if (commandId !== null) return moments.findLastIndex((moment) => moment.commandId < commandId);
  return moments.findLastIndex((moment) => moment.atMs <= atMs);
}

/** The point of a place among the moments; −1 is just before the first. Null when there is no such place. */
export function pointOf(moments: readonly Known[], index: number): PastPoint | null {
  const moment = moments[index];
  if (moment) return { atMs: moment.atMs, commandId: moment.commandId };
  const first = moments[0];
  return index === -1 && first ? { atMs: first.atMs - 1, commandId: null } : null;
}

/** A line of a record's history, as far as the day of a visit matters. */
interface HistoryLine {
  readonly commandId: number;
  readonly changes: readonly {
    readonly table: string;
    readonly fields: readonly { readonly field: string; readonly before: unknown }[];
  }[];
}

/** On which day a visit stood after each command of its history; `history` is newest first, `today` where it stands now. */
export function dayAfterEach(history: readonly HistoryLine[], today: string): Map<number, string> {
  const days = new Map<number, string>();
  let day = today;
  for (const { commandId, changes } of history) {
    days.set(commandId, day);
    const moved = changes
      .filter(({ table }) => table === 'visits')
      .flatMap(({ fields }) => fields)
      .find(({ field }) => field === 'local_date');
    if (typeof moved?.before === 'string') day = moved.before;
  }
  return days;
}
