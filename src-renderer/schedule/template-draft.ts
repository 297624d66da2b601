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

/** A template in its simple form: one shift, the same on every working day. */
export interface TemplateDraft {
  readonly name: string;
  readonly kind: 'weekly' | 'cycle';
  readonly shift: IntervalDraft;
  readonly pause: IntervalDraft | null;
  /** Weekly: Monday first. */
  readonly weekdays: readonly boolean[];
  readonly daysOn: number;
  readonly daysOff: number;
}

export const NEW_TEMPLATE: TemplateDraft = {
  name: '',
  kind: 'cycle',
  shift: { start: 600, end: 1200 },
  pause: null,
  weekdays: [true, true, true, true, true, false, false],
  daysOn: 2,
  daysOff: 2,
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
    shift: first?.work[0] ? toDraft(first.work[0]) : NEW_TEMPLATE.shift,
    pause: first?.breaks[0] ? toDraft(first.breaks[0]) : null,
    ...(template.kind === 'weekly'
      ? { weekdays: template.days.map(({ work }) => work.length > 0) }
      : { daysOn: Math.max(1, on), daysOff: template.days.length - Math.max(1, on) }),
  };
  const read = readTemplate(draft);
  const isWhole = 'days' in read && JSON.stringify(read.days) === JSON.stringify(template.days);
  return { draft, isWhole };
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
  const work = readIntervals([draft.shift]);
  if ('fault' in work) return work;
  const breaks = readBreaks(draft.pause ? [draft.pause] : [], work.intervals);
  if ('fault' in breaks) return breaks;
  const pattern: DayPattern = { work: work.intervals, breaks: breaks.intervals };
  const flags =
    draft.kind === 'weekly'
      ? draft.weekdays
      : Array.from({ length: draft.daysOn + draft.daysOff }, (_, index) => index < draft.daysOn);
  if (!flags.some(Boolean)) return { fault: 'NO_WORK_DAYS' };
  return { days: flags.map((isOn) => (isOn ? pattern : { work: [], breaks: [] })) };
}
