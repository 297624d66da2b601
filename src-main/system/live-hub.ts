import { EventPublisher } from '@orpc/server';
import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import type { CommittedCommand } from '../store/unit-of-work.ts';

/** Events kept for a slow screen before the oldest are dropped; it reads everything again anyway. */
const MAX_BUFFERED = 500;

/** Passes what was committed on to every open screen of every host. */
export class LiveHub {
  readonly #publisher = new EventPublisher<{ live: LiveEvent }>({ maxBufferedEvents: MAX_BUFFERED });

  /** Tells of a committed command. */
  publishCommand(command: CommittedCommand, actorName: string | null): void {
    const { commandId, name, actorId, device, atMs, summary, rows, dates } = command;
    this.#publish({ kind: 'command', commandId, name, actorId, actorName, device, atMs, summary, rows, dates });
  }

  /** Tells every screen to read everything again: another file is open now. */
  publishReload(atMs: number): void {
    this.#publish({ ...NOTHING, kind: 'reload', name: 'reload', atMs });
  }

  /** Tells how far long work is. */
  publishJob(job: NonNullable<LiveEvent['job']>, atMs: number): void {
    this.#publish({ ...NOTHING, kind: 'job', name: job.title, atMs }, job);
  }

  subscribe(signal: AbortSignal | undefined): AsyncGenerator<LiveEvent> {
    return this.#publisher.subscribe('live', { signal });
  }

  #publish(event: Omit<LiveEvent, 'job' | 'rows' | 'dates'> & CopyOfLists, job: LiveEvent['job'] = null): void {
    this.#publisher.publish('live', {
      ...event,
      rows: Object.fromEntries(Object.entries(event.rows).map(([table, ids]) => [table, [...ids]])),
      dates: [...event.dates],
      job,
    });
  }
}

interface CopyOfLists {
  readonly rows: Readonly<Record<string, readonly number[]>>;
  readonly dates: readonly string[];
}

const NOTHING = { commandId: null, actorId: null, actorName: null, device: '', summary: null, rows: {}, dates: [] };
