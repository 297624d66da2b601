import { ActionIcon, Button, Switch, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import { TimeInput } from '../ui/TimeInput.tsx';

/** Opening hours of one weekday; empty = closed. */
type DayHours = readonly (readonly [number, number])[];
export type WeekHours = readonly DayHours[];

interface WeekHoursInputProps {
  readonly value: WeekHours;
  readonly onChange: (value: WeekHours) => void;
  readonly isReadOnly?: boolean;
}

const USUAL: readonly [number, number] = [540, 1260];
const MOST_INTERVALS = 4;
const DAY_MIN = 1440;

/** Whether every interval ends after it begins and none overlaps the next. */
export function areWeekHoursRight(week: WeekHours): boolean {
  return week.every((day) =>
    day.every(([start, end], index) => start < end && (index === 0 || (day[index - 1]?.[1] ?? 0) <= start)),
  );
}

/** Opening hours of the week: a switch a day, one or more intervals, «как в понедельник». */
export function WeekHoursInput({ value, onChange, isReadOnly = false }: WeekHoursInputProps) {
  const { t, i18n } = useTranslation('settings');
  const names = weekdayNames(i18n.language === 'ru' ? 'ru' : 'en', 'weekdayLong');
  const setDay = (index: number, day: DayHours): void => onChange(value.map((old, at) => (at === index ? day : old)));
  return (
    <div className="z-week-hours">
      {value.map((day, index) => (
        <DayRow
          key={names[index]}
          name={names[index] ?? ''}
          day={day}
          isReadOnly={isReadOnly}
          onChange={(next) => setDay(index, next)}
        />
      ))}
      {!isReadOnly && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(value.map(() => value[0] ?? []))}>
          {t('hours.likeMonday')}
        </Button>
      )}
    </div>
  );
}

interface DayRowProps {
  readonly name: string;
  readonly day: DayHours;
  readonly isReadOnly: boolean;
  readonly onChange: (day: DayHours) => void;
}

function DayRow({ name, day, isReadOnly, onChange }: DayRowProps) {
  const { t } = useTranslation('settings');
  const setInterval = (at: number, start: number, end: number): void => {
    // An end at or before the start means the night after: 10:00–02:00.
    const passed = end <= start ? end + DAY_MIN : end;
    onChange(day.map((old, index) => (index === at ? [start, passed] : old)));
  };
  const last = day.at(-1);
  return (
    <div className="z-week-day">
      <Switch
        label={name}
        checked={day.length > 0}
        disabled={isReadOnly}
        onChange={(event) => onChange(event.currentTarget.checked ? [USUAL] : [])}
      />
      <div className="z-week-intervals">
        {day.length === 0 && <span className="z-dim">{t('hours.closed')}</span>}
        {day.map(([start, end], index) => (
          <div key={`${index}-${day.length}`} className="z-week-interval">
            <TimeInput
              size="sm"
              aria-label={t('hours.opens', { day: name })}
              value={start}
              readOnly={isReadOnly}
              onChange={(minute) => minute !== null && setInterval(index, minute, end % DAY_MIN || DAY_MIN)}
            />
            <span aria-hidden>–</span>
            <TimeInput
              size="sm"
              aria-label={t('hours.closes', { day: name })}
              value={end > DAY_MIN ? end - DAY_MIN : end}
              readOnly={isReadOnly}
              onChange={(minute) => minute !== null && setInterval(index, start, minute)}
            />
            {end > DAY_MIN && <span className="z-dim">{t('hours.nextDay')}</span>}
            {!isReadOnly && day.length > 1 && (
              <ActionIcon
                variant="subtle"
                aria-label={t('hours.removeInterval', { day: name })}
                onClick={() => onChange(day.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!isReadOnly && last && day.length < MOST_INTERVALS && last[1] + 60 <= DAY_MIN && (
          <Tooltip label={t('hours.addInterval')}>
            <ActionIcon
              variant="subtle"
              aria-label={t('hours.addIntervalOn', { day: name })}
              onClick={() => onChange([...day, [last[1] + 30, Math.min(DAY_MIN, last[1] + 270)]])}
            >
              <IconPlus size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}
