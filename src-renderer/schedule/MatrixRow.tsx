import { Menu } from '@mantine/core';
import { IconBeach, IconCalendarPlus, IconCalendarShare } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { MatrixDay, MonthMatrix as Matrix } from '../../src-shared/schedule/schedule.contract.ts';
import { useLocale } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { roomMark } from './brush.ts';

type SalonDay = Matrix['days'][number];
type Row = Matrix['staff'][number];

/** What the head of a row offers. */
export type RowAct = 'assign' | 'absences' | 'file';

interface MatrixRowProps {
  readonly row: Row;
  readonly index: number;
  readonly days: readonly SalonDay[];
  readonly today: string;
  readonly normMin: number;
  /** −1 = none in this row. */
  readonly activeColumn: number;
  readonly firstChosen: number;
  readonly lastChosen: number;
  readonly roomNames: ReadonlyMap<number, string>;
  readonly showsRooms: boolean;
  readonly canEdit: boolean;
  readonly onAct: (act: RowAct, row: Row) => void;
}

/** A master's month. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const { row, index, days, today, normMin, activeColumn, firstChosen, lastChosen, canEdit, onAct } = props;
  const shifts = row.days.filter(({ shiftMin }) => shiftMin > 0).length;
  const hours = formatNumber(row.totalMin / 60, locale, 1);
  const norm = formatNumber(normMin / 60, locale, 1);
  return (
    <tr>
      <th scope="row">
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <button type="button" className="z-person" aria-label={t('rowMenu', { name: row.name })}>
              <Initials name={row.name} colour={swatchColour(row.colour)} size={28} />
              <span>
                <span className="z-matrix-name">{row.name}</span>
                <small data-over={row.totalMin > normMin || undefined}>
                  {t('shifts', { count: shifts })} · {t('hoursOfNorm', { hours, norm })}
                </small>
              </span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {canEdit && (
              <Menu.Item leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => onAct('assign', row)}>
                {t('assign')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconBeach size={16} aria-hidden />} onClick={() => onAct('absences', row)}>
              {t('views.absences')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCalendarShare size={16} aria-hidden />} onClick={() => onAct('file', row)}>
              {t('file.action')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </th>
      {row.days.map((day, column) => {
        const isClosed = days[column]?.hours.length === 0;
        const isActive = column === activeColumn;
        const isChosen = column >= firstChosen && column <= lastChosen;
        const room = day.roomId === null ? '' : (props.roomNames.get(day.roomId) ?? '');
        return (
          <td
            key={day.localDate}
            role="gridcell"
            data-row={index}
            data-column={column}
            data-state={stateOf(day, isClosed)}
            data-today={day.localDate === today || undefined}
            data-holiday={days[column]?.holiday?.kind === 'holiday' || undefined}
            data-override={day.source === 'override' || undefined}
            data-active={isActive || undefined}
            data-chosen={isChosen || undefined}
            aria-selected={isChosen}
          >
            <button
              type="button"
              tabIndex={isActive ? 0 : -1}
              aria-label={[row.name, formatDate(day.localDate, 'day', locale), wordsOf(day, isClosed, room, t)].join(
                ', ',
              )}
            >
              <CellFace day={day} room={props.showsRooms ? room : ''} />
            </button>
          </td>
        );
      })}
    </tr>
  );
});

function CellFace({ day, room }: { readonly day: MatrixDay; readonly room: string }) {
  const { t } = useTranslation('schedule');
  const first = day.work[0];
  const last = day.work.at(-1);
  const booked = day.visits > 0 && <u aria-hidden>{day.visits}</u>;
  if (day.absence && !(first && last)) {
    return (
      <>
        <b>{t(`absenceShort.${day.absence}`)}</b>
        {booked}
      </>
    );
  }
  if (!first || !last) return booked || null;
  return (
    <>
      <ClockFace minute={first[0]} />
      <ClockFace minute={last[1]} />
      {room !== '' && <em aria-hidden>{roomMark(room)}</em>}
      {booked}
    </>
  );
}

/** A time that gives up its leading zero and «:00» where the column is narrow. */
function ClockFace({ minute }: { readonly minute: number }) {
  const [hours = '', minutes] = (minute === 1440 ? '24:00' : formatMinute(minute)).split(':');
  return (
    <span>
      {hours.startsWith('0') && <i>0</i>}
      {Number(hours)}
      {minutes === '00' ? <i>:00</i> : `:${minutes}`}
    </span>
  );
}

function stateOf(day: MatrixDay, isClosed: boolean): 'work' | 'away' | 'closed' | 'off' {
  if (day.minutes > 0) return 'work';
  if (day.absence) return 'away';
  return isClosed ? 'closed' : 'off';
}

function wordsOf(day: MatrixDay, isClosed: boolean, room: string, t: TFunction<'schedule'>): string {
  const hours = day.work.map(([start, end]) => formatRange(start, end)).join(', ');
  return [
    hours ? t('worksFrom', { hours }) : '',
    day.absence ? t(`absence.${day.absence}`) : '',
    !hours && !day.absence ? t(isClosed ? 'closed' : day.source === 'none' ? 'notPlanned' : 'dayOff') : '',
    hours ? room : '',
    day.source === 'override' ? t('changedDay') : '',
    day.visits > 0 ? t('visits', { count: day.visits }) : '',
    day.note,
  ]
    .filter(Boolean)
    .join(', ');
}
