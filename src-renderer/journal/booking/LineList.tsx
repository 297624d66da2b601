import { ActionIcon, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BookedLine, BookingWish } from '../../../src-shared/journal/booking.rules.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { useMoney } from '../../app/session.ts';

interface LineListProps {
  readonly day: Day;
  readonly lines: readonly BookedLine[];
  readonly wishes: readonly BookingWish[];
  readonly onChange: (wishes: BookingWish[]) => void;
  /** Services that took hold of a master who does not offer them are still shown; the core decides. */
  readonly isReadOnly?: boolean;
}

/** The chosen services: start, length, master, price; each can go. */
export function LineList({ day, lines, wishes, onChange, isReadOnly = false }: LineListProps) {
  const { t } = useTranslation('journal');
  const money = useMoney();
  const change = (index: number, patch: Partial<BookingWish>): void => {
    onChange(wishes.map((wish, at) => (at === index ? { ...wish, ...patch } : wish)));
  };
  return (
    <div role="list" aria-label={t('booking.services')}>
      {lines.map((line, index) => (
        <Group key={`${line.serviceId}-${index}`} role="listitem" wrap="nowrap" gap={6} py={6} align="center">
          <Text size="sm" c="dimmed" w={42} className="z-nums">
            {formatMinute(line.startMin)}
          </Text>
          <div style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" mb={3} truncate title={line.name}>
              {line.name}
            </Text>
            <Group gap={4} wrap="nowrap">
              <NumberInput
                size="xs"
                w={72}
                aria-label={t('booking.durationOf', { service: line.name })}
                value={line.durationMin}
                min={5}
                max={720}
                step={5}
                suffix={t('booking.minutesSuffix')}
                hideControls
                readOnly={isReadOnly}
                onChange={(value) => {
                  if (typeof value === 'number' && value >= 5 && value <= 720) change(index, { durationMin: value });
                }}
              />
              <Select
                size="xs"
                flex={1}
                aria-label={t('booking.masterOf', { service: line.name })}
                data={staffOptions(day, line.serviceId, line.staffId)}
                value={String(line.staffId)}
                allowDeselect={false}
                readOnly={isReadOnly}
                comboboxProps={{ withinPortal: true }}
                onChange={(value) => {
                  if (value !== null) change(index, { staffId: Number(value), durationMin: null });
                }}
              />
            </Group>
          </div>
          <Text size="sm" className="z-nums" ta="right" style={{ whiteSpace: 'nowrap' }}>
            {money(line.priceMinor)}
          </Text>
          {!isReadOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('booking.removeService', { service: line.name })}
              onClick={() => onChange(wishes.filter((_, at) => at !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
    </div>
  );
}

/** Masters who offer the service and work that day, the present one always among them. */
function staffOptions(day: Day, serviceId: number, staffId: number): { value: string; label: string }[] {
  return day.staff
    .filter((staff) => staff.id === staffId || (staff.serviceIds as number[]).includes(serviceId))
    .map((staff) => ({ value: String(staff.id), label: staff.shortName }));
}
