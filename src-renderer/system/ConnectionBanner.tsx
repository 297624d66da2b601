import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { connection, queryClient } from '../api/client.ts';

/** Says that the core does not answer; what is shown may be old. Goes by itself when the link is back. */
export function ConnectionBanner() {
  const { t } = useTranslation('system');
  const state = useSyncExternalStore(connection.subscribe, connection.get);
  if (state === 'online') return null;
  return (
    <div className="z-banner" role="alert">
      <IconPlugConnectedX size={18} aria-hidden />
      <strong>{t('lost.title')}</strong>
      <span>{t('lost.text')}</span>
      <Button size="compact-sm" variant="default" onClick={() => void queryClient.invalidateQueries()}>
        {t('common:retry')}
      </Button>
    </div>
  );
}
