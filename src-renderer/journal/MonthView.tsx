import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCloudOff } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, weekdayNames } from '../../src-shared/i18n/format.ts';
import type { DayHoliday } from '../../src-shared/schedule/calendar.contract.ts';
import type { DayCounts } from '../../src-shared/journal/journal.contract.ts';
import { addDays, isoWeekday, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { api, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { initialsOf } from '../ui/Initials.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { useDayWalk } from '../ui/use-day-walk.ts';
import { type GoTo, type JournalAddress, MONTH_DAYS, firstOfMonthView, steppedDate } from './journal-address.ts';
import { MiniCalendar } from './MiniCalendar.tsx';
import { dayByKey } from './month-keys.ts';

interface MonthViewProps {
  readonly address: JournalAddress;
  readonly onGo: GoTo;
}

const SHOWN_PEOPLE = 5;

const inputOf = ({ date, by, id }: JournalAddress) => {
  const fromDate = firstOfMonthView(date);
  return {
    fromDate,
    toDate: addDays(fromDate, MONTH_DAYS - 1),
    withStaff: true,
    ...(id === null ? {} : by === 'rooms' ? { roomId: id as never } : { staffId: id as never }),
  };
};

/** Six weeks of days, each with its visits, load, plan and who works (J3); Enter or a press opens the day. */
export function MonthView({ address, onGo }: MonthViewProps) {
  const { t } = useTranslation('journal');
  const { view, by, id, date } = address;
  const month = startOfMonth(date);
  const counts = useQuery(
    api.journal.counts.queryOptions({ input: inputOf(address), placeholderData: keepPreviousData }),
  );
  const { fromDate, toDate } = inputOf(address);
  const holidays = useQuery(
    api.schedule.holidays.queryOptions({ input: { fromDate, toDate }, placeholderData: keepPreviousData }),
  );
  const staff = useQuery(api.staff.list.queryOptions({ input: { withArchived: true } }));
  const grid = useRef<HTMLDivElement>(null);
  const walkTo = useDayWalk(grid, date);
  const { locale } = useDesk().session.user;
  const isReady = counts.isSuccess && !counts.isPlaceholderData;
  useEffect(() => {
    if (!isReady) return;
    for (const step of [1, -1]) {
      const neighbour = { view, by, id, past: null, date: steppedDate({ view, date: month }, step) };
      void queryClient.prefetchQuery(api.journal.counts.queryOptions({ input: inputOf(neighbour) }));
    }
  }, [view, by, id, month, isReady]);
  const people = useMemo(
    () =>
      new Map(
        (staff.data ?? []).map((person): [number, Person] => {
          const name = `${person.firstName} ${person.lastName}`.trim();
          return [person.id, { name, initials: initialsOf(name), colour: swatchColour(person.colour) }];
        }),
      ),
    [staff.data],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey) return;
    const next = dayByKey(event.code, date);
    if (next === null) return;
    event.preventDefault();
    walkTo(next);
    // A walk through days is one step of «back».
    onGo({ date: next }, true);
  };
  if (counts.error) {
    return (
      <EmptyState
        icon={IconCloudOff}
        title={t('screen.empty.failed')}
        text={errorText(counts.error, t)}
        action={
          <Button size="sm" onClick={() => void counts.refetch()}>
            {t('screen.empty.retry')}
          </Button>
        }
      />
    );
  }
  const first = firstOfMonthView(date);
  const holidayOn = new Map((holidays.data ?? []).map((day) => [day.localDate, day]));
  const byDate = new Map((counts.data ?? []).map((day) => [day.localDate, day]));
  return (
    <>
      <SidePanel>
        <div className="zj-side">
          <MiniCalendar date={date} onDay={(localDate) => onGo({ date: localDate })} />
        </div>
      </SidePanel>
      <div className="zj-month-view" aria-busy={!isReady}>
        <div className="zj-month-names" aria-hidden>
          {weekdayNames(locale, 'weekdayLong').map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        <div
          ref={grid}
          className="zj-month-grid"
          role="group"
          aria-label={t('screen.month.label', { month: formatDate(date, 'month', locale) })}
          onKeyDown={onKeyDown}
        >
          {Array.from({ length: MONTH_DAYS }, (_, index) => {
            const localDate = addDays(first, index);
            return (
              <MonthDay
                key={localDate}
                localDate={localDate}
                chosen={date}
                counts={byDate.get(localDate) ?? null}
                holiday={holidayOn.get(localDate) ?? null}
                people={people}
                subjectId={address.by === 'masters' ? address.id : null}
                onOpen={() => onGo({ view: 'day', date: localDate })}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

interface Person {
  readonly name: string;
  readonly initials: string;
  readonly colour: string;
}

interface MonthDayProps {
  readonly localDate: string;
  readonly chosen: string;
  readonly counts: DayCounts | null;
  /** What the production calendar makes of the day. */
  readonly holiday: DayHoliday | null;
  readonly people: ReadonlyMap<number, Person>;
  /** The master whose month it is. */
  readonly subjectId: number | null;
  readonly onOpen: () => void;
}

function MonthDay({ localDate, chosen, counts, holiday, people, subjectId, onOpen }: MonthDayProps) {
  const { t } = useTranslation('journal');
  const { today, session } = useDesk();
  const money = useMoney();
  const percent = counts === null || counts.loadBp === null ? null : Math.round(counts.loadBp / 100);
  const working = (counts?.staffIds ?? []).flatMap((id) => people.get(id) ?? []);
  const isAbsent = subjectId !== null && counts?.absentIds?.some((id) => id === subjectId) === true;
  const isOff = counts !== null && counts.availableMin === 0;
  const off = isAbsent
    ? t('screen.month.absent')
    : t(subjectId === null ? 'screen.month.closed' : 'screen.side.dayOff');
  const names = working.map(({ name }) => name).join(', ');
  const date = formatDate(localDate, 'day', session.user.locale);
  const label =
    counts === null
      ? date
      : [
          date,
          holiday?.title ?? '',
          t('screen.month.visits', { count: counts.visits }),
          percent === null ? off : t('screen.month.load', { percent }),
          counts.plannedMinor > 0 ? t('screen.month.plan', { sum: money(counts.plannedMinor) }) : '',
          subjectId === null && names !== '' ? t('screen.month.working', { names }) : '',
        ]
          .filter(Boolean)
          .join(', ');
  return (
    <button
      type="button"
      className="zj-month-day"
      data-grid-day={localDate}
      data-other={localDate.slice(0, 7) === chosen.slice(0, 7) ? undefined : ''}
      data-weekend={(holiday ? holiday.kind === 'holiday' : isoWeekday(localDate) > 5) ? '' : undefined}
      title={holiday?.title || undefined}
      data-today={localDate === today ? '' : undefined}
      data-off={isOff ? '' : undefined}
      aria-current={localDate === chosen ? 'date' : undefined}
      tabIndex={localDate === chosen ? 0 : -1}
      aria-label={label}
      onClick={onOpen}
    >
      <span className="zj-month-head">
        <b>{Number(localDate.slice(8))}</b>
        {counts !== null && counts.visits > 0 && <span>{t('screen.month.visits', { count: counts.visits })}</span>}
      </span>
      {percent !== null ? (
        <span className="zj-month-load">
          <span className="zj-month-bar">
            <span style={{ width: `${Math.min(100, percent)}%` }} data-full={percent >= 90 ? '' : undefined} />
          </span>
          {t('screen.month.percent', { percent })}
        </span>
      ) : (
        counts !== null && <span className="zj-month-off">{off}</span>
      )}
      {counts !== null && counts.plannedMinor > 0 && (
        <span className="zj-month-plan">{money(counts.plannedMinor)}</span>
      )}
      {subjectId === null && working.length > 0 && (
        <span className="zj-month-people" title={names}>
          {working.slice(0, SHOWN_PEOPLE).map(({ name, initials, colour }) => (
            <span key={name} className="zj-month-person" style={{ background: colour }}>
              {initials}
            </span>
          ))}
          {working.length > SHOWN_PEOPLE && <span className="z-dim">+{working.length - SHOWN_PEOPLE}</span>}
        </span>
      )}
    </button>
  );
}
