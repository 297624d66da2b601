import { type LocalDate, addDays, isoWeekday } from '../kernel/local-date.ts';
import type { Holiday } from '../schedule/holidays.rules.ts';

/** What a client is asked to agree to: a document of its own for each (D1). */
export const CONSENT_PURPOSES = ['processing', 'marketing', 'photo', 'health'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** How a consent was given: on signed paper, in person at the desk, electronically. */
export const CONSENT_CHANNELS = ['paper', 'in_person', 'electronic'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** What a client may ask for (D2, D3). */
export const REQUEST_KINDS = ['copy', 'stop_marketing', 'erasure'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Working days in which a request for a copy, or to stop, is answered (D2, D3). */
export const ANSWER_WORKING_DAYS = 10;
/** Calendar days in which data are destroyed after the withdrawal of the consent (D3). */
export const ERASURE_DAYS = 30;
/** Years that an act of destruction is kept (D6). */
export const ACT_YEARS = 3;

/** Whether a day is a working day by the production calendar. */
export function isWorkingDay(date: LocalDate, kinds: ReadonlyMap<LocalDate, Holiday['kind']>): boolean {
  const kind = kinds.get(date);
  return kind === undefined ? isoWeekday(date) <= 5 : kind !== 'holiday';
}

/**
 * The day on which `count` working days have passed; the first day itself is not counted (D2).
 *
 * A shortened day is a working day, a working weekend too. Example: 10 days from Monday 1 June 2026 end on 16 June, because
 * 12 June is a holiday.
 */
export function addWorkingDays(from: LocalDate, count: number, holidays: readonly Holiday[]): LocalDate {
  const kinds = new Map(holidays.map(({ localDate, kind }) => [localDate, kind]));
  let date = from;
  for (let left = count; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(date, kinds)) left -= 1;
  }
  return date;
}

/** The last day for the answer to a request: 10 working days, 30 calendar days for an erasure (D2, D3). */
export function requestDueOn(kind: RequestKind, requestedOn: LocalDate, holidays: readonly Holiday[]): LocalDate {
  return kind === 'erasure'
    ? addDays(requestedOn, ERASURE_DAYS)
    : addWorkingDays(requestedOn, ANSWER_WORKING_DAYS, holidays);
}

/** How urgent an open request is: overdue after its last day, soon in its last three days. */
export function requestUrgency(dueOn: LocalDate, today: LocalDate): 'overdue' | 'soon' | 'later' {
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, 3) ? 'soon' : 'later';
}

/** How a consent stands today. */
export type ConsentStanding = 'given' | 'withdrawn' | 'none';

/** How the purposes that a contact depends on stand. */
export interface ContactConsent {
  readonly marketing: ConsentStanding;
  readonly processing: ConsentStanding;
}

/** A client who was never asked. */
export const NEVER_ASKED: ContactConsent = { marketing: 'none', processing: 'none' };

/** Whom the salon calls: those who agreed to be contacted, or everybody who has not taken it back. */
export const CONTACT_POLICIES = ['agreed', 'notWithdrawn'] as const;
export type ContactPolicy = (typeof CONTACT_POLICIES)[number];

/**
 * Whether a client may be invited (R12, D1).
 *
 * An invitation is no message about a booked visit: it needs the consent to be contacted (marketing). Whoever has
 * withdrawn it, or the processing of their data, is left in peace; a client without any consent is contacted only where
 * the salon's policy says so.
 */
export function agreesToContact({ marketing, processing }: ContactConsent, policy: ContactPolicy): boolean {
  if (marketing === 'withdrawn' || processing === 'withdrawn') return false;
  return policy === 'notWithdrawn' || marketing === 'given';
}

/** Why the salon may not write or call; null = it may. */
export type ContactRefusal = 'ERASED' | 'NO_CONSENT' | 'NO_CALLS';

/** What is known of a client before a contact. */
export interface ContactFacts {
  readonly isErased: boolean;
  readonly consent: ContactConsent;
  /** The salon's setting for calls; what is written always needs a consent. */
  readonly callPolicy: ContactPolicy;
  /** Last day on which the client is not called; null = none. */
  readonly noCallsUntil: LocalDate | null;
}

/** What for, and over what, a client is contacted. */
export type ContactPurpose = 'service' | 'marketing';
export type ContactChannel = 'call' | 'sms' | 'email' | 'messenger';

/**
 * Whether a client may be contacted (D1, D3): null when so, otherwise why not.
 *
 * Service messages about a booked visit need no consent; marketing needs a live one (a call: as the salon's policy
 * says), and stops at once when it is withdrawn. A client who asked for rest is not called for marketing.
 */
export function contactRefusal(
  facts: ContactFacts,
  purpose: ContactPurpose,
  channel: ContactChannel,
  today: LocalDate,
): ContactRefusal | null {
  if (facts.isErased) return 'ERASED';
  if (purpose === 'service') return null;
  if (!agreesToContact(facts.consent, channel === 'call' ? facts.callPolicy : 'agreed')) return 'NO_CONSENT';
  if (channel === 'call' && facts.noCallsUntil !== null && facts.noCallsUntil >= today) return 'NO_CALLS';
  return null;
}

/** What stands in the way of an erasure (D4); the till adds its own. */
export const OBSTACLE_KINDS = [
  'future_visit',
  'group_seat',
  'waiting',
  'series',
  'certificate',
  'membership',
  'debt',
  'deposit',
] as const;
export type ObstacleKind = (typeof OBSTACLE_KINDS)[number];

/** Kinds of data that an act names as destroyed (D6); the tables of the salon fall into them. */
export const DATA_CATEGORIES = [
  'identity',
  'contacts',
  'health',
  'notes',
  'files',
  'visits',
  'calls',
  'consents',
  'requests',
  'purchases',
  'log',
] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];

