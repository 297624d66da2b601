import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientFigures } from '../../src-shared/client-figures/client-figures.contract.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import type { FigureAsk } from './figure-ask.ts';

/** One figure as it is shown: its name, its value, what is said in small letters, the visits that it opens. */
export interface ShownFigure {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly isWarning?: boolean;
  /** Absent when there are no visits behind it. */
  readonly ask?: FigureAsk | undefined;
}

/** What a client comes to. */
export function useFigures(clientId: ClientId) {
  return useQuery(api.clientFigures.figures.queryOptions({ input: { clientId } }));
}

/** Writes the figures out; each knows the visits that are behind it. */
export function useShownFigures(): (figures: ClientFigures) => ShownFigure[] {
  const { t } = useTranslation('clientFigures');
  const { session, today } = useDesk();
  const { locale } = session.user;
  const money = useMoney();
  return (seen) => {
    const day = (date: string): string => formatDate(date, 'short', locale);
    const figure = (id: string, value: string, more: Partial<ShownFigure> & { kind?: FigureAsk['kind'] } = {}) => {
      const { kind, ask, ...rest } = more;
      const name = t(`figures.${id}`);
      const own = kind ? { title: name, kind, ...ask } : undefined;
      return { id, name, value, ...rest, ...(own ? { ask: own } : {}) };
    };
    const onDay = (id: string, date: string | null, kind: FigureAsk['kind'], note?: string): ShownFigure =>
      date === null
        ? figure(id, t('none'))
        : figure(id, day(date), {
            kind,
            note,
            ask: { title: t(`figures.${id}`), kind, ...(kind === 'next' ? {} : { fromDate: date, toDate: date }) },
          });
    const average = seen.averageMinor === null ? null : money(seen.averageMinor);
    const lastNote = seen.lastOn === null ? undefined : t('ago', { count: daysBetween(seen.lastOn, today) });
    return [
      figure('visits', formatNumber(seen.visits, locale), seen.visits > 0 ? { kind: 'visits' } : {}),
      figure('spent', money(seen.spentMinor), seen.completed > 0 || seen.spentMinor > 0 ? { kind: 'completed' } : {}),
      figure(
        'average',
        average ?? t('none'),
        average === null
          ? {}
          : {
              kind: 'completed',
              ask: { title: t('figures.average'), kind: 'completed', note: t('rows.averageOf', { average }) },
            },
      ),
      figure(
        'cadence',
        seen.cadenceDays === null ? t('unknown') : t('every', { count: seen.cadenceDays }),
        seen.cadenceDays === null
          ? {}
          : {
              kind: 'visits',
              note: dueNote(seen, today, (date) => day(date), t),
              ask: { title: t('figures.cadence'), kind: 'visits', note: t('rows.cadence') },
            },
      ),
      onDay('lastOn', seen.lastOn, 'visits', lastNote),
      onDay('nextOn', seen.nextOn, 'next'),
      onDay('firstOn', seen.firstOn, 'visits'),
      figure('noShows', formatNumber(seen.noShows, locale), {
        isWarning: seen.noShows > 1,
        ...(seen.noShows > 0 ? { kind: 'noShows' } : {}),
      }),
      figure('lateCancels', formatNumber(seen.lateCancels, locale), {
        isWarning: seen.lateCancels > 1,
        ...(seen.lateCancels > 0 ? { kind: 'lateCancels' } : {}),
      }),
    ];
  };
}

function dueNote(
  { dueOn, nextOn }: ClientFigures,
  today: string,
  day: (date: string) => string,
  t: (key: string, values: Record<string, string>) => string,
): string | undefined {
  if (dueOn === null || nextOn !== null) return undefined;
  return t(dueOn < today ? 'overdue' : 'due', { date: day(dueOn) });
}
