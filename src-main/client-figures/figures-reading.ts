import type { z } from 'zod';
import type {
  ClientFiguresValue,
  ClientPivotValue,
  RowKind,
  clientFiguresContract,
} from '../../src-shared/client-figures/client-figures.contract.ts';
import { clientStatus } from '../../src-shared/client-figures/client-figures.rules.ts';
import { type PivotPeriod, periodsBetween, pivotOf } from '../../src-shared/client-figures/pivot.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { roundHalfAway } from '../../src-shared/kernel/money.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import {
  type BesideLineRow,
  type DoneTotals,
  type FigureLineRow,
  type RowFilter,
  countCompleted,
  readBesideLines,
  readDoneLines,
  readDoneTotals,
  readFigureLines,
  readFigureVisits,
  readFigures,
  readManualStatus,
  readServiceLasts,
  readServiceNames,
  readStaffNames,
} from './client-figures.repository.ts';

type RowsValue = z.input<(typeof clientFiguresContract)['rows']['~orpc']['outputSchema'] & z.ZodType>;

/** Whom is asked about, and what they are asked with. */
interface ReadingContext {
  readonly reader: Reader;
  readonly settings: SettingsService;
}

/** What a client comes to. @throws DomainError NOT_FOUND */
export function figuresOfClient({ reader, settings }: ReadingContext, clientId: number): ClientFiguresValue {
  const { manual_status: manual } = mustExist(readManualStatus(reader, clientId), clientId);
  const kept = readFigures(reader, clientId);
  const done = readDoneTotals(reader, clientId);
  const facts = {
    lastOn: kept?.last_on ?? '',
    nextOn: kept?.next_on ?? '',
    cadenceDays: kept?.cadence_days ?? null,
  };
  const today = settings.today().localDate;
  const computed = clientStatus({ ...facts, manual: null }, today, settings.now());
  const checks = kept?.checks ?? 0;
  const spentMinor = kept?.spent_minor ?? 0;
  return {
    status: manual ?? computed,
    computedStatus: computed,
    manualStatus: manual,
    visits: kept?.visits ?? 0,
    completed: countCompleted(reader, clientId),
    noShows: kept?.no_shows ?? 0,
    lateCancels: kept?.late_cancels ?? 0,
    spentMinor,
    averageMinor: checks > 0 ? Number(roundHalfAway(BigInt(spentMinor), BigInt(checks))) : null,
    cadenceDays: facts.cadenceDays,
    dueOn: facts.lastOn !== '' && facts.cadenceDays !== null ? addDays(facts.lastOn, facts.cadenceDays) : null,
    firstOn: (kept?.first_on ?? '') || null,
    lastOn: facts.lastOn || null,
    nextOn: facts.nextOn || null,
    services: favouriteServices(reader, clientId, done),
    staff: favouriteStaff(reader, settings, done),
  };
}

function favouriteServices(reader: Reader, clientId: number, done: DoneTotals): ClientFiguresValue['services'] {
  const kept = readServiceLasts(reader, clientId);
  const names = readServiceNames(
    reader,
    kept.map((row) => row.service_id),
  );
  return kept
    .map((row) => ({
      serviceId: row.service_id,
      name: names.get(row.service_id) ?? '',
      times: row.times,
      sumMinor: done.services.get(row.service_id) ?? 0,
      lastOn: row.last_on,
      intervalDays: row.interval_days,
    }))
    .toSorted((a, b) => b.times - a.times || b.lastOn.localeCompare(a.lastOn) || a.serviceId - b.serviceId);
}

function favouriteStaff(reader: Reader, settings: SettingsService, done: DoneTotals): ClientFiguresValue['staff'] {
  const nameOf = staffNamer(
    reader,
    settings,
    done.staff.map((row) => row.id),
  );
  return done.staff
    .map((row) => ({
      staffId: row.id,
      name: nameOf(row.id),
      times: row.times,
      sumMinor: row.sum_minor,
      lastOn: row.last_on,
    }))
    .toSorted((a, b) => b.times - a.times || b.lastOn.localeCompare(a.lastOn) || a.staffId - b.staffId);
}

