import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import { onLiveEvent } from './live.ts';

type Summary = NonNullable<LiveEvent['summary']>;

const REMEMBERED = 50;
/** The event leaves the core with the commit, so it is as fast as the answer; a lost link must not hold the toast. */
const WAIT_MS = 400;

const known = new Map<number, Summary>();
const waiting = new Map<number, (summary: Summary) => void>();

onLiveEvent((event) => {
  if (event.commandId === null || !event.summary) return;
  known.set(event.commandId, event.summary);
  const oldest = known.keys().next();
  if (known.size > REMEMBERED && !oldest.done) known.delete(oldest.value);
  waiting.get(event.commandId)?.(event.summary);
  waiting.delete(event.commandId);
});

/** What a command has done, as its live event tells; null when no event came in time: `late` hears it when it comes. */
export function summaryOf(commandId: number, late: (summary: Summary) => void): Promise<Summary | null> {
  const summary = known.get(commandId);
  if (summary) return Promise.resolve(summary);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.set(commandId, late);
      resolve(null);
    }, WAIT_MS);
    waiting.set(commandId, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
