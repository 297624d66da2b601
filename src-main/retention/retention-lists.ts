import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf, localOf } from '../../src-shared/kernel/wall-time.ts';
import {
  type CallCaps,
  type Due,
  type PastCall,
  type SkipReason,
  callPause,
  compareDue,
  dueOf,
  isPromised,
  lastVisitsOnList,
  periodOf,
  refusedUntil,
  skipReason,
} from '../../src-shared/retention/retention.rules.ts';
import {
  NEVER_ASKED,
  type ContactConsent,
  contactRefusal,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { ConsentsService } from '../personal-data/consents.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import {
  type ContactRow,
  type DueQuestion,
  readBooked,
  readBookedOf,
  readCallsSince,
  readContacts,
  readDue,
  readLastServices,
  readLost,
  readLostSoon,
  readPerson,
  readSettled,
} from './retention.repository.ts';

/** Calls of so many days decide whether somebody is called again. */
const CALL_MEMORY_DAYS = 400;
/** What the lists are made of; a change of anything else leaves them as they are. */
const OWN_TABLES: ReadonlySet<string> = new Set([
  'visits',
  'visit_lines',
  'clients',
  'client_phones',
  'client_calls',
  'client_merges',
  'consents',
  'services',
  'settings',
]);

const ARCHIVED: ContactRow = {
  no_calls_until: null,
  responsible_staff_id: null,
  has_phone: 0,
};

/** What decides whether a client may be called. */
interface Contact extends ContactRow {
  readonly consent: ContactConsent;
}

/** A call with who made it, as the lists need it. */
export interface KnownCall extends PastCall {
  readonly calledBy: number | null;
  readonly callerName: string;
  readonly note: string;
}

/** A repeated service of a client (R12). */
export interface DueService extends Due {
  readonly clientId: number;
  readonly serviceId: number;
  readonly lastOn: LocalDate;
  readonly periodDays: number;
  readonly isPersonal: boolean;
}

/** A client who could be called. */
export interface Candidate {
  readonly clientId: number;
  /** Most urgent first; of the lost: none, until they are shown. */
  readonly items: readonly DueService[];
  readonly calls: readonly KnownCall[];
  readonly responsibleStaffId: number | null;
  readonly skip: SkipReason | null;
  readonly skipUntil: LocalDate | null;
  readonly isPromised: boolean;
  readonly spentMinor: number;
}

interface Day {
  readonly today: LocalDate;
  readonly settings: Settings;
  readonly calls: ReadonlyMap<number, readonly KnownCall[]>;
  readonly done: number;
}

interface Neighbours {
  readonly settings: SettingsService;
  readonly journal: Pick<JournalService, 'factsOn'>;
  readonly consents: Pick<ConsentsService, 'contactConsents'>;
}

