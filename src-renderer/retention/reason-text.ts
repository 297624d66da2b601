import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import type { CallRow, DueItem } from '../../src-shared/retention/retention.contract.ts';
import { useDesk, useLocale } from '../app/session.ts';

/** Why a client stands on a list, in words. */
export interface ReasonTexts {
  /** «Стрижка раз в 30 дней, последний раз 4 февраля (Мария Лебедева), просрочено на 6 дней» */
  readonly item: (item: DueItem) => string;
  /** «6 дней», «сегодня», «через 2 дня» */
  readonly badge: (item: Pick<DueItem, 'state' | 'overdueDays'>) => string;
  /** Every reason of a row, one sentence each. */
  readonly row: (row: CallRow) => string[];
  /** The first reason in few words, for the list. */
  readonly short: (row: CallRow) => string;
  /** «36 дней» since a day. */
  readonly since: (date: string | null) => string;
}

/** The sentences of R12 in the person's language. */
export function useReasonTexts(): ReasonTexts {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const { today } = useDesk();
  const day = (date: string): string =>
    formatDate(date, date.slice(0, 4) === today.slice(0, 4) ? 'dayMonth' : 'full', locale);
  const since = (date: string | null): string =>
    date === null ? '' : t('days', { count: Math.max(0, daysBetween(date, today)) });
  const item = (one: DueItem): string => {
    const { serviceName: service, staffName: master, lastOn, periodDays: count, isPersonal } = one;
    const last = day(lastOn);
    if (one.state === 'lost') return t('reason.lost', { days: since(lastOn), last, service, master });
    const every = t(isPersonal ? 'reason.personal' : 'reason.every', { count });
    return t('reason.due', { service, every, last, master, state: stateText(one, t) });
  };
  return {
    item,
    badge: ({ state, overdueDays }) =>
      state === 'due'
        ? t('badge.due')
        : t(`badge.${overdueDays < 0 ? 'upcoming' : 'overdue'}`, { count: Math.abs(overdueDays) }),
    row: (row) => {
      const promised =
        row.isPromised && row.lastCall?.nextOn ? [t('reason.promised', { date: day(row.lastCall.nextOn) })] : [];
      const [first] = row.items;
      const items = first?.state === 'lost' ? [item(first)] : row.items.map(item);
      const all = [...promised, ...items];
      return all.length > 0 ? all : [t('reason.nothing')];
    },
    short: ({ items }) => {
      const [first, ...others] = items;
      if (!first) return '';
      const more =
        others.length > 0 && first.state !== 'lost' ? `, ${t('list.andMore', { count: others.length })}` : '';
      return `${first.serviceName}${more}`;
    },
    since,
  };
}

function stateText({ state, overdueDays }: DueItem, t: TFunction<'retention'>): string {
  if (state === 'due') return t('reason.dueToday');
  return t(`reason.${overdueDays < 0 ? 'upcoming' : 'overdue'}`, { count: Math.abs(overdueDays) });
}
