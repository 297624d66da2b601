import type { z } from 'zod';
import type { bookLineInput } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type SeriesRule, generatedStarts } from '../../src-shared/series/series.rules.ts';
import type { SeriesLineRow, SeriesRow } from './series.repository.ts';

/** A service of a series, placed by minutes from the start of the visit; what is absent follows the price list. */
export interface TemplateLine {
  readonly serviceId: number;
  readonly staffId: number;
  readonly offsetMin: number;
  readonly durationMin?: number | undefined;
  readonly roomId?: number | null | undefined;
  readonly priceMinor?: number | undefined;
}

/** What every visit of a series is made of. */
export interface SeriesTemplate {
  readonly firstDate: LocalDate;
  readonly startMin: number;
  readonly rule: SeriesRule;
  readonly lines: readonly TemplateLine[];
}

type LineInput = z.output<typeof bookLineInput>;

/** The template of a stored series. */
export function templateOf(row: SeriesRow): SeriesTemplate {
  return {
    firstDate: row.start_date,
    startMin: row.start_min,
    rule: JSON.parse(row.rule_json) as SeriesRule,
    lines: JSON.parse(row.lines_json) as TemplateLine[],
  };
}

/**
 * Lines of a form as a template. The lengths are those that the first visit gets: without them nobody could tell later
 * which visits were changed by hand.
 */
export function templateLines(
  inputs: readonly LineInput[],
  startMin: number,
  planned: readonly { readonly startMin: number; readonly durationMin: number }[],
): TemplateLine[] {
  return inputs.map(({ serviceId, staffId, roomId, priceMinor, ...rest }, index) => {
    const place = planned[index];
    const durationMin = rest.durationMin ?? place?.durationMin;
    return {
      serviceId,
      staffId,
      offsetMin: (place?.startMin ?? rest.startMin ?? startMin) - startMin,
      ...(durationMin === undefined ? {} : { durationMin }),
      ...(roomId === undefined ? {} : { roomId }),
      ...(priceMinor === undefined ? {} : { priceMinor }),
    };
  });
}

/** The lines of a visit of the series on a day, as the journal books them (A16). */
export function linesOn(
  template: Pick<SeriesTemplate, 'lines'>,
  localDate: LocalDate,
  startMin: number,
  timeZone: string,
): { lines: (LineInput & { startMin: number })[]; startMin: number; isShifted: boolean } {
  const offsets = template.lines.map(({ offsetMin }) => offsetMin);
  const { startsMin, isShifted } = generatedStarts(localDate, startMin, offsets, timeZone);
  const lines = template.lines.map(({ serviceId, staffId, durationMin, roomId, priceMinor }, index) => ({
    serviceId: serviceId as LineInput['serviceId'],
    staffId: staffId as LineInput['staffId'],
    startMin: startsMin[index] ?? startMin,
    durationMin,
    roomId: roomId as LineInput['roomId'],
    priceMinor,
  }));
  return { lines, startMin: Math.min(...startsMin), isShifted };
}

/** The services of a visit as lines that a form would send. */
function linesOfVisit(rows: readonly SeriesLineRow[]): (LineInput & { id: number; startMin: number })[] {
  return rows.map((row) => ({
    id: row.id,
    serviceId: row.service_id as LineInput['serviceId'],
    staffId: row.staff_id as LineInput['staffId'],
    startMin: row.start_min,
    durationMin: row.duration_min,
    roomId: row.room_id as LineInput['roomId'],
  }));
}

/**
 * The services of one visit after a change of the series (A15): the new template, and with `keepsOwnFields` whatever was set
 * by hand on this visit stays: its start, and the master, length or room of a service; other services stay as a whole.
 */
export function changedLines(
  visit: readonly SeriesLineRow[],
  before: { readonly lines: readonly (LineInput & { startMin: number })[]; readonly startMin: number },
  after: { readonly lines: readonly (LineInput & { startMin: number })[]; readonly startMin: number },
  keepsOwnFields: boolean,
): (LineInput & { id?: number; startMin: number })[] {
  const isSameServices =
    visit.length === before.lines.length &&
    visit.every((line, index) => line.service_id === before.lines[index]?.serviceId);
  if (keepsOwnFields && !isSameServices) return linesOfVisit(visit);
  const start = visit[0]?.start_min ?? after.startMin;
  const byMin = keepsOwnFields && start !== before.startMin ? start - after.startMin : 0;
  return after.lines.map((line, index) => {
    const own = isSameServices ? visit[index] : undefined;
    const old = before.lines[index];
    const id = own !== undefined && own.service_id === line.serviceId ? { id: own.id } : {};
    const moved = { ...line, ...id, startMin: line.startMin + byMin };
    if (!keepsOwnFields || !own || !old) return moved;
    return {
      ...moved,
      ...(own.staff_id === old.staffId ? {} : { staffId: own.staff_id as LineInput['staffId'] }),
      ...(own.duration_min === old.durationMin ? {} : { durationMin: own.duration_min }),
      ...(old.roomId === undefined || own.room_id === old.roomId ? {} : { roomId: own.room_id as LineInput['roomId'] }),
    };
  });
}