/** One spelling for the comparison of a typed name with the client's: case, ё and spaces do not matter. */
export function isSameName(typed: string, name: string): boolean {
  const plain = (text: string): string =>
    text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/gu, ' ').trim();
  return plain(typed) === plain(name) && plain(name) !== '';
}

/** Words in braces that a consent form fills in, in both languages of the program. */
const PLACES: Readonly<Record<string, 'client' | 'salon' | 'address' | 'phone'>> = {
  клиент: 'client',
  салон: 'salon',
  адрес: 'address',
  телефон: 'phone',
  client: 'client',
  salon: 'salon',
  address: 'address',
  phone: 'phone',
};

/**
 * A text of consent with its places filled in: `{клиент}`, `{салон}`, `{адрес}`, `{телефон}`.
 *
 * Other braces stay as they are. Example: «Я, {клиент}, согласна» gives «Я, Ольга Ким, согласна».
 */
export function fillConsentText(
  body: string,
  values: Readonly<Record<'client' | 'salon' | 'address' | 'phone', string>>,
): string {
  return body.replaceAll(/\{(\p{L}+)\}/gu, (whole, word: string) => {
    const place = PLACES[word.toLowerCase()];
    return place === undefined ? whole : values[place] || '____________';
  });
}

/** Contents of files that stand in one copy of a client's data at most: any single file fits. */
export const MAX_COPY_CONTENT_BYTES = 32 * 1024 * 1024;

/** Why a file's content does not stand in a copy: the copy is full, or the content is lost or damaged. */
export type ContentLeftOut = 'size' | 'missing' | 'damaged';

/**
 * Which contents a copy holds: in their order, each that still fits.
 *
 * Example: of 3, 5 and 2 bytes within 6 the first and the third.
 */
export function fittingContents(sizes: readonly number[], limit = MAX_COPY_CONTENT_BYTES): boolean[] {
  let left = limit;
  return sizes.map((size) => {
    if (size > left) return false;
    left -= size;
    return true;
  });
}
