import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { shortcutOf } from '../app/shortcut.ts';
import { useLocale } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import type { Rebook } from './use-rebook.ts';

interface RebookDialogProps {
  readonly rebook: Rebook;
  readonly onClose: () => void;
  /** Booked (null), or why not; the payment goes on. */
  readonly onDone: (skipReason: string | null) => void;
}

const REASONS = ['calls', 'unsure', 'notNow'] as const;

/** The next visit before the payment: one key books it, one key says why not. */
export function RebookDialog({ rebook, onClose, onDone }: RebookDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const [own, setOwn] = useState('');
  const { slots } = rebook;
  const book = (index: number): void => {
    const slot = slots[index];
    if (!slot || rebook.isBooking) return;
    void rebook.book(slot).then((isBooked) => {
      if (isBooked) onDone(null);
    });
  };
  const skip = (reason: string): void => {
    rebook.skip(reason);
    onDone(reason);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const number = Number(/^Alt\+(?:Digit|Numpad)([1-6])$/u.exec(shortcutOf(event))?.[1] ?? 0);
    if (number === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const reason = REASONS[number - 4];
    if (number <= 3) book(number - 1);
    else if (reason) skip(t(`screen.rebook.reasons.${reason}`));
  };
  return (
    <Modal opened onClose={onClose} zIndex={300} size={480} title={t('screen.rebook.title')} onKeyDown={onKeyDown}>
      <p className="zc-rebook-what">
        {rebook.serviceNames.join(', ')}
        {rebook.onDate !== null && (
          <span className="z-dim">
            {' '}
            {t('screen.rebook.from', { date: formatDate(rebook.onDate, 'dayMonth', locale) })}
          </span>
        )}
      </p>
      <Stack gap={6}>
        {slots.map((slot, index) => (
          <Button
            key={`${slot.localDate}${slot.startMin}`}
            variant={index === 0 ? 'filled' : 'default'}
            justify="space-between"
            data-autofocus={index === 0 || undefined}
            loading={rebook.isBooking}
            leftSection={<IconCalendarPlus size={16} aria-hidden />}
            rightSection={<Keys shortcut={`Alt+Digit${index + 1}`} />}
            onClick={() => book(index)}
          >
            {t('screen.rebook.slot', {
              date: formatDate(slot.localDate, 'day', locale),
              time: formatMinute(slot.startMin),
              who: [...new Set(slot.lines.map(({ staffId }) => rebook.staffName(staffId)))].join(', '),
            })}
          </Button>
        ))}
        {slots.length === 0 && (
          <p className="z-dim">{t(rebook.isSearching ? 'screen.rebook.searching' : 'screen.rebook.nothing')}</p>
        )}
      </Stack>
      <p className="zc-rebook-skip">{t('screen.rebook.skip')}</p>
      <Stack gap={6}>
        {REASONS.map((reason, index) => (
          <Button
            key={reason}
            variant="subtle"
            justify="space-between"
            data-autofocus={(slots.length === 0 && index === 0) || undefined}
            rightSection={<Keys shortcut={`Alt+Digit${index + 4}`} />}
            onClick={() => skip(t(`screen.rebook.reasons.${reason}`))}
          >
            {t(`screen.rebook.reasons.${reason}`)}
          </Button>
        ))}
        <Group gap={8} wrap="nowrap">
          <TextInput
            flex={1}
            size="sm"
            aria-label={t('screen.rebook.own')}
            placeholder={t('screen.rebook.own')}
            maxLength={200}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && own.trim() !== '') skip(own.trim());
            }}
          />
          <Button variant="default" disabled={own.trim() === ''} onClick={() => skip(own.trim())}>
            {t('screen.rebook.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
