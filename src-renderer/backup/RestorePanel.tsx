import { Alert, Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { type Locale, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { api, client, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { BackupTable } from './BackupTable.tsx';
import { LongWorkScreen } from './LongWorkScreen.tsx';
import { UploadField } from './UploadField.tsx';

interface RestorePanelProps {
  /** What stands to lose: on the recovery screen the damaged file is kept, in a new folder there is nothing yet. */
  readonly consequence: string;
}

/** Before anybody can sign in: the copies of this folder, a file from outside, and the way back. */
export function RestorePanel({ consequence }: RestorePanelProps) {
  const { t, i18n } = useTranslation('backup');
  const locale: Locale = i18n.language === 'ru' ? 'ru' : 'en';
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const cache = useQueryClient();
  const [uploaded, setUploaded] = useState<BackupInfo | null>(null);
  const backups = useQuery(api.backup.recovery.list.queryOptions());
  const restore = useMutation(
    api.backup.recovery.restore.mutationOptions({ onSuccess: () => queryClient.resetQueries() }),
  );
  const confirm = (backup: BackupInfo): void => {
    modals.openConfirmModal({
      title: t('restore.title'),
      children: (
        <p>
          {t('restore.what', { when: formatInstant(backup.createdAtMs, timeZone, locale), salon: backup.salonName })}{' '}
          {consequence}
        </p>
      ),
      labels: { confirm: t('restore.action'), cancel: t('common:cancel') },
      onConfirm: () => restore.mutate({ id: backup.id }),
    });
  };
  const list = backups.data ?? [];
  return (
    <div className="z-restore">
      {restore.isPending && <LongWorkScreen title={t('restore.running')} text={t('restore.wait')} />}
      {restore.error && (
        <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm" role="alert">
          {errorText(restore.error, t)}
        </Alert>
      )}
      {uploaded && (
        <p role="status">
          {t('upload.done', {
            salon: uploaded.salonName,
            visits: formatNumber(uploaded.visits, locale),
            clients: formatNumber(uploaded.clients, locale),
          })}
        </p>
      )}
      {list.length > 0 && (
        <BackupTable
          backups={list}
          timeZone={timeZone}
          locale={locale}
          renderActions={(backup) => (
            <Button
              size="compact-sm"
              variant={backup.id === uploaded?.id ? 'filled' : 'default'}
              onClick={() => confirm(backup)}
            >
              {t('restore.action')}
            </Button>
          )}
        />
      )}
      {backups.data && list.length === 0 && <p className="z-dim">{t('restore.noneHere')}</p>}
      {backups.error && <p className="z-dim">{errorText(backups.error, t)}</p>}
      <UploadField
        sendPart={(part, options) => client.backup.recovery.upload(part, options)}
        onUploaded={(backup) => {
          setUploaded(backup);
          void cache.invalidateQueries({ queryKey: api.backup.recovery.list.key() });
        }}
      />
    </div>
  );
}
