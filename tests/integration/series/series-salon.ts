import type { z } from 'zod';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { SeriesService } from '../../../src-main/series/series.service.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { seriesContract } from '../../../src-shared/series/series.contract.ts';
import { type JournalSalon, openJournalSalon } from '../journal/journal-salon.ts';

type Acts = 'preview' | 'create' | 'previewEdit' | 'edit' | 'cancel';
type InputOf<Name extends Acts> = z.input<NonNullable<(typeof seriesContract)[Name]['~orpc']['inputSchema']>>;

/** The journal's salon with series and the way back. */
export interface SeriesSalon extends JournalSalon {
  readonly series: SeriesService;
  readonly history: HistoryService;
  do<Name extends Acts>(name: Name, input: unknown, caller?: Caller): ReturnType<SeriesService[Name]>;
  /** Dates and starts of the visits of a series that stand: `['2026-03-19 12:00', …]`. */
  standing(seriesId: number): string[];
}

export async function openSeriesSalon(nowMs?: number): Promise<SeriesSalon> {
  const salon = await openJournalSalon(nowMs);
  const { deps, settings, journal } = salon;
  const clients = new ClientsService(deps, settings);
  const series = new SeriesService(deps, { settings, journal, clients });
  const history = new HistoryService(deps, [(tx, command) => journal.assertNoConflictsAfterUndo(tx, command)]);
  return {
    ...salon,
    series,
    history,
    do: (name, input, caller = salon.reception) => {
      const parsed = seriesContract[name]['~orpc'].inputSchema!.parse(input) as never;
      return (series[name] as (caller: Caller, input: never) => never).call(series, caller, parsed);
    },
    standing: (seriesId) =>
      series
        .get(seriesId)
        .dates.filter(({ status }) => status !== null && status !== 'cancelled')
        .map(({ localDate, startMin }) => `${localDate} ${clock(startMin)}`)
        .toSorted(),
  };
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Every Thursday from next week on, four times; Anna cuts Olga's hair at 12:00. */
export function thursdays(salon: SeriesSalon, change: Partial<InputOf<'create'>> = {}) {
  return {
    firstDate: '2026-03-19',
    startMin: 720,
    rule: { freq: 'weekly' as const, interval: 1, weekdays: [4], end: { kind: 'count' as const, count: 4 } },
    clientId: salon.olga,
    lines: [{ serviceId: salon.cut, staffId: salon.anna }],
    ...change,
  };
}
