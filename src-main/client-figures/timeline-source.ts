import type {
  Sentence,
  TimelineEventValue,
  TimelineType,
} from '../../src-shared/client-figures/client-figures.contract.ts';
import type { Reader } from '../store/executor.ts';

/** Whom a timeline is of, who reads it, and up to when. */
export interface TimelineAsk {
  readonly reader: Reader;
  readonly clientId: number;
  /** Newest instant that is wanted, inclusive. */
  readonly beforeMs: number;
  readonly limit: number;
  readonly seesPhones: boolean;
  readonly timeZone: string;
  /** Name of a user by id. */
  actorName(userId: number | null): string | null;
  /** Name of a master or client in the salon's order. */
  personName(first: string, last: string): string;
}

/** One kind of events; newest first, at most `limit` of them. A feature adds its own by a function like this. */
export interface TimelineSource {
  readonly type: TimelineType;
  read(ask: TimelineAsk): TimelineEventValue[];
}

type Values = Readonly<Record<string, string | number | null | undefined>>;

/** A sentence of the feature's own texts; what is absent is left out. */
export function sentence(key: string, values: Values = {}): Sentence {
  const known = Object.entries(values).filter((entry): entry is [string, string | number] => {
    const value = entry[1];
    return value !== null && value !== undefined;
  });
  return { key: key.includes(':') ? key : `clientFigures:timeline.${key}`, values: Object.fromEntries(known) };
}

/** An event that is no command and no visit. */
export function factEvent(
  fields: Pick<TimelineEventValue, 'id' | 'type' | 'atMs' | 'actorName' | 'title'> & { lines?: Sentence[] },
): TimelineEventValue {
  return { lines: [], effect: 'done', isUndone: false, visit: null, ...fields };
}
