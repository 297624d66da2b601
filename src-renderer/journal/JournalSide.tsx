import { Checkbox, Skeleton } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { VISIT_STATUSES } from '../../src-shared/journal/journal.contract.ts';
import { freeWindowsOf } from '../../src-shared/journal/journal.rules.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { actions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';
import { FreeTime } from '../availability/FreeTime.tsx';
import type { Stretch } from '../availability/found-slot.ts';
import { absenceName } from './journal-columns.ts';
import { MiniCalendar } from './MiniCalendar.tsx';
import { StatusSign } from './StatusSign.tsx';

const WeekLoad = lazy(async () => ({ default: (await import('./WeekLoad.tsx')).WeekLoad }));

interface JournalSideProps {
  readonly date: string;
  readonly day: Day | null;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
  readonly hiddenStaffIds: readonly number[];
  readonly showCancelled: boolean;
  readonly filter: VisitStatus | null;
  readonly onDay: (date: string) => void;
  readonly onHidden: (staffIds: number[]) => void;
  readonly onShowCancelled: (shows: boolean) => void;
  readonly onFilter: (status: VisitStatus | null) => void;
  /** Opens the form of a new visit in free time of today or tomorrow. */
  readonly onFree?: (localDate: string, stretch: Stretch) => void;
  /** Shows a master's next free window on the grid. */
  readonly onWindow: (staffId: number, startMin: number) => void;
}

/** Shorter stretches are no window worth offering. */
const LEAST_WINDOW_MIN = 30;
/** Nobody is booked at 10:38. */
const ROUND_MIN = 5;

/** The panel left of the journal: month, masters with their next window, statuses, load of the week. */
export function JournalSide(props: JournalSideProps) {
  const { date, day, byStatus, filter, onDay, onFilter } = props;
  const { t } = useTranslation('journal');
  const total = VISIT_STATUSES.reduce((sum, status) => sum + byStatus[status], 0);
  return (
    <div className="zj-side">
      <MiniCalendar date={date} onDay={onDay} />
      {day !== null && day.staff.length > 0 && <Masters {...props} day={day} />}
      {props.onFree && <FreeTime hiddenStaffIds={props.hiddenStaffIds} onBook={props.onFree} />}
      <section>
        <h2 className="zj-side-title">
          {t('screen.side.statuses')} <b>{total}</b>
        </h2>
        <div className="zj-legend">
          {VISIT_STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              aria-pressed={filter === status}
              onClick={() => onFilter(filter === status ? null : status)}
            >
              <StatusSign status={status} />
              <span>{t(`screen.status.${status}`)}</span>
              <span className="zj-count">{byStatus[status]}</span>
            </button>
          ))}
        </div>
        <Checkbox
          size="xs"
          mt={8}
          label={t('screen.side.showCancelled')}
          checked={props.showCancelled}
          onChange={(event) => props.onShowCancelled(event.currentTarget.checked)}
        />
      </section>
      <section>
        <h2 className="zj-side-title">
          {t('screen.side.week')}
          <button type="button" onClick={() => actions.run('journal.load-map')}>
            {t('availability:load.byHour')}
          </button>
        </h2>
        <Suspense fallback={<Skeleton height={104} radius="sm" />}>
          <WeekLoad date={date} onDay={onDay} />
        </Suspense>
      </section>
    </div>
  );
}

function Masters({ day, hiddenStaffIds, onHidden, onWindow }: JournalSideProps & { readonly day: Day }) {
  const { t } = useTranslation('journal');
  const { settings, today, nowMin } = useDesk();
  const nowHere = daysBetween(day.localDate, today) * 1440 + nowMin;
  const windows = freeWindowsOf(day, {
    minMin: LEAST_WINDOW_MIN,
    fromMin: Math.ceil(nowHere / ROUND_MIN) * ROUND_MIN,
    processingReleasesMaster: settings.processingReleasesMaster,
  });
  const hidden = new Set(hiddenStaffIds);
  const toggle = (staffId: number): void => {
    const next = new Set(hidden);
    if (!next.delete(staffId)) next.add(staffId);
    onHidden([...next]);
  };
  return (
    <section>
      <h2 className="zj-side-title">
        {t('screen.side.masters')}
        <button type="button" onClick={() => onHidden([])} disabled={hidden.size === 0}>
          {t('screen.side.all')}
        </button>
      </h2>
      <div className="zj-masters">
        {day.staff.map((person) => {
          const window = windows.find(({ staffId }) => staffId === person.id);
          return (
            <div key={person.id} className="zj-master">
              <Checkbox
                size="xs"
                label={person.name}
                checked={!hidden.has(person.id)}
                onChange={() => toggle(person.id)}
              />
              {window ? (
                <button type="button" onClick={() => onWindow(person.id, window.startMin)}>
                  {t('screen.side.window', { time: formatMinute(window.startMin) })}
                </button>
              ) : (
                <span className="z-dim">{stateOf(person)}</span>
              )}
            </div>
          );
        })}
      </div>
    </section>
  );

  function stateOf(person: Day['staff'][number]): string {
    if (person.absence !== null && person.absence.startMin === null)
      return absenceName(person.absence.reason, t).toLowerCase();
    const endMin = person.work.at(-1)?.[1];
    if (endMin === undefined) return t('screen.side.dayOff');
    const isOver = day.localDate === today && nowMin > endMin - LEAST_WINDOW_MIN;
    return isOver ? t('screen.side.shiftOver') : t('screen.side.noWindow');
  }
}
