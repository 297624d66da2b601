import { Button, Group } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CentredScreen } from '../ui/CentredScreen.tsx';

interface ErrorScreenProps {
  /** The number under which the core has logged it; null when it could not be reported. */
  readonly number: string | null;
  readonly onRetry: () => void;
}

/** Stands instead of a screen that broke: what to do, and the number to quote. */
export function ErrorScreen({ number, onRetry }: ErrorScreenProps) {
  const { t } = useTranslation('system');
  return (
    <CentredScreen icon={IconMoodConfuzed} title={t('error.title')} text={t('error.text')}>
      {number && <p className="z-dim">{t('error.number', { number })}</p>}
      <Group>
        <Button size="sm" onClick={onRetry}>
          {t('error.retry')}
        </Button>
        <Button size="sm" variant="default" onClick={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
      </Group>
    </CentredScreen>
  );
}
