import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import { api, client, connection, queryClient } from './client.ts';
import { isConnectionLost } from './connection.ts';
import { hasCode } from './error-text.ts';
import { outdater } from './outdate.ts';
import { isTouched, touchedBy } from './touched.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const outdate = outdater(queryClient);
/** Whether this window has heard events before: what came while it did not, after a loss or behind the lock, is unknown. */
let hasListened = false;
const listeners = new Set<(event: LiveEvent) => void>();

/** Hears every live event after the cache has been told of it; returns a function that stops listening. */
export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Marks the cached answers that an event makes old; those on screen are read again at once. */
export function refreshAfter(event: LiveEvent): void {
  const touched = touchedBy(event);
  outdate(touched ? { predicate: (query) => isTouched(query.queryKey, touched) } : undefined);
}

/**
 * Listens to the core's live events as long as somebody is signed in
 *
 * Connects anew after a loss, with a growing pause. Whenever it begins again, also when a locked desk is opened, everything on
 * screen is read again: what was missed is unknown.
 *
 * @returns a function that stops listening
 */
export function startLive(): () => void {
  const stopped = new AbortController();
  void listen(stopped.signal);
  return () => stopped.abort();
}

async function listen(stopped: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!stopped.aborted) {
    // A call elsewhere may notice first that the core is gone, while this stream stays silently open.
    const lost = new AbortController();
    const stopWatching = connection.subscribe(() => {
      if (connection.get() === 'lost') lost.abort();
    });
    try {
      const events = await client.system.live(undefined, { signal: AbortSignal.any([stopped, lost.signal]) });
      if (hasListened) outdate();
      hasListened = true;
      pauseMs = FIRST_PAUSE_MS;
      for await (const event of events) {
        refreshAfter(event);
        for (const listener of listeners) listener(event);
      }
    } catch (error) {
      if (stopped.aborted) return;
      if (hasCode(error, 'UNAUTHORIZED')) {
        // Signed out or locked elsewhere: the session says what to show now.
        void queryClient.invalidateQueries({ queryKey: api.access.session.key() });
        return;
      }
      if (!isConnectionLost(error)) connection.report('lost');
    } finally {
      stopWatching();
    }
    await pause(pauseMs, stopped);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
