import { Button } from '@mantine/core';
import { IconCalendarCheck, IconCalendarPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { useLocale } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import type { Rebook } from './use-rebook.ts';

interface RebookLineProps {
  readonly rebook: Rebook;
  readonly onAsk: () => void;
}

/** How the next visit stands: offered, booked, or why not. */
export function RebookLine({ rebook, onAsk }: RebookLineProps) {
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const { booked, skipReason, slots } = rebook;
  const [first] = slots;
  if (booked) {
    return (
      <p className="zc-rebook" data-done>
        <IconCalendarCheck size={18} aria-hidden />
        {t('screen.rebook.booked', {
          date: formatDate(booked.localDate, 'day', locale),
          time: formatMinute(booked.startMin),
        })}
      </p>
    );
  }
  return (
    <p className="zc-rebook">
      <IconCalendarPlus size={18} aria-hidden />
      <span>
        {skipReason === null
          ? first
            ? t('screen.rebook.next', {
                date: formatDate(first.localDate, 'day', locale),
                time: formatMinute(first.startMin),
              })
            : t('screen.rebook.nextNone')
          : t('screen.rebook.skipped', { reason: skipReason })}
      </span>
      <Button size="compact-sm" variant="default" rightSection={<Keys shortcut="Alt+KeyR" />} onClick={onAsk}>
        {t('screen.rebook.ask')}
      </Button>
    </p>
  );
}
