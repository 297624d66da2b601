import { Button } from '@mantine/core';
import { IconMoodHappy, IconPhoneCall } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';

interface CallsEmptyProps {
  readonly list: 'due' | 'lost';
  /** A free window is asked about, not the list. */
  readonly isWindow: boolean;
  readonly isNarrowed: boolean;
  /** Clients who are left out for some reason. */
  readonly held: number;
  readonly onClear: () => void;
  readonly onEditRules: () => void;
}

/** Why there is nobody to call, and what to do about it. */
export function CallsEmpty({ list, isWindow, isNarrowed, held, onClear, onEditRules }: CallsEmptyProps) {
  const { t } = useTranslation('retention');
  const navigate = useNavigate();
  if (isWindow) return <EmptyState icon={IconPhoneCall} title={t('windows.noFits')} />;
  const act = (text: string, run: () => void) => (
    <Button size="sm" variant="default" onClick={run}>
      {text}
    </Button>
  );
  if (isNarrowed) {
    return <EmptyState icon={IconPhoneCall} title={t('empty.dueFiltered')} action={act(t('empty.clear'), onClear)} />;
  }
  const text =
    held > 0 ? t('empty.skippedOnly', { count: held }) : t(list === 'due' ? 'empty.dueText' : 'empty.lostText');
  const action =
    held > 0
      ? act(t('rules.title'), onEditRules)
      : list === 'due' && act(t('empty.services'), () => void navigate('/settings/services'));
  return (
    <EmptyState
      icon={IconMoodHappy}
      title={t(list === 'due' ? 'empty.due' : 'empty.lost')}
      text={text}
      action={action}
    />
  );
}
