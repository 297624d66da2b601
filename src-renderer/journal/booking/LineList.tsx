import './booking.css';
import { ActionIcon, Checkbox, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BookedLine, BookingWish } from '../../../src-shared/journal/booking.rules.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { useCan, useMoney } from '../../app/session.ts';
import { MoneyInput } from '../../ui/MoneyInput.tsx';
import { TimeInput } from '../../ui/TimeInput.tsx';

/** The choice of a master: whoever is free. */
const ANY = 'any';
const NO_ROOM = 'none';
const USUAL_ROOM = 'usual';

interface LineListProps {
  readonly day: Day;
  readonly lines: readonly BookedLine[];
  readonly wishes: readonly BookingWish[];
  readonly onChange: (wishes: BookingWish[]) => void;
  /** Services that took hold of a master who does not offer them are still shown; the core decides. */
  readonly isReadOnly?: boolean;
  /** Room, price, pause and services at the same time; otherwise length and master only. */
  readonly isFull?: boolean;
  /** The master to whom the client usually goes: named first. */
  readonly favouriteStaffId?: number | null;
  /** Who is free for a service at its time; offers «any master» when given. */
  readonly freeMasterOf?: (index: number) => number | null;
}

/** The chosen services: start, length, master, price; in full also room, pause and what runs at the same time (A7). */
export function LineList(props: LineListProps) {
  const { lines, wishes, onChange } = props;
  const { t } = useTranslation('journal');
  const change = (index: number, patch: Partial<BookingWish>): void => {
    onChange(wishes.map((wish, at) => (at === index ? { ...wish, ...patch } : wish)));
  };
  return (
    <div role="list" aria-label={t('booking.services')}>
      {lines.map((line, index) => (
        <Line
          // The same service may be chosen twice.
          key={`${line.serviceId}-${index}`}
          {...props}
          line={line}
          index={index}
          wish={wishes[index] ?? { serviceId: line.serviceId, staffId: line.staffId, durationMin: null }}
          change={(patch) => change(index, patch)}
          onRemove={() => onChange(wishes.filter((_, at) => at !== index))}
        />
      ))}
    </div>
  );
}

interface LineProps extends LineListProps {
  readonly line: BookedLine;
  readonly index: number;
  readonly wish: BookingWish;
  readonly change: (patch: Partial<BookingWish>) => void;
  readonly onRemove: () => void;
}

