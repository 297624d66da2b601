import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import type { Day, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { Translate } from './translate.ts';

/** One line of the printed day: a service of a visit. */
export interface SheetLine {
  readonly time: string;
  readonly client: string;
  readonly phone: string;
  readonly service: string;
  readonly price: string;
  /** Status as a sign and a word: paper has no colours. */
  readonly status: string;
  /** Allergy and comment; empty when there is nothing to know. */
  readonly note: string;
  readonly isCancelled: boolean;
}

/** The day of one master on paper. */
export interface SheetColumn {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly SheetLine[];
}

/** Everything a day sheet prints; texts are in the person's language already. */
export interface DaySheet {
  readonly title: string;
  readonly salonName: string;
  readonly summary: string;
  readonly columns: readonly SheetColumn[];
  readonly emptyText: string;
  readonly footer: string;
  readonly pageText: string;
}

/** How values are written in the person's language. */
export interface SheetTexts {
  readonly t: Translate;
  readonly money: (minor: number) => string;
  readonly date: string;
  readonly printedAt: string;
  readonly userName: string;
  readonly salonName: string;
}

const STATUS_SIGN: Readonly<Record<DayVisit['status'], string>> = {
  booked: '?',
  confirmed: '+',
  arrived: '!',
  in_progress: '>',
  completed: '=',
  no_show: '–',
  cancelled: '×',
};

/** Arranges a day for paper: masters in the journal's order, their services by time; idle masters are left out. */
export function daySheetOf(day: Day, texts: SheetTexts): DaySheet {
  const { t } = texts;
  const columns = day.staff.flatMap((staff): SheetColumn[] => {
    const lines = day.visits
      .flatMap((visit) => visit.lines.filter((line) => line.staffId === staff.id).map((line) => ({ visit, line })))
      .toSorted((a, b) => a.line.startMin - b.line.startMin || a.line.id - b.line.id)
      .map(({ visit, line }): SheetLine => ({
        time: formatRange(line.startMin, line.startMin + line.durationMin),
        client: visit.clientName || t('documents:noClient'),
        phone: visit.clientPhone ?? '',
        service: line.serviceName,
        price: texts.money(line.priceMinor),
        status: `${STATUS_SIGN[visit.status]} ${t(`documents:status.${visit.status}`)}`,
        note: [...healthLines(visit, t), visit.comment].filter(Boolean).join(' · '),
        isCancelled: !isOccupying(visit.status),
      }));
    if (lines.length === 0 && !staff.isScheduled) return [];
    const hours = staff.work.map(([start, end]) => `${formatMinute(start)}–${formatMinute(end)}`).join(', ');
    return [{ title: staff.name, subtitle: [staff.jobTitle, hours].filter(Boolean).join(' · '), lines }];
  });
  const live = day.visits.filter((visit) => isOccupying(visit.status));
  const planned = live.flatMap((visit) => visit.lines).reduce((sum, line) => sum + line.priceMinor, 0);
  return {
    title: t('documents:daySheetTitle', { date: texts.date }),
    salonName: texts.salonName,
    summary: t('documents:daySheetSummary', { count: live.length, money: texts.money(planned) }),
    columns,
    emptyText: t('documents:emptyDay'),
    footer: t('documents:footer', { when: texts.printedAt, who: texts.userName }),
    pageText: t('documents:page'),
  };
}
