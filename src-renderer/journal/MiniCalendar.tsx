import { ActionIcon } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, weekdayNames } from '../../src-shared/i18n/format.ts';
import { addDays, addMonths, isoWeekday, startOfIsoWeek, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useDesk } from '../app/session.ts';
import { useDayWalk } from '../ui/use-day-walk.ts';

interface MiniCalendarProps {
  readonly date: string;
  readonly onDay: (date: string) => void;
}

const SHOWN_DAYS = 42;
const WEEKS_AHEAD = [1, 2, 3, 4, 6] as const;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month with the load of each day, and jumps by whole weeks: «через три недели» is how clients come back. */
export function MiniCalendar({ date, onDay }: MiniCalendarProps) {
  const { t } = useTranslation('journal');
  const { today, session } = useDesk();
  const { locale } = session.user;
  const [shown, setShown] = useState({ date, month: startOfMonth(date), focus: date });
  // Another day was opened elsewhere: the calendar turns to it.
  if (shown.date !== date) setShown({ date, month: startOfMonth(date), focus: date });
  const { month, focus } = shown;
  const first = startOfIsoWeek(month);
  const days = Array.from({ length: SHOWN_DAYS }, (_, index) => addDays(first, index));
  const counts = useQuery(
    api.journal.counts.queryOptions({
      input: { fromDate: first, toDate: addDays(first, SHOWN_DAYS - 1) },
      placeholderData: keepPreviousData,
    }),
  );
  const holidays = useQuery(
    api.schedule.holidays.queryOptions({
      input: { fromDate: first, toDate: addDays(first, SHOWN_DAYS - 1) },
      placeholderData: keepPreviousData,
    }),
  );
  const holidayOn = new Map((holidays.data ?? []).map((day) => [day.localDate, day]));
  const byDate = new Map((counts.data ?? []).map((day) => [day.localDate, day]));
  const grid = useRef<HTMLDivElement>(null);
  const walkTo = useDayWalk(grid, focus);
  const turn = (months: number): void =>
    setShown({ ...shown, month: addMonths(month, months, 'clamp'), focus: addMonths(month, months, 'clamp') });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.code];
    if (event.ctrlKey || (step === undefined && event.code !== 'PageUp' && event.code !== 'PageDown')) return;
    event.preventDefault();
    const next =
      step === undefined ? addMonths(focus, event.code === 'PageUp' ? -1 : 1, 'clamp') : addDays(focus, step);
    walkTo(next);
    setShown({ ...shown, month: startOfMonth(next), focus: next });
  };
  const tabStop = days.includes(focus) ? focus : month;
  return (
    <section className="zj-calendar" aria-label={t('screen.side.calendar')}>
      <div className="zj-calendar-head">
        <b aria-live="polite">{formatDate(month, 'month', locale)}</b>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('screen.side.previousMonth')}
          onClick={() => turn(-1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('screen.side.nextMonth')}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
      <div className="zj-month" ref={grid} onKeyDown={onKeyDown}>
        {weekdayNames(locale).map((name) => (
          <span key={name} className="zj-weekday" aria-hidden>
            {name}
          </span>
        ))}
        {days.map((day) => {
          const found = byDate.get(day);
          const holiday = holidayOn.get(day);
          const isOff = holiday ? holiday.kind === 'holiday' : isoWeekday(day) > 5;
          const percent = Math.round((found?.loadBp ?? 0) / 100);
          return (
            <button
              key={day}
              type="button"
              className="zj-day"
              data-grid-day={day}
              data-other={startOfMonth(day) === month ? undefined : ''}
              data-weekend={isOff ? '' : undefined}
              data-holiday={holiday?.kind}
              title={holiday?.title || undefined}
              data-today={day === today ? '' : undefined}
              aria-current={day === date ? 'date' : undefined}
              tabIndex={day === tabStop ? 0 : -1}
              aria-label={[
                t('screen.side.dayLabel', { date: formatDate(day, 'day', locale), count: found?.visits ?? 0, percent }),
                holiday?.title,
              ]
                .filter(Boolean)
                .join(', ')}
              onClick={() => onDay(day)}
            >
              {Number(day.slice(8))}
              <span className="zj-day-load" style={{ width: `${Math.min(100, percent) * 0.2}px` }} />
            </button>
          );
        })}
      </div>
      <div className="zj-weeks">
        {WEEKS_AHEAD.map((count) => (
          <button
            key={count}
            type="button"
            data-grid-day={addDays(date, count * 7)}
            aria-label={t('screen.side.plusWeeksLabel', { count })}
            onClick={() => onDay(addDays(date, count * 7))}
          >
            {count === 1 ? t('screen.side.plusWeek') : t('screen.side.plusWeeks', { count })}
          </button>
        ))}
      </div>
    </section>
  );
}
