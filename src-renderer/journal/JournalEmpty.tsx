import { Button } from '@mantine/core';
import { IconArmchair, IconCalendarOff, IconEyeOff, IconFilterOff, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';

/** Why the journal has no columns. */
export type EmptyReason = 'noMasters' | 'nobody' | 'closed' | 'allHidden' | 'noRooms' | 'filtered';

interface JournalEmptyProps {
  readonly reason: EmptyReason;
  readonly onShowAll: () => void;
}

const ICONS = {
  noMasters: IconUserPlus,
  nobody: IconCalendarOff,
  closed: IconCalendarOff,
  allHidden: IconEyeOff,
  noRooms: IconArmchair,
  filtered: IconFilterOff,
} as const;

/** Says why there are no columns and offers the one useful act. */
export function JournalEmpty({ reason, onShowAll }: JournalEmptyProps) {
  const { t } = useTranslation('journal');
  const navigate = useNavigate();
  const act = (): { text: string; run: () => void } => {
    switch (reason) {
      case 'noMasters':
        return { text: t('screen.empty.noMastersAction'), run: () => void navigate('/settings/staff') };
      case 'nobody':
      case 'closed':
        return { text: t('screen.empty.nobodyAction'), run: () => void navigate('/schedule') };
      case 'allHidden':
        return { text: t('screen.empty.showAll'), run: onShowAll };
      case 'filtered':
        return { text: t('screen.empty.clearFilter'), run: onShowAll };
      case 'noRooms':
        return { text: t('screen.empty.noRoomsAction'), run: () => void navigate('/settings/rooms') };
      default:
        return reason satisfies never;
    }
  };
  const { text, run } = act();
  return (
    <EmptyState
      icon={ICONS[reason]}
      title={t(`screen.empty.${reason}`)}
      {...(reason === 'noMasters' ? { text: t('screen.empty.noMastersText') } : {})}
      action={
        <Button size="sm" onClick={run}>
          {text}
        </Button>
      }
    />
  );
}
