import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, Cell, LabelList, XAxis, YAxis } from 'recharts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays, startOfIsoWeek } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { MONTH_DAYS, firstOfMonthView } from './journal-address.ts';

interface WeekLoadProps {
  readonly date: string;
  readonly onDay: (date: string) => void;
}

/** Load of the seven days of the shown week; the table below says the same to a screen reader and the keyboard. */
export function WeekLoad({ date, onDay }: WeekLoadProps) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const monday = startOfIsoWeek(date);
  // The weeks of the mini-calendar: asked for and kept once for both.
  const first = firstOfMonthView(date);
  const counts = useQuery(
    api.journal.counts.queryOptions({
      input: { fromDate: first, toDate: addDays(first, MONTH_DAYS - 1) },
      placeholderData: keepPreviousData,
    }),
  );
  const week = (counts.data ?? []).filter(({ localDate }) => localDate >= monday && localDate <= addDays(monday, 6));
  const days = week.map((day) => ({
    localDate: day.localDate,
    visits: day.visits,
    name: formatDate(day.localDate, 'weekday', locale),
    percent: day.loadBp === null ? 0 : Math.round(day.loadBp / 100),
  }));
  if (days.length === 0) return <div className="zj-week-chart" />;
  return (
    <>
      <div className="zj-week-chart" aria-hidden>
        <BarChart
          width={216}
          height={104}
          data={days}
          margin={{ top: 16, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis dataKey="name" axisLine={false} tickLine={false} height={18} interval={0} className="zj-week-axis" />
          <YAxis hide domain={[0, (max: number) => Math.max(100, max)]} />
          <Bar
            dataKey="percent"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
            cursor="pointer"
            onClick={(_, index) => {
              const day = days[index];
              if (day) onDay(day.localDate);
            }}
          >
            {days.map((day) => (
              <Cell key={day.localDate} fill={day.localDate === date ? 'var(--z-primary)' : 'var(--z-week-bar)'} />
            ))}
            <LabelList dataKey="percent" position="top" className="zj-week-label" />
          </Bar>
        </BarChart>
      </div>
      <table className="z-visually-hidden">
        <caption>
          {t('screen.side.week')}. {t('screen.side.weekHint')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('screen.side.weekday')}</th>
            <th scope="col">{t('screen.side.load')}</th>
            <th scope="col">{t('screen.side.visits')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.localDate}>
              <th scope="row">
                <button type="button" onClick={() => onDay(day.localDate)}>
                  {formatDate(day.localDate, 'day', locale)}
                </button>
              </th>
              <td>{day.percent} %</td>
              <td>{day.visits}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