/** Works out whom to call today. Kept until something that counts is changed. */
export class CallLists {
  readonly #deps: ServiceDeps;
  readonly #neighbours: Neighbours;
  #day: Day | null = null;
  #due: readonly Candidate[] | null = null;
  #lost: readonly Candidate[] | null = null;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
    deps.store.work.onCommit(({ rows }) => {
      if (Object.keys(rows).some((table) => OWN_TABLES.has(table))) this.#forget();
    });
  }

  /** Calls that were made today, whoever made them. */
  doneToday(): number {
    return this.#today().done;
  }

  /** Calls to a client of the last 400 days, newest first. */
  callsOf(clientId: number): readonly KnownCall[] {
    return this.#today().calls.get(clientId) ?? [];
  }

  /** Everybody who is due (R12), the longest overdue first; those who are not called now too, with why. */
  due(): readonly Candidate[] {
    const day = this.#today();
    this.#due ??= this.#makeDue(day);
    return this.#due;
  }

  /** Everybody who has not come for long and is not on the call list (R12, R4), the best payers first. */
  lost(): readonly Candidate[] {
    const day = this.#today();
    this.#lost ??= this.#makeLost(day);
    return this.#lost;
  }

  /** One client as the lists would show them, whether they are on one or not; null when there is no such client. */
  ofClient(clientId: number): Candidate | null {
    const day = this.#today();
    const { reader } = this.#deps.store;
    if (!readPerson(reader, clientId)) return null;
    // An archived client is on no list, but has a card.
    const contact = this.#contacts([clientId]).get(clientId) ?? { ...ARCHIVED, consent: NEVER_ASKED };
    const group = this.#grouping(day);
    const booked = new Set(readBookedOf(reader, clientId, day.today).map((row) => group(row.service_id)));
    const calls = day.calls.get(clientId) ?? [];
    const items = readLastServices(reader, clientId).flatMap((row): DueService[] => {
      const question = this.#question(row.service_id, day);
      if (!question || booked.has(group(row.service_id))) return [];
      const item = dueServiceOf(question, { ...row, client_id: clientId });
      return item && item.state !== 'lost' && refusedUntil(calls, row.service_id, day.today) === null ? [item] : [];
    });
    const entry = { items };
    if (day.settings.dueMatch === 'category') this.#dropSuperseded(new Map([[clientId, entry]]), group);
    return candidateOf(clientId, contact, entry.items.sort(compareDue), 0, day);
  }

  #forget(): void {
    this.#day = null;
    this.#due = null;
    this.#lost = null;
  }

  #today(): Day {
    const { settings } = this.#neighbours;
    const { localDate: today } = settings.today();
    if (this.#day?.today === today) return this.#day;
    this.#forget();
    const now = settings.now();
    const { reader } = this.#deps.store;
    const sinceMs = instantOf(addDays(today, -CALL_MEMORY_DAYS), 0, now.timeZone).atMs;
    const calls = new Map<number, KnownCall[]>();
    const promises: { clientId: number; calledAtMs: number; calledOn: LocalDate }[] = [];
    let done = 0;
    for (const row of readCallsSince(reader, sinceMs)) {
      const { localDate } = localOf(row.called_at_ms, now.timeZone);
      if (row.outcome === 'later' && !calls.has(row.client_id)) {
        promises.push({ clientId: row.client_id, calledAtMs: row.called_at_ms, calledOn: localDate });
      }
      if (localDate === today) done += 1;
      const call: KnownCall = {
        serviceId: row.service_id,
        outcome: row.outcome,
        nextOn: row.next_on,
        localDate,
        calledBy: row.called_by,
        callerName: row.caller_name ?? '',
        note: row.note,
      };
      const known = calls.get(row.client_id);
      if (known) known.push(call);
      else calls.set(row.client_id, [call]);
    }
    // Who has come or booked since has no need of the call they asked for.
    for (const clientId of readSettled(reader, promises)) {
      const known = calls.get(clientId)!;
      known[0] = { ...known[0]!, nextOn: null };
    }
    this.#day = { today, settings: now, calls, done };
    return this.#day;
  }

  #questions(day: Day): DueQuestion[] {
    const { catalogue } = this.#neighbours.journal.factsOn(day.today);
    return [...catalogue.services.keys()].flatMap((id) => this.#question(id, day) ?? []);
  }

  /** How one service is asked about (R12); null: nobody is called for it. */
  #question(serviceId: number, { settings, today }: Day): DueQuestion | null {
    const service = this.#neighbours.journal.factsOn(today).catalogue.services.get(serviceId);
    const days = service?.isArchived === false ? service.periodicityDays : null;
    if (days === null) return null;
    const { dueAheadDays: aheadDays, lostFactor, usesPersonalInterval } = settings;
    const { from } = lastVisitsOnList(days, today, { aheadDays, lostFactor });
    return { serviceId, days, usesPersonal: usesPersonalInterval ? 1 : 0, aheadDays, lostFactor, today, from };
  }

  /** What counts as the same service when something is booked: itself, or its category (R12). */
  #grouping(day: Day): (serviceId: number) => number {
    if (day.settings.dueMatch === 'service') return (serviceId) => serviceId;
    const { services } = this.#neighbours.journal.factsOn(day.today).catalogue;
    return (serviceId) => services.get(serviceId)?.categoryId ?? 0;
  }

  #makeDue(day: Day): Candidate[] {
    const { reader } = this.#deps.store;
    const group = this.#grouping(day);
    const bookings = readBooked(reader, day.today);
    const booked = new Set(bookings.map((row) => `${row.client_id}/${group(row.service_id)}`));
    const found = new Map<number, { items: DueService[] }>();
    for (const question of this.#questions(day)) {
      const { serviceId } = question;
      for (const row of readDue(reader, question)) {
        if (booked.has(`${row.client_id}/${group(serviceId)}`)) continue;
        const item = dueServiceOf(question, row);
        const calls = day.calls.get(row.client_id) ?? [];
        if (!item || refusedUntil(calls, serviceId, day.today) !== null) continue;
        const known = found.get(row.client_id);
        if (known) known.items.push(item);
        else found.set(row.client_id, { items: [item] });
      }
    }
    if (day.settings.dueMatch === 'category') this.#dropSuperseded(found, group);
    const contacts = this.#contacts([...found.keys()]);
    const due = [...found]
      .flatMap(([clientId, { items }]): Candidate[] => {
        const contact = contacts.get(clientId);
        return contact && items.length > 0 ? [candidateOf(clientId, contact, items.sort(compareDue), 0, day)] : [];
      })
      .sort((a, b) => compareDue(a.items[0]!, b.items[0]!));
    const listed = new Set(due.map(({ clientId }) => clientId));
    for (const { client_id: clientId } of bookings) listed.add(clientId);
    return [...due, ...this.#promised(day, listed)];
  }

  /** Who asked to be called by now, though nothing of theirs is due. */
  #promised(day: Day, listed: ReadonlySet<number>): Candidate[] {
    const promised = [...day.calls].flatMap(([clientId, calls]) =>
      !listed.has(clientId) && isPromised(calls, day.today) ? [clientId] : [],
    );
    const contacts = this.#contacts(promised);
    return promised.flatMap((clientId): Candidate[] => {
      const contact = contacts.get(clientId);
      return contact ? [candidateOf(clientId, contact, [], 0, day)] : [];
    });
  }

  /** Who may be called, of those given; the archived, forgotten and merged are left out. */
  #contacts(clientIds: readonly number[]): ReadonlyMap<number, Contact> {
    const consents = this.#neighbours.consents.contactConsents(clientIds);
    const rows = readContacts(this.#deps.store.reader, clientIds);
    return new Map([...rows].map(([id, row]) => [id, { ...row, consent: consents.get(id) ?? NEVER_ASKED }]));
  }

  /** By category only the newest service of each counts: who came for another cut last week is not due for a cut. */
  #dropSuperseded(found: Map<number, { items: DueService[] }>, group: (serviceId: number) => number): void {
    for (const [clientId, entry] of found) {
      const newest = new Map<number, LocalDate>();
      for (const row of readLastServices(this.#deps.store.reader, clientId)) {
        if (!newest.has(group(row.service_id))) newest.set(group(row.service_id), row.last_on);
      }
      const kept = new Set<number>();
      entry.items = entry.items.sort(compareDue).filter((item) => {
        const of = group(item.serviceId);
        if (kept.has(of) || item.lastOn !== newest.get(of)) return false;
        kept.add(of);
        return true;
      });
    }
  }

  #makeLost(day: Day): Candidate[] {
    const { reader } = this.#deps.store;
    const { lossDays, winBackDays } = day.settings;
    const onList = new Set(this.due().map(({ clientId }) => clientId));
    const lastDay = addDays(day.today, -lossDays - 1);
    const range = { from: addDays(day.today, -winBackDays), to: lastDay, today: day.today };
    const found = new Map(readLost(reader, range).map((row) => [row.client_id, row]));
    // A short period may be over before the client as such is lost.
    for (const question of this.#questions(day)) {
      for (const row of readLostSoon(reader, { ...question, from: lastDay })) found.set(row.client_id, row);
    }
    const away = [...found.values()].filter(
      (row) => !onList.has(row.client_id) && !isRefused(day.calls.get(row.client_id) ?? [], day.today),
    );
    const contacts = this.#contacts(away.map((row) => row.client_id));
    return away
      .flatMap((row): Candidate[] => {
        const contact = contacts.get(row.client_id);
        return contact ? [candidateOf(row.client_id, contact, [], row.spent_minor, day)] : [];
      })
      .sort((a, b) => b.spentMinor - a.spentMinor || a.clientId - b.clientId);
  }
}

