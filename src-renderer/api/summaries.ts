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
});

/** What a command has done, as its live event tells; null when no event came in time. */
export function summaryOf(commandId: number): Promise<Summary | null> {
  const summary = known.get(commandId);
  if (summary) return Promise.resolve(summary);
  return new Promise((resolve) => {
    const finish = (value: Summary | null): void => {
      clearTimeout(timer);
      waiting.delete(commandId);
      resolve(value);
    };
    const timer = setTimeout(() => finish(null), WAIT_MS);
    waiting.set(commandId, finish);
  });
}
