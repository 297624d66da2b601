import type { z } from 'zod';
import type { bookLineInput } from '../../src-shared/journal/journal.contract.ts';
import type { ProposedLine } from '../../src-shared/journal/conflicts.rules.ts';
import { type Segment, fittedProcessing, processingAt, segmentsOf } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type BundleTerms, bundleShares } from '../../src-shared/services/bundle.rules.ts';
import { type PriceTerms, isInPriceRange } from '../../src-shared/services/price.rules.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { Caller } from '../store/service.ts';
import { equipmentOf, processingOf } from './journal-day.ts';
import { type Catalogue, priceOf, timingOf } from './journal-catalogue.ts';
import type { LineRow, StoredLine } from './journal.repository.ts';

/** A line of a visit with its price, as it will be stored. */
export interface PlannedLine extends ProposedLine {
  readonly priceMinor: number;
  /** The bundle it was booked with (P10). */
  readonly bundleId?: number | null;
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
    holdsMaster: row.holds_master === 1,
    equipmentIds: equipmentOf(row),
    priceMinor: row.price_minor,
    bundleId: row.bundle_id ?? null,
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
  facts: {
    readonly catalogue: Catalogue;
    readonly schedule: ScheduleDay;
    readonly caller: Caller;
    readonly prices: PriceTerms;
  },
): PlannedLine[] {
  const { catalogue, schedule, caller, prices } = facts;
  let cursor = startMin;
  const planned = inputs.map((input) => {
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
    const timing = timingOf(catalogue, input.staffId, service);
    const durationMin = input.durationMin ?? same?.durationMin ?? timing.durationMin;
    const listPrice = priceOf(catalogue, input.staffId, service, prices);
    const usualRoom = schedule.staff.get(input.staffId)?.defaultRoomId ?? null;
    cursor = lineStart + durationMin;
    const line = {
      id: input.id ?? null,
      serviceId: input.serviceId,
      staffId: input.staffId,
      roomId: input.roomId === undefined ? (same ? same.roomId : usualRoom) : input.roomId,
      startMin: lineStart,
      durationMin,
      bufferBeforeMin: same?.bufferBeforeMin ?? service.bufferBeforeMin,
      bufferAfterMin: same?.bufferAfterMin ?? service.bufferAfterMin,
      processing: processingFor(timing.segments, same, lineStart, durationMin),
    };
    return { line, same, input, listPrice };
  });
  const shares = bundleShares(
    planned.map(({ line, input, listPrice }) => ({
      serviceId: line.serviceId,
      bundleId: input.bundleId ?? null,
      listMinor: listPrice.priceMinor,
    })),
    (bundleId) => bundleTerms(catalogue, bundleId),
  );
  return planned.map(({ line, same, input, listPrice }, index): PlannedLine => {
    const share = shares[index] ?? null;
    const usualMinor = same?.priceMinor ?? share ?? listPrice.priceMinor;
    const priceMinor = input.priceMinor ?? usualMinor;
    // A price inside the range needs no right (P2).
    if (priceMinor !== usualMinor && !isInPriceRange(listPrice, priceMinor)) caller.require('manual_price');
    return { ...line, priceMinor, bundleId: share === null ? (same?.bundleId ?? null) : (input.bundleId ?? null) };
  });
}

function bundleTerms(catalogue: Catalogue, bundleId: number): BundleTerms | undefined {
  const bundle = catalogue.bundles.get(bundleId);
  if (!bundle || bundle.isArchived) return undefined;
  return { priceMinor: bundle.priceMinor, serviceIds: bundle.items.map(({ serviceId }) => serviceId) };
}

function processingFor(
  segments: readonly Segment[] | null,
  same: PlannedLine | undefined,
  startMin: number,
  durationMin: number,
): Interval[] {
  const usual = same
    ? same.processing.map(([start, end]): Interval => [
        start + startMin - same.startMin,
        end + startMin - same.startMin,
      ])
    : processingAt(startMin, segments);
  return fittedProcessing(usual, startMin + durationMin);
}

/**
 * Lines that had the list price take the one of their new master, day or client's list (P1); other prices stay.
 *
 * `from` and `to`: the terms before and after the change.
 */
export function repriced(
  before: readonly PlannedLine[],
  after: readonly PlannedLine[],
  catalogue: Catalogue,
  { from, to }: { readonly from: PriceTerms; readonly to: PriceTerms },
): PlannedLine[] {
  return after.map((line, index) => {
    const old = before[index];
    const service = catalogue.services.get(line.serviceId);
    if (!old || !service || old.serviceId !== line.serviceId) return line;
    const isListPrice = old.priceMinor === priceOf(catalogue, old.staffId, service, from).priceMinor;
    return isListPrice ? { ...line, priceMinor: priceOf(catalogue, line.staffId, service, to).priceMinor } : line;
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
    holds_master: line.holdsMaster ? 1 : null,
    equipment_json: line.equipmentIds?.length ? JSON.stringify(line.equipmentIds) : null,
    price_minor: line.priceMinor,
    bundle_id: line.bundleId ?? null,
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
