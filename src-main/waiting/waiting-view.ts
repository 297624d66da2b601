import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { NameOrder } from '../../src-shared/clients/clients.rules.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import type { WallTime } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingEntryValue } from '../../src-shared/waiting/waiting.contract.ts';
import { type Wish, isOverdue, isWishOver, offerState, isOpen } from '../../src-shared/waiting/waiting.rules.ts';
import type { Reader } from '../store/executor.ts';
import type { Place, StoredOffer } from './waiting-context.ts';
import { type EntryRow, type EventRow, readNames } from './waiting.repository.ts';

/** The wish of a stored entry. */
export function wishOf(row: EntryRow): Wish {
  return {
    serviceIds: numbers(row.services_json),
    staffIds: numbers(row.staff_json),
    groupEventId: row.group_event_id,
    fromDate: row.from_date,
    toDate: row.to_date,
    weekdays: numbers(row.weekdays_json),
    fromMin: row.from_min,
    toMin: row.to_min,
  };
}

/** The offers of a stored entry. */
export function offerOf(row: Pick<EntryRow, 'offer_json'>): StoredOffer {
  return row.offer_json === null ? { current: null, tried: [] } : (JSON.parse(row.offer_json) as StoredOffer);
}

function numbers(json: string): number[] {
  return JSON.parse(json) as number[];
}

/** How names and phones are shown to a caller. */
export interface EntryView {
  readonly nameOrder: NameOrder;
  readonly seesPhones: boolean;
  readonly now: WallTime;
  readonly nowMs: number;
  readonly names: Names;
  /** The group event that somebody waits for. */
  event(eventId: number): EventRow | undefined;
}

/** Names of services and masters by id. */
export interface Names {
  service(id: number): string;
  staff(id: number): string;
}

/** Names as they are now; of archived services and masters too. */
export function namesFrom(reader: Reader, nameOrder: NameOrder): Names {
  const { services, staff } = readNames(reader);
  const serviceNames = new Map(services.map(({ id, name }) => [id, name]));
  const staffNames = new Map(
    staff.map((row) => [row.id, displayName({ firstName: row.first_name, lastName: row.last_name }, nameOrder)]),
  );
  return { service: (id) => serviceNames.get(id) ?? '', staff: (id) => staffNames.get(id) ?? '' };
}

/** Name of whoever waits: of the card, else as it was written down. */
export function nameOf(row: EntryRow, nameOrder: NameOrder): string {
  if (row.client_id === null) return row.name;
  return displayName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, nameOrder);
}

/** Phone of whoever waits, whole or masked; null without one. */
export function phoneOf(row: EntryRow, seesPhones: boolean): string | null {
  const digits = row.client_digits ?? row.phone_digits;
  if (digits === null) return null;
  return seesPhones ? formatPhone(digits) : maskPhone(digits);
}

/** An entry as lists show it. */
export function entryValue(row: EntryRow, view: EntryView): WaitingEntryValue {
  const wish = wishOf(row);
  const { current } = offerOf(row);
  const offer = offerState({ status: row.status, offeredUntilMs: row.offered_until_ms }, view.nowMs);
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    status: row.status,
    clientId: row.client_id,
    name: nameOf(row, view.nameOrder),
    phone: phoneOf(row, view.seesPhones),
    allergy: row.allergy ?? '',
    contraindication: row.contraindication ?? '',
    visits: row.visits ?? 0,
    noShows: row.no_shows ?? 0,
    services: wish.serviceIds.map((serviceId) => ({ serviceId, name: view.names.service(serviceId) })),
    staff: wish.staffIds.map((staffId) => ({ staffId, name: view.names.staff(staffId) })),
    groupEventId: row.group_event_id,
    group: row.group_event_id === null ? null : groupValue(view.event(row.group_event_id)),
    fromDate: row.from_date,
    toDate: row.to_date,
    weekdays: [...wish.weekdays],
    fromMin: row.from_min,
    toMin: row.to_min,
    comment: row.comment,
    source: row.source,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    dueAtMs: row.due_at_ms,
    isOverdue: isOverdue({ kind: row.kind, status: row.status, dueAtMs: row.due_at_ms }, view.nowMs),
    isOver: isOpen(row.status) && isWishOver(wish, view.now),
    offer:
      current && offer !== 'none'
        ? { ...placeValue(current, view.names), untilMs: row.offered_until_ms ?? 0, isExpired: offer === 'expired' }
        : null,
    visitId: row.visit_id,
    closedReason: row.closed_reason,
    createdAtMs: row.created_at_ms,
  };
}

function groupValue(event: EventRow | undefined): WaitingEntryValue['group'] {
  if (!event) return null;
  return {
    title: event.title || event.service_name,
    localDate: event.local_date,
    startMin: event.start_min,
    endMin: event.start_min + event.duration_min,
    free: Math.max(0, event.free),
  };
}

/** A place with the names of its masters. */
export function placeValue(place: Place, names: Names) {
  const staffIds = [...new Set(place.lines.map(({ staffId }) => staffId))];
  const { localDate, startMin, endMin } = place;
  return {
    localDate,
    startMin,
    endMin,
    lines: place.lines.map((line) => ({ ...line })),
    staffNames: staffIds.map((id) => names.staff(id)),
  };
}
