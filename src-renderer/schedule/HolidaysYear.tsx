import { Alert, Button, Popover, SegmentedControl, TextInput } from '@mantine/core';
import { IconBuildingStore, IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber, weekdayNames } from '../../src-shared/i18n/format.ts';
import { addDays, addMonths, daysInMonth, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import {
  HOLIDAY_KINDS,
  type HolidayKind,
  isPreliminaryYear,
  normMinutes,
} from '../../src-shared/schedule/holidays.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { CloseDaysModal } from './CloseDaysModal.tsx';
import './schedule-year.css';

interface HolidaysYearProps {
  readonly year: number;
  readonly canEdit: boolean;
}

/** A day of the calendar as it is shown. */
export interface ShownHoliday {
  readonly localDate: string;
  readonly kind: HolidayKind;
  readonly title: string;
}

/** The production calendar of a year, day by day editable, with the working hours of each month. */
export function HolidaysYear({ year, canEdit }: HolidaysYearProps) {
  const { t } = useTranslation('schedule');
  const { today } = useDesk();
  const locale = useLocale();
  const [isClosing, setClosing] = useState(false);
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const found = useQuery(
    api.schedule.holidays.queryOptions({
      input: { fromDate: first, toDate: last },
      placeholderData: keepPreviousData,
    }),
  );
  const load = useCatalogueCommand(api.schedule.loadHolidays.mutationOptions());
  const holidays = found.data ?? [];
  const byDate = new Map(holidays.map((day) => [day.localDate, day]));
  const ahead = holidays.filter(({ localDate, kind }) => kind !== 'workday' && localDate >= today);
  if (found.isError) return <Alert color="danger">{errorText(found.error, t)}</Alert>;
  return (
    <div className="z-holidays">
      <div className="z-matrix-tools">
        {canEdit && (
          <>
            <Button
              size="compact-md"
              variant={holidays.length === 0 ? 'filled' : 'default'}
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={load.isPending}
              onClick={() => void load.run({ year, locale })}
            >
              {t(holidays.length === 0 ? 'holidays.load' : 'holidays.reload', { year })}
            </Button>
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconBuildingStore size={16} aria-hidden />}
              disabled={ahead.length === 0}
              onClick={() => setClosing(true)}
            >
              {t('holidays.close')}
            </Button>
          </>
        )}
        {isPreliminaryYear(year) && <span className="z-warn">{t('holidays.preliminary', { year })}</span>}
        <span className="z-tools-end z-dim">
          {t('holidays.yearNorm', { hours: formatNumber(normMinutes(first, last, holidays) / 60, locale) })}
        </span>
      </div>
      {found.data?.length === 0 && (
        <Alert m={12} color="primary" variant="light">
          {t('holidays.empty', { year })}
        </Alert>
      )}
      <div className="z-year-months">
        {Array.from({ length: 12 }, (_, index) => {
          const month = addMonths(first, index, 'clamp');
          const end = addDays(month, daysInMonth(month) - 1);
          return (
            <section key={month} aria-label={formatDate(month, 'month', locale)}>
              <h3>
                {formatDate(month, 'month', locale).split(' ')[0]}
                <span className="z-dim">
                  {t('hours', { hours: formatNumber(normMinutes(month, end, holidays) / 60, locale) })}
                </span>
              </h3>
              <div className="z-month-days">
                {weekdayNames(locale).map((name) => (
                  <span key={name} aria-hidden>
                    {name}
                  </span>
                ))}
                {Array.from({ length: daysInMonth(month) }, (__, offset) => {
                  const date = addDays(month, offset);
                  return (
                    <HolidayCell
                      key={date}
                      date={date}
                      holiday={byDate.get(date) ?? null}
                      isToday={date === today}
                      canEdit={canEdit}
                      column={offset === 0 ? isoWeekday(date) : undefined}
                    />
                  );
                })}
              </div>
            </section>
          );
        })}
      </div>
      <div className="z-matrix-legend">
        {HOLIDAY_KINDS.map((kind) => (
          <span key={kind}>
            <i data-holiday={kind} aria-hidden />
            {t(`holidayKinds.${kind}`)}
          </span>
        ))}
        {canEdit && <span>{t('holidays.hint')}</span>}
      </div>
      {isClosing && <CloseDaysModal days={ahead} onClose={() => setClosing(false)} />}
    </div>
  );
}

interface HolidayCellProps {
  readonly date: string;
  readonly holiday: ShownHoliday | null;
  readonly isToday: boolean;
  readonly canEdit: boolean;
  /** Column of the month's first day. */
  readonly column: number | undefined;
}

function HolidayCell({ date, holiday, isToday, canEdit, column }: HolidayCellProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const name = holiday ? holiday.title || t(`holidayKinds.${holiday.kind}`) : '';
  const face = (
    <button
      type="button"
      data-holiday={holiday?.kind}
      data-weekend={isoWeekday(date) > 5 || undefined}
      data-today={isToday || undefined}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      aria-label={[formatDate(date, 'day', locale), name].filter(Boolean).join(', ')}
      title={name || undefined}
      disabled={!canEdit}
      onClick={() => setOpen(!isOpen)}
    >
      {Number(date.slice(8))}
    </button>
  );
  if (!isOpen) return face;
  return (
    <Popover opened onChange={setOpen} trapFocus withArrow withinPortal width={380}>
      <Popover.Target>{face}</Popover.Target>
      <Popover.Dropdown p={16}>
        <HolidayForm date={date} holiday={holiday} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface HolidayFormProps {
  readonly date: string;
  readonly holiday: ShownHoliday | null;
  readonly onDone: () => void;
}

function HolidayForm({ date, holiday, onDone }: HolidayFormProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [kind, setKind] = useState<HolidayKind | 'none'>(holiday?.kind ?? 'holiday');
  const [title, setTitle] = useState(holiday?.title ?? '');
  const set = useCatalogueCommand(api.schedule.setHoliday.mutationOptions());
  const save = async (): Promise<void> => {
    if (await set.run({ localDate: date, kind: kind === 'none' ? null : kind, title })) onDone();
  };
  return (
    <form
      className="z-day-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{formatDate(date, 'dayLong', locale)}</h2>
      <SegmentedControl
        fullWidth
        size="xs"
        orientation="vertical"
        aria-label={t('holidays.kind')}
        data={(['none', ...HOLIDAY_KINDS] as const).map((value) => ({ value, label: t(`holidayKinds.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      {kind !== 'none' && (
        <TextInput
          data-autofocus
          label={t('holidays.name')}
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      )}
      <div className="z-editor-foot">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={set.isPending}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}
