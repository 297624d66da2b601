import type { FileOutput } from '../../src-shared/contract-base.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { intersect } from '../../src-shared/kernel/intervals.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatRange, instantOf } from '../../src-shared/kernel/wall-time.ts';
import { type IcsEvent, writeIcs } from '../../src-shared/schedule/ics.rules.ts';
import type { Reader } from '../store/executor.ts';
import type { ScheduleDay, StaffDay } from './schedule-days.ts';
import { readInstallationUid, readRoomNames } from './schedule.repository.ts';

interface ShiftsOwner {
  readonly staffId: number;
  readonly name: string;
  readonly timeZone: string;
  readonly salonName: string;
  readonly salonAddress: string;
  readonly locale: Locale;
  readonly nowMs: number;
}

/**
 * The shifts of a master as an .ics file: an entry per shift with its breaks and room, one per run of absence.
 *
 * The ids of the entries stay the same from file to file, also for a shift whose hours change.
 */
export function shiftsFile(reader: Reader, days: readonly ScheduleDay[], owner: ShiftsOwner): FileOutput {
  const { staffId, name, timeZone, salonName, salonAddress, locale, nowMs } = owner;
  const { t } = createI18n(locale);
  const rooms = readRoomNames(reader);
  const salonId = readInstallationUid(reader);
  const uid = (kind: string, key: string): string => `${kind}-${staffId}-${key}@${salonId}.zerkalo`;
  const shifts = days.flatMap(({ localDate, staff }): IcsEvent[] => {
    const day = staff.get(staffId);
    return (day?.shift ?? []).map((shift, index) => ({
      uid: uid('shift', index === 0 ? localDate : `${localDate}-${index + 1}`),
      when: {
        startAtMs: instantOf(localDate, shift[0], timeZone).atMs,
        endAtMs: instantOf(localDate, shift[1], timeZone).atMs,
      },
      summary: t('schedule:file.shift', { salon: salonName }),
      description: [
        intersect(day?.breaks ?? [], [shift])
          .map(([start, end]) => t('schedule:file.break', { range: formatRange(start, end) }))
          .join('\n'),
        rooms.get(day?.defaultRoomId ?? 0) ?? '',
        day?.note ?? '',
      ]
        .filter((text) => text !== '')
        .join('\n'),
      location: [salonName, salonAddress].filter((text) => text !== '').join(', '),
    }));
  });
  const text = writeIcs({
    name: t('schedule:file.calendar', { name, salon: salonName }),
    timeZone,
    writtenAtMs: nowMs,
    events: [...shifts, ...absences(days, staffId, (reason) => t(`schedule:absence.${reason}`), uid)],
  });
  const first = days[0]?.localDate ?? '';
  const last = days.at(-1)?.localDate ?? '';
  return {
    fileName: `${t('schedule:file.name', { name })} ${first}–${last}.ics`,
    mediaType: 'text/calendar;charset=utf-8',
    base64: Buffer.from(text, 'utf8').toString('base64'),
  };
}

/** Whole-day absences of the range as runs of days. */
function absences(
  days: readonly ScheduleDay[],
  staffId: number,
  nameOf: (reason: string) => string,
  uid: (kind: string, key: string) => string,
): IcsEvent[] {
  const runs: { reason: string; fromDate: string; toDate: string }[] = [];
  for (const { localDate, staff } of days) {
    const away: StaffDay['absence'] = staff.get(staffId)?.absence ?? null;
    if (!away || away.startMin !== null) continue;
    const last = runs.at(-1);
    if (last && last.reason === away.reason && addDays(last.toDate, 1) === localDate) last.toDate = localDate;
    else runs.push({ reason: away.reason, fromDate: localDate, toDate: localDate });
  }
  return runs.map(({ reason, fromDate, toDate }) => ({
    uid: uid('away', fromDate),
    when: { fromDate, toDate },
    summary: nameOf(reason),
    description: '',
    location: '',
  }));
}
