import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { DayPattern, TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import type { ScheduleTemplate } from '../../src-shared/schedule/schedule.rules.ts';
import { type IntervalDraft, readBreaks, readIntervals, toDraft } from './interval-draft.ts';

/** A stored template as the rules of the schedule take it. */
export function rulesOf({ kind, skipsHolidays, versions }: TemplateRecord): ScheduleTemplate {
  return {
    kind,
    skipsHolidays,
    days: versions.find(({ validFrom }) => validFrom === null)?.days ?? [],
    versions: versions.flatMap(({ validFrom, days }) => (validFrom === null ? [] : [{ validFrom, days }])),
  };
}

/** One day of a template while it is edited; no work = day off. */
export interface DayDraft {
  readonly work: readonly IntervalDraft[];
  readonly breaks: readonly IntervalDraft[];
}

/** A template in its simple form, one shift, the same on every working day, or day by day. */
export interface TemplateDraft {
  readonly name: string;
  readonly kind: 'weekly' | 'cycle';
  readonly shift: IntervalDraft;
  readonly pause: IntervalDraft | null;
  /** Weekly: Monday first. */
  readonly weekdays: readonly boolean[];
  readonly daysOn: number;
  readonly daysOff: number;
  readonly skipsHolidays: boolean;
  /** Different hours on different days; null = the simple form. */
  readonly byDay: readonly DayDraft[] | null;
}

export const NEW_TEMPLATE: TemplateDraft = {
  name: '',
  kind: 'cycle',
  shift: { start: 600, end: 1200 },
  pause: null,
  weekdays: [true, true, true, true, true, false, false],
  daysOn: 2,
  daysOff: 2,
  skipsHolidays: false,
  byDay: null,
};

/** The draft of a stored template, and whether the simple form shows all of it. */
export function draftOfTemplate(template: TemplateRecord): { draft: TemplateDraft; isWhole: boolean } {
  const working = template.days.filter(({ work }) => work.length > 0);
  const [first] = working;
  const daysOn = template.days.findIndex(({ work }) => work.length === 0);
  const on = daysOn === -1 ? template.days.length : daysOn;
  const draft: TemplateDraft = {
    ...NEW_TEMPLATE,
    name: template.name,
    kind: template.kind,
    skipsHolidays: template.skipsHolidays,
    shift: first?.work[0] ? toDraft(first.work[0]) : NEW_TEMPLATE.shift,
    pause: first?.breaks[0] ? toDraft(first.breaks[0]) : null,
    ...(template.kind === 'weekly'
      ? { weekdays: template.days.map(({ work }) => work.length > 0) }
      : { daysOn: Math.max(1, on), daysOff: template.days.length - Math.max(1, on) }),
  };
  const read = readTemplate(draft);
  const isWhole = 'days' in read && JSON.stringify(read.days) === JSON.stringify(template.days);
  if (isWhole) return { draft, isWhole };
  const byDay = template.days.map(({ work, breaks }) => ({ work: work.map(toDraft), breaks: breaks.map(toDraft) }));
  return { draft: { ...draft, byDay }, isWhole };
}

/** The days of the simple form one by one, to go on with by hand. */
export function dayByDay(draft: TemplateDraft): DayDraft[] {
  const day: DayDraft = { work: [draft.shift], breaks: draft.pause ? [draft.pause] : [] };
  return workFlags(draft).map((isOn) => (isOn ? day : { work: [], breaks: [] }));
}

function workFlags({ kind, weekdays, daysOn, daysOff }: TemplateDraft): readonly boolean[] {
  return kind === 'weekly' ? weekdays : Array.from({ length: daysOn + daysOff }, (_, index) => index < daysOn);
}

/** A name for whoever gives none: «2/2, 10:00–20:00», «5/2, 10:00–19:00». */
export function suggestedName({ kind, shift, weekdays, daysOn, daysOff }: TemplateDraft): string {
  const on = kind === 'weekly' ? weekdays.filter(Boolean).length : daysOn;
  const off = kind === 'weekly' ? 7 - on : daysOff;
  const hours = shift.start === null || shift.end === null ? '' : `, ${formatRange(shift.start, shift.end)}`;
  return `${on}/${off}${hours}`;
}

/** The days of a draft; the fault is a key of `schedule:faults`. */
export function readTemplate(draft: TemplateDraft): { days: DayPattern[] } | { fault: string } {
  if (draft.name.trim() === '') return { fault: 'NAME_REQUIRED' };
  if (draft.byDay) return readDays(draft.byDay);
  const work = readIntervals([draft.shift]);
  if ('fault' in work) return work;
  const breaks = readBreaks(draft.pause ? [draft.pause] : [], work.intervals);
  if ('fault' in breaks) return breaks;
  const pattern: DayPattern = { work: work.intervals, breaks: breaks.intervals };
  const flags = workFlags(draft);
  if (!flags.some(Boolean)) return { fault: 'NO_WORK_DAYS' };
  return { days: flags.map((isOn) => (isOn ? pattern : { work: [], breaks: [] })) };
}

function readDays(drafts: readonly DayDraft[]): { days: DayPattern[] } | { fault: string } {
  const days: DayPattern[] = [];
  for (const { work, breaks } of drafts) {
    const readWork = readIntervals(work);
    if ('fault' in readWork) return readWork;
    const readPauses = work.length === 0 ? { intervals: [] } : readBreaks(breaks, readWork.intervals);
    if ('fault' in readPauses) return readPauses;
    days.push({ work: readWork.intervals, breaks: readPauses.intervals });
  }
  return days.some(({ work }) => work.length > 0) ? { days } : { fault: 'NO_WORK_DAYS' };
}
