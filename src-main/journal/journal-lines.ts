import type { z } from 'zod';
import type { bookLineInput } from '../../src-shared/journal/journal.contract.ts';
import type { ProposedLine } from '../../src-shared/journal/conflicts.rules.ts';
import { fittedProcessing, processingAt, segmentsOf } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { Caller } from '../store/service.ts';
import { processingOf } from './journal-day.ts';
import { type Catalogue, type CatalogueService, durationOf, priceOf } from './journal-catalogue.repository.ts';
import type { LineRow, StoredLine } from './journal.repository.ts';

/** A line of a visit with its price, as it will be stored. */
export interface PlannedLine extends ProposedLine {
  readonly priceMinor: number;
}

/** A line that a form asks for. */
export type LineInput = z.output<typeof bookLineInput> & { readonly id?: number | undefined };

/** The lines of a known visit. */
export function plannedOf(rows: readonly LineRow[]): PlannedLine[] {
  return rows.map((row) => ({
    id: row.id,
    serviceId: row.service_id,
    staffId: row.staff_id,
    roomId: row.room_id,
    startMin: row.start_min,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    processing: processingOf(row),
    priceMinor: row.price_minor,
  }));
}

/**
 * Places the services of a form one after another (A7), with the master's length and price (A5, P1).
 *
 * A line that stands already (`id`) keeps what the form leaves open while its service and master stay. The room follows the
 * master's day.
 *
 * @throws DomainError NOT_FOUND, FORBIDDEN (data.permission manual_price)
 */
export function planLines(
  inputs: readonly LineInput[],
  startMin: number,
  known: readonly PlannedLine[],
  facts: { readonly catalogue: Catalogue; readonly schedule: ScheduleDay; readonly caller: Caller },
): PlannedLine[] {
  const { catalogue, schedule, caller } = facts;
  let cursor = startMin;
  return inputs.map((input) => {
    const service = catalogue.services.get(input.serviceId);
    if (!service) throw new DomainError('NOT_FOUND', { what: 'service', id: input.serviceId });
    if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    if (typeof input.roomId === 'number' && !catalogue.rooms.has(input.roomId)) {
      throw new DomainError('NOT_FOUND', { what: 'room', id: input.roomId });
    }
    const before = input.id === undefined ? undefined : known.find(({ id }) => id === input.id);
    if (input.id !== undefined && !before) throw new DomainError('NOT_FOUND', { what: 'visitLine', id: input.id });
    const same = before?.serviceId === input.serviceId && before.staffId === input.staffId ? before : undefined;

    const lineStart = input.startMin ?? cursor;
    const durationMin = input.durationMin ?? same?.durationMin ?? durationOf(catalogue, input.staffId, service);
    const listMinor = same?.priceMinor ?? priceOf(catalogue, input.staffId, service);
    const priceMinor = input.priceMinor ?? listMinor;
    if (priceMinor !== listMinor && !isInRange(service, priceMinor)) caller.require('manual_price');
    const usualRoom = schedule.staff.get(input.staffId)?.defaultRoomId ?? null;
    cursor = lineStart + durationMin;
    return {
      id: input.id ?? null,
      serviceId: input.serviceId,
      staffId: input.staffId,
      roomId: input.roomId === undefined ? (same ? same.roomId : usualRoom) : input.roomId,
      startMin: lineStart,
      durationMin,
      bufferBeforeMin: same?.bufferBeforeMin ?? service.bufferBeforeMin,
      bufferAfterMin: same?.bufferAfterMin ?? service.bufferAfterMin,
      processing: processingFor(service, same, lineStart, durationMin),
      priceMinor,
    };
  });
}

function processingFor(
  service: CatalogueService,
  same: PlannedLine | undefined,
  startMin: number,
  durationMin: number,
): Interval[] {
  const usual = same
    ? same.processing.map(([start, end]): Interval => [
        start + startMin - same.startMin,
        end + startMin - same.startMin,
      ])
    : processingAt(startMin, service.segments);
  return fittedProcessing(usual, startMin + durationMin);
}

/** A price between the service's two needs no right (P2). */
function isInRange(service: CatalogueService, priceMinor: number): boolean {
  return priceMinor >= service.priceMinor && priceMinor <= (service.priceMaxMinor ?? service.priceMinor);
}

/** Lines that went to another master take that master's price, where they had the old one's list price (P1). */
export function repriced(
  before: readonly PlannedLine[],
  after: readonly PlannedLine[],
  catalogue: Catalogue,
): PlannedLine[] {
  return after.map((line, index) => {
    const old = before[index];
    const service = catalogue.services.get(line.serviceId);
    if (!old || !service || old.staffId === line.staffId) return line;
    const isListPrice = old.priceMinor === priceOf(catalogue, old.staffId, service);
    return isListPrice ? { ...line, priceMinor: priceOf(catalogue, line.staffId, service) } : line;
  });
}

/** The row of a line. */
export function storedLine(line: PlannedLine, localDate: LocalDate, position: number): StoredLine {
  const segments = segmentsOf(line);
  return {
    position,
    local_date: localDate,
    service_id: line.serviceId,
    staff_id: line.staffId,
    room_id: line.roomId,
    start_min: line.startMin,
    duration_min: line.durationMin,
    buffer_before_min: line.bufferBeforeMin,
    buffer_after_min: line.bufferAfterMin,
    segments_json: segments && JSON.stringify(segments),
    price_minor: line.priceMinor,
  };
}

/** Whether two states of a visit take the same time of the same people and places. */
export function isSameOccupancy(before: readonly PlannedLine[], after: readonly PlannedLine[]): boolean {
  return (
    before.length === after.length &&
    before.every((line) => {
      const other = after.find(({ id }) => id === line.id);
      return (
        other !== undefined &&
        other.serviceId === line.serviceId &&
        other.staffId === line.staffId &&
        other.roomId === line.roomId &&
        other.startMin === line.startMin &&
        other.durationMin === line.durationMin
      );
    })
  );
}

/** Minute at which the first line starts. */
export function firstStart(lines: readonly { readonly startMin: number }[]): number {
  return Math.min(...lines.map(({ startMin }) => startMin));
}
