import { DomainError } from '../../src-shared/kernel/errors.ts';
import { MAX_RESULT_DAYS } from '../../src-shared/retention/retention.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import type { CallRowValue, ClientCall, DueItem } from '../../src-shared/retention/retention.contract.ts';
import type { PriceTerms } from '../../src-shared/services/price.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { type Catalogue, priceOf } from '../journal/journal-catalogue.ts';
import type { Reader } from '../store/executor.ts';
import type { Candidate, DueService } from './retention-lists.ts';
import { type ResultRow, readLastServices, readPerson } from './retention.repository.ts';

const MONTH_DAYS = 30;
/** So many of the last services of a lost client are shown. */
const LAST_SHOWN = 3;

/** How rows are shown to a caller. */
export interface RowView {
  readonly reader: Reader;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly today: LocalDate;
  readonly seesPhones: boolean;
}

/** Name of a master as lists show it. */
export function staffName({ catalogue, settings }: RowView, staffId: number): string {
  const person = catalogue.staff.get(staffId);
  return person ? displayName(person, settings.nameOrder) : '';
}

/** What a service costs today by a master, without a client's own list. */
export function priceToday({ catalogue, settings, today }: RowView, serviceId: number, staffId: number): number {
  const service = catalogue.services.get(serviceId);
  if (!service) return 0;
  const terms: PriceTerms = { localDate: today, priceListId: null, priceStepMinor: settings.priceStepMinor };
  return priceOf(catalogue, staffId, service, terms).priceMinor;
}

/** A client of a list with everything that is shown of them; null when they are gone. */
export function callRow(view: RowView, candidate: Candidate): CallRowValue | null {
  const person = readPerson(view.reader, candidate.clientId);
  if (!person) return null;
  const { calls } = candidate;
  const [last] = calls;
  const since = addDays(view.today, -MONTH_DAYS);
  return {
    clientId: person.id,
    name: displayName({ firstName: person.first_name, lastName: person.last_name }, view.settings.nameOrder),
    phone: person.digits === null ? null : view.seesPhones ? formatPhone(person.digits) : maskPhone(person.digits),
    allergy: person.allergy,
    contraindication: person.contraindication ?? '',
    visits: person.visits ?? 0,
    noShows: person.no_shows ?? 0,
    spentMinor: person.spent_minor ?? 0,
    lastVisitOn: person.last_on || null,
    items: itemsOf(view, candidate),
    isPromised: candidate.isPromised,
    recentCalls: calls.filter(({ localDate }) => localDate > since).length,
    lastCall: last
      ? {
          outcome: last.outcome,
          localDate: last.localDate,
          nextOn: last.nextOn,
          note: last.note,
          calledBy: last.callerName,
        }
      : null,
    skip: candidate.skip,
    skipUntil: candidate.skipUntil,
  };
}

/** What is due, or of somebody lost the services they had last. */
function itemsOf(view: RowView, { clientId, items }: Candidate): CallRowValue['items'] {
  const rows = readLastServices(view.reader, clientId);
  if (items.length > 0) {
    return items.flatMap((item) => {
      const row = rows.find(({ service_id: serviceId }) => serviceId === item.serviceId);
      return row ? [itemValue(view, item, row.staff_id, row.times)] : [];
    });
  }
  return rows.slice(0, LAST_SHOWN).flatMap((row) => {
    const period = view.catalogue.services.get(row.service_id)?.periodicityDays ?? 0;
    const overdueDays = daysBetween(row.last_on, view.today) - period;
    const dueOn = addDays(row.last_on, period);
    const item: DueService = {
      clientId,
      serviceId: row.service_id,
      lastOn: row.last_on,
      dueOn,
      periodDays: period,
      isPersonal: false,
      overdueDays,
      state: 'lost',
    };
    return [itemValue(view, item, row.staff_id, row.times)];
  });
}

function itemValue(view: RowView, item: DueService, staffId: number, times: number): DueItem {
  const { serviceId, lastOn, dueOn, periodDays, isPersonal, overdueDays, state } = item;
  return {
    serviceId: serviceId as DueItem['serviceId'],
    serviceName: view.catalogue.services.get(serviceId)?.name ?? '',
    staffId: staffId as DueItem['staffId'],
    staffName: staffName(view, staffId),
    lastOn,
    dueOn,
    periodDays,
    isPersonal,
    overdueDays,
    state,
    times,
    priceMinor: priceToday(view, serviceId, staffId),
  };
}

/** A call as histories show it. */
export function callValue(view: Pick<RowView, 'catalogue'>, row: ResultRow): ClientCall {
  return {
    id: row.id as ClientCall['id'],
    reason: row.reason,
    outcome: row.outcome,
    serviceName: row.service_id === null ? null : (view.catalogue.services.get(row.service_id)?.name ?? ''),
    nextOn: row.next_on,
    note: row.note,
    calledAtMs: row.called_at_ms,
    calledBy: row.caller_name ?? '',
    visitId: row.visit_id as ClientCall['visitId'],
    visitOn: row.visit_on,
    visitStatus: row.visit_status,
  };
}

/**
 * Refuses a period of results that ends before it begins, or is longer than a year.
 *
 * @throws DomainError INVALID_INPUT
 */
export function requireResultPeriod(fromDate: LocalDate, toDate: LocalDate): void {
  const days = daysBetween(fromDate, toDate) + 1;
  if (days < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'DATES_REVERSED' });
  if (days > MAX_RESULT_DAYS) {
    throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'TOO_LONG', max: MAX_RESULT_DAYS });
  }
}
