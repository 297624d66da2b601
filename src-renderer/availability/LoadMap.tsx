import './availability.css';
import { Modal, SegmentedControl, Select, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { LoadCell } from '../../src-shared/availability/availability.contract.ts';
import { formatDate, formatPercent, weekdayNames } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { useDesk, useLocale } from '../app/session.ts';

const RANGES = {
  last4Weeks: [-28, -1],
  last12Weeks: [-84, -1],
  next2Weeks: [0, 13],
} as const;
type Range = keyof typeof RANGES;

interface Place {
  readonly weekday: number;
  readonly hour: number;
}

/** Load by hour and weekday (R6, J13): a table whose cells open the bookings behind them. */
export function LoadMap({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('availability');
  const { today, settings } = useDesk();
  const { nameOrder } = settings;
  const locale = useLocale();
  const [range, setRange] = useState<Range>('last4Weeks');
  const [staffId, setStaffId] = useState<number | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const input = {
    fromDate: addDays(today, RANGES[range][0]),
    toDate: addDays(today, RANGES[range][1]),
    staffId: staffId as never,
  };
  const load = useQuery(api.availability.load.queryOptions({ input, placeholderData: keepPreviousData }));
  const cells = load.data?.cells ?? [];
  const hours = [...new Set(cells.map(({ hour }) => hour))].sort((a, b) => a - b);
  const cellAt = (weekday: number, hour: number): LoadCell | undefined =>
    cells.find((cell) => cell.weekday === weekday && cell.hour === hour);
  const weekdays = weekdayNames(locale);
  const longNames = weekdayNames(locale, 'weekdayLong');
  const hourText = (hour: number): string => formatRange(hour * 60, hour * 60 + 60);
  const shareText = (bp: number | null | undefined): string =>
    bp === null || bp === undefined ? t('load.noSchedule') : formatPercent(bp / 100, locale);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('load.title')}
      size={860}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className="zv-load-fields">
        <SegmentedControl
          size="sm"
          aria-label={t('load.range')}
          data={(Object.keys(RANGES) as Range[]).map((value) => ({ value, label: t(`load.${value}`) }))}
          value={range}
          onChange={(value) => setRange(value)}
        />
        <Select
          size="sm"
          aria-label={t('load.master')}
          data={[
            { value: '', label: t('load.everybody') },
            ...(staff.data?.map((person) => ({ value: String(person.id), label: personName(person, nameOrder) })) ??
              []),
          ]}
          value={staffId === null ? '' : String(staffId)}
          allowDeselect={false}
          searchable
          onChange={(value) => setStaffId(value ? Number(value) : null)}
        />
        <Text size="sm" title={t('load.formula')} className="z-nums">
          {load.data && t('load.total', { load: shareText(load.data.totalBp) })}
        </Text>
      </div>
      <div className="zv-load">
        {load.isSuccess && hours.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('load.none')}
          </Text>
        )}
        {hours.length > 0 && (
          <table className="zv-map">
            <caption className="z-visually-hidden">{t('load.formula')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('load.hour')}</th>
                {weekdays.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {hours.map((hour) => (
                <tr key={hour}>
                  <th scope="row">{formatMinute(hour * 60)}</th>
                  {weekdays.map((name, at) => {
                    const cell = cellAt(at + 1, hour);
                    if (!cell) return <td key={name} aria-label={t('load.noSchedule')} />;
                    const isOpen = place?.weekday === at + 1 && place.hour === hour;
                    return (
                      <td key={name}>
                        <button
                          type="button"
                          aria-pressed={isOpen}
                          aria-label={t('load.cell', {
                            weekday: longNames[at] ?? '',
                            hour: hourText(hour),
                            load: shareText(cell.loadBp),
                            active: cell.activeMin,
                            available: cell.availableMin,
                          })}
                          style={{ '--zv-load': Math.min(100, (cell.loadBp ?? 10_000) / 100) } as CSSProperties}
                          onClick={() => setPlace(isOpen ? null : { weekday: at + 1, hour })}
                        >
                          {cell.loadBp === null ? '+' : Math.round(cell.loadBp / 100)}
                        </button>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <section className="zv-behind" aria-live="polite">
          {place === null ? (
            <Text size="sm" c="dimmed">
              {t('load.choose')}
            </Text>
          ) : (
            <>
              <h3>
                {t('load.rowsTitle', { weekday: longNames[place.weekday - 1] ?? '', hour: hourText(place.hour) })}
              </h3>
              <LoadRows range={input} place={place} onClose={onClose} />
            </>
          )}
        </section>
      </div>
    </Modal>
  );
}

interface LoadRowsProps {
  readonly range: { readonly fromDate: string; readonly toDate: string; readonly staffId: never };
  readonly place: Place;
  readonly onClose: () => void;
}

/** The bookings behind one cell; each opens its day. */
function LoadRows({ range, place, onClose }: LoadRowsProps) {
  const { t } = useTranslation('availability');
  const locale = useLocale();
  const navigate = useNavigate();
  const rows = useQuery(api.availability.loadRows.queryOptions({ input: { ...range, ...place } }));
  if (!rows.data) return null;
  if (rows.data.total === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('load.noRows')}
      </Text>
    );
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('load.rowsCount', { count: rows.data.total })}
      </Text>
      <Table fz={12} verticalSpacing={3} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {(['date', 'time', 'service', 'client'] as const).map((name) => (
              <Table.Th key={name}>{t(`load.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.data.rows.map((row, at) => (
            <Table.Tr key={`${row.visitId}-${row.startMin}-${at}`}>
              <Table.Td>
                <button
                  type="button"
                  className="zv-link"
                  aria-label={t('load.openDay', { date: formatDate(row.localDate, 'full', locale) })}
                  onClick={() => {
                    onClose();
                    void navigate(`/journal/${row.localDate}`);
                  }}
                >
                  {formatDate(row.localDate, 'dayMonth', locale)}
                </button>
              </Table.Td>
              <Table.Td className="z-nums">{formatRange(row.startMin, row.endMin)}</Table.Td>
              <Table.Td>
                {row.serviceName}
                <span className="z-dim"> · {row.staffName}</span>
              </Table.Td>
              <Table.Td>{row.clientName || t('load.noClient')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