function dueServiceOf(
  { serviceId, days, usesPersonal, aheadDays, lostFactor, today }: DueQuestion,
  row: { readonly client_id: number; readonly last_on: LocalDate; readonly interval_days: number | null },
): DueService | null {
  const period = periodOf(days, row.interval_days, usesPersonal === 1);
  if (!period) return null;
  const due = dueOf(row.last_on, period.days, today, { aheadDays, lostFactor });
  if (!due) return null;
  const { days: periodDays, isPersonal } = period;
  return { ...due, clientId: row.client_id, serviceId, lastOn: row.last_on, periodDays, isPersonal };
}

function candidateOf(
  clientId: number,
  contact: Contact,
  items: readonly DueService[],
  spentMinor: number,
  day: Day,
): Candidate {
  const calls = day.calls.get(clientId) ?? [];
  const skip = judged(contact, calls, day);
  return {
    clientId,
    items,
    calls,
    responsibleStaffId: contact.responsible_staff_id,
    skip: skip?.reason ?? null,
    skipUntil: skip?.until ?? null,
    isPromised: isPromised(calls, day.today),
    spentMinor,
  };
}

function judged(
  contact: Contact,
  calls: readonly KnownCall[],
  { settings, today }: Day,
): { reason: SkipReason; until: LocalDate | null } | null {
  const caps: CallCaps = { gapDays: settings.callGapDays, maxPerMonth: settings.maxCallsPerMonth };
  const facts = {
    isErased: false,
    consent: contact.consent,
    callPolicy: settings.contactPolicy,
    noCallsUntil: contact.no_calls_until,
  };
  const refusal = contactRefusal(facts, 'marketing', 'call', today);
  const reason = skipReason({ hasPhone: contact.has_phone === 1, refusal, calls }, today, caps);
  if (reason === null) return null;
  if (reason === 'askedNotTo') return { reason, until: contact.no_calls_until };
  return { reason, until: callPause(calls, today, caps)?.until ?? null };
}

/** A lost client said no: not about a service, but about coming at all. */
function isRefused(calls: readonly PastCall[], today: LocalDate): boolean {
  const [last] = calls;
  return last?.outcome === 'refused' && last.nextOn !== null && last.nextOn > today;
}