function Line(props: LineProps) {
  const { day, line, index, wish, change, onRemove, isReadOnly = false, isFull = false } = props;
  const { t } = useTranslation('journal');
  const money = useMoney();
  const previous = props.lines.slice(0, index);
  const previousEnd = previous.reduce((end, item) => Math.max(end, item.startMin + item.durationMin), 0);
  return (
    <div role="listitem" className="zj-line" data-full={isFull || undefined}>
      <Group wrap="nowrap" gap={6} align="center">
        {isFull && index > 0 && !isReadOnly ? (
          <TimeInput
            size="xs"
            w={64}
            aria-label={t('booking.startOf', { service: line.name })}
            value={line.startMin}
            onChange={(minute) => {
              if (minute !== null) change({ isParallel: false, gapMin: minute - previousEnd });
            }}
          />
        ) : (
          <Text size="sm" c="dimmed" w={42} className="z-nums">
            {formatMinute(line.startMin)}
          </Text>
        )}
        <Text size="sm" truncate title={line.name} style={{ flex: 1, minWidth: 0 }}>
          {line.name}
        </Text>
        {!(isFull && !isReadOnly) && (
          <Text size="sm" className="z-nums" ta="right" style={{ whiteSpace: 'nowrap' }}>
            {money(line.priceMinor)}
          </Text>
        )}
        {!isReadOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('booking.removeService', { service: line.name })}
            onClick={onRemove}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <div className="zj-line-fields">
        <NumberInput
          size="xs"
          w={76}
          aria-label={t('booking.durationOf', { service: line.name })}
          value={line.durationMin}
          min={5}
          max={720}
          step={5}
          suffix={t('booking.minutesSuffix')}
          hideControls
          readOnly={isReadOnly}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 5 && value <= 720) change({ durationMin: value });
          }}
        />
        <MasterSelect {...props} />
      </div>
      {isFull && (
        <div className="zj-line-fields">
          <Select
            size="xs"
            flex={1}
            aria-label={t('booking.roomOf', { service: line.name })}
            data={[
              { value: USUAL_ROOM, label: t('booking.usualRoom') },
              { value: NO_ROOM, label: t('booking.noRoom') },
              ...day.rooms.map((room) => ({ value: String(room.id), label: room.name })),
            ]}
            value={wish.roomId === undefined ? USUAL_ROOM : wish.roomId === null ? NO_ROOM : String(wish.roomId)}
            allowDeselect={false}
            readOnly={isReadOnly}
            onChange={(value) => {
              if (value === USUAL_ROOM) {
                const { roomId: _, ...rest } = wish;
                props.onChange(props.wishes.map((item, at) => (at === index ? rest : item)));
              } else if (value !== null) change({ roomId: value === NO_ROOM ? null : Number(value) });
            }}
          />
          <PriceField line={line} isReadOnly={isReadOnly} onChange={(priceMinor) => change({ priceMinor })} />
        </div>
      )}
      {isFull && index > 0 && !isReadOnly && (
        <Checkbox
          size="xs"
          className="zj-line-note"
          label={t('booking.together', { service: props.lines[index - 1]?.name ?? '' })}
          checked={wish.isParallel === true}
          onChange={(event) => change({ isParallel: event.currentTarget.checked, gapMin: 0 })}
        />
      )}
      {isFull && index > 0 && wish.isParallel !== true && line.startMin > previousEnd && (
        <Text size="xs" c="dimmed" className="zj-line-note">
          {t('booking.pause', { minutes: line.startMin - previousEnd })}
        </Text>
      )}
    </div>
  );
}

/** Masters who offer the service, the client's usual one first, and «any»; the present one is always among them. */
function MasterSelect(props: LineProps) {
  const { day, line, index, wish, isReadOnly = false, favouriteStaffId, freeMasterOf } = props;
  const { t } = useTranslation('journal');
  const offering = day.staff
    .filter((staff) => staff.id === line.staffId || (staff.serviceIds as number[]).includes(line.serviceId))
    .toSorted((a, b) => Number(b.id === favouriteStaffId) - Number(a.id === favouriteStaffId));
  const data = offering.map((staff) => ({
    value: String(staff.id),
    label: staff.id === favouriteStaffId ? t('booking.usualMaster', { name: staff.shortName }) : staff.shortName,
  }));
  return (
    <Select
      size="xs"
      flex={1}
      aria-label={t('booking.masterOf', { service: line.name })}
      data={freeMasterOf && !isReadOnly ? [{ value: ANY, label: t('booking.anyMaster') }, ...data] : data}
      value={String(line.staffId)}
      allowDeselect={false}
      readOnly={isReadOnly}
      comboboxProps={{ withinPortal: true }}
      onChange={(value) => {
        const staffId = value === ANY ? (freeMasterOf?.(index) ?? line.staffId) : Number(value);
        if (value === null || staffId === line.staffId) return;
        // Length, price and room were the other master's.
        const { roomId: _, ...rest } = wish;
        const next = { ...rest, staffId, durationMin: null, priceMinor: null };
        props.onChange(props.wishes.map((item, at) => (at === index ? next : item)));
      }}
    />
  );
}

/** The price: free for those who may set one, inside the range of the service for everybody else (P2). */
function PriceField({
  line,
  isReadOnly,
  onChange,
}: {
  readonly line: BookedLine;
  readonly isReadOnly: boolean;
  readonly onChange: (priceMinor: number | null) => void;
}) {
  const { t } = useTranslation('journal');
  const canPrice = useCan('manual_price');
  return (
    <MoneyInput
      size="xs"
      w={108}
      aria-label={t('booking.priceOf', { service: line.name })}
      value={line.priceMinor}
      readOnly={isReadOnly || (!canPrice && !line.hasPriceRange)}
      onChange={onChange}
    />
  );
}