/** The visits behind a figure and, of revenue, the checks without a visit, newest first. @throws DomainError NOT_FOUND */
export function rowsOfFigure(
  { reader, settings }: ReadingContext,
  clientId: number,
  kind: RowKind,
  asked: RowFilter,
): RowsValue {
  mustExist(readManualStatus(reader, clientId), clientId);
  const today = settings.today().localDate;
  const filter = kind === 'next' && (asked.fromDate ?? '') < today ? { ...asked, fromDate: today } : asked;
  const visits = readFigureVisits(reader, clientId, kind, filter);
  const ofVisits = filter.isGoods === true ? [] : readFigureLines(reader, clientId, kind, filter);
  const lines = Map.groupBy(ofVisits, (line) => line.visit_id);
  const sold = kind === 'completed' || kind === 'visits' ? readBesideLines(reader, clientId, filter) : [];
  const besides = Map.groupBy(sold, (line) => line.visit_id);
  const isNarrow = filter.serviceId !== undefined || filter.staffId !== undefined || filter.isGoods === true;
  const shown = isNarrow ? visits.filter(({ id }) => lines.has(id) || besides.has(id)) : visits;
  const rows = shown.map((visit, index): RowsValue['rows'][number] => {
    const own = lines.get(visit.id) ?? [];
    const more = besides.get(visit.id) ?? [];
    const before = shown[index + 1];
    return {
      visitId: visit.id,
      saleId: null,
      number: null,
      localDate: visit.local_date,
      startMin: own.length === 0 ? null : Math.min(...own.map((line) => line.start_min)),
      status: visit.status,
      comment: visit.comment,
      lines: [...own.map((line) => lineView(line, settings)), ...more.map((line) => besideView(line, settings))],
      sumMinor: sumOf(own) + sumOf(more),
      sinceDays: before ? daysBetween(before.local_date, visit.local_date) : null,
    };
  });
  if (kind === 'completed') rows.push(...checksWithoutVisit(besides.get(null) ?? [], settings));
  const inOrder = rows.toSorted((a, b) => (a.localDate < b.localDate ? 1 : a.localDate > b.localDate ? -1 : 0));
  return { rows: inOrder, sumMinor: rows.reduce((sum, row) => sum + row.sumMinor, 0) };
}

function checksWithoutVisit(sold: readonly BesideLineRow[], settings: SettingsService): RowsValue['rows'] {
  return [...Map.groupBy(sold, (line) => line.sale_id)].map(([saleId, own]) => ({
    visitId: null,
    saleId,
    number: own[0]!.number,
    localDate: own[0]!.local_date,
    startMin: null,
    status: null,
    comment: '',
    lines: own.map((line) => besideView(line, settings)),
    sumMinor: sumOf(own),
    sinceDays: null,
  }));
}

function besideView(line: BesideLineRow, settings: SettingsService): RowsValue['rows'][number]['lines'][number] {
  const { staff_first: firstName, staff_last: lastName } = line;
  return {
    serviceId: line.service_id,
    service: line.title,
    staffId: line.staff_id,
    staff: firstName === null ? '' : displayName({ firstName, lastName: lastName ?? '' }, settings.now().nameOrder),
    priceMinor: line.price_minor,
  };
}

function lineView(line: FigureLineRow, settings: SettingsService): RowsValue['rows'][number]['lines'][number] {
  return {
    serviceId: line.service_id,
    service: line.service,
    staffId: line.staff_id,
    staff: displayName({ firstName: line.staff_first, lastName: line.staff_last }, settings.now().nameOrder),
    priceMinor: line.price_minor,
  };
}

/** Money by service, master and period. @throws DomainError NOT_FOUND */
export function pivotOfClient(
  { reader, settings }: ReadingContext,
  clientId: number,
  period: PivotPeriod,
  filter: RowFilter,
): ClientPivotValue {
  mustExist(readManualStatus(reader, clientId), clientId);
  const done = readDoneLines(reader, clientId, filter);
  const first = done[0]?.local_date;
  if (first === undefined) return { columns: [], rows: [], totalMinor: 0 };
  const columns = periodsBetween(first, done.at(-1)!.local_date, period);
  const lines = done.map((line) => ({
    visitId: line.check_id,
    localDate: line.local_date,
    serviceId: line.service_id,
    staffId: line.staff_id,
    priceMinor: line.price_minor,
  }));
  const names = readServiceNames(reader, [...new Set(done.flatMap((line) => line.service_id ?? []))]);
  const staffName = staffNamer(reader, settings, [...new Set(done.flatMap((line) => line.staff_id ?? []))]);
  const rows = pivotOf(lines, columns).map((row) => ({
    ...row,
    service: row.serviceId === null ? null : (names.get(row.serviceId) ?? ''),
    staff: row.staffId === null ? null : staffName(row.staffId),
  }));
  return { columns, rows, totalMinor: rows.reduce((sum, row) => sum + row.totalMinor, 0) };
}

function staffNamer(reader: Reader, settings: SettingsService, ids: readonly number[]): (id: number) => string {
  const names = readStaffNames(reader, ids);
  const { nameOrder } = settings.now();
  return (id) => {
    const name = names.get(id);
    return name ? displayName({ firstName: name.first, lastName: name.last }, nameOrder) : '';
  };
}

function sumOf(lines: readonly { readonly price_minor: number }[]): number {
  return lines.reduce((sum, line) => sum + line.price_minor, 0);
}

function mustExist<Row>(row: Row | undefined, clientId: number): Row {
  if (!row) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  return row;
}
