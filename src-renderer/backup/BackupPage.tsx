import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDatabase, IconDatabasePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { BackupTable } from './BackupTable.tsx';
import { JobProgress } from './JobProgress.tsx';
import { LongWorkScreen } from './LongWorkScreen.tsx';
import { UploadField } from './UploadField.tsx';

/** Copies of the salon's file: making, proving, bringing back. */
export function BackupPage() {
  const { t } = useTranslation('backup');
  const cache = useQueryClient();
  const { settings, session } = useDesk();
  const { locale } = session.user;
  const mayRestore = useCan('restore');
  const [verifying, setVerifying] = useState<string | null>(null);
  const backups = useQuery(api.backup.list.queryOptions());
  const refresh = (): Promise<unknown> =>
    Promise.all([
      cache.invalidateQueries({ queryKey: api.backup.list.key() }),
      cache.invalidateQueries({ queryKey: api.system.info.key() }),
    ]);
  const create = useMutation(
    api.backup.create.mutationOptions({
      onSuccess: () => {
        showNotice(t('created'));
        return refresh();
      },
      onError: (error) => showError(error, t),
    }),
  );
  const restore = useMutation(
    api.backup.restore.mutationOptions({
      onSuccess: () => cache.resetQueries(),
      onError: (error) => showError(error, t),
    }),
  );
  const makeCopy = (): void => {
    if (!create.isPending) create.mutate(undefined);
  };
  useActions(
    [
      {
        id: 'backup.create',
        title: 'system:actions.createBackup',
        group: 'backup',
        permission: 'backup',
        run: makeCopy,
      },
    ],
    [],
  );
  const verify = async (backup: BackupInfo): Promise<void> => {
    setVerifying(backup.id);
    try {
      const { ok, findings, commands } = await client.backup.verify({ id: backup.id });
      notifications.show({
        title: t(ok ? 'verify.ok' : 'verify.bad'),
        message: ok
          ? t('verify.okText', { count: commands })
          : t('verify.badText', { findings: findings.slice(0, 3).join('; ') }),
        ...(ok ? {} : { color: 'danger' }),
        autoClose: ok ? 8000 : false,
        withBorder: true,
      });
    } catch (error) {
      showError(error, t);
    } finally {
      setVerifying(null);
      await refresh();
    }
  };
  const confirmRestore = (backup: BackupInfo): void => {
    modals.openConfirmModal({
      title: t('restore.title'),
      size: 520,
      children: (
        <>
          <p>
            {t('restore.what', {
              when: formatInstant(backup.createdAtMs, settings.timeZone, locale),
              salon: backup.salonName,
            })}
          </p>
          <p>{t('restore.lose')}</p>
        </>
      ),
      labels: { confirm: t('restore.action'), cancel: t('common:cancel') },
      confirmProps: { color: 'danger' },
      onConfirm: () => restore.mutate({ id: backup.id }),
    });
  };
  return (
    <>
      {restore.isPending && <LongWorkScreen title={t('restore.running')} text={t('restore.wait')} />}
      <PageHeader title={t('title')}>
        <Button size="sm" leftSection={<IconDatabasePlus size={16} />} loading={create.isPending} onClick={makeCopy}>
          {t('create')}
        </Button>
      </PageHeader>
      <div className="z-form z-form-wide">
        <p className="z-dim">{t('text')}</p>
        <JobProgress />
        {backups.error && <p className="z-field-error">{errorText(backups.error, t)}</p>}
        {backups.data?.length === 0 && (
          <EmptyState icon={IconDatabase} title={t('empty.title')} text={t('empty.text')} />
        )}
        {backups.data && backups.data.length > 0 && (
          <section className="z-group">
            <BackupTable
              backups={backups.data}
              timeZone={settings.timeZone}
              locale={locale}
              renderActions={(backup) => (
                <>
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={verifying === backup.id}
                    disabled={verifying !== null && verifying !== backup.id}
                    onClick={() => void verify(backup)}
                  >
                    {t('verify.action')}
                  </Button>
                  {mayRestore && (
                    <Button size="compact-sm" variant="default" onClick={() => confirmRestore(backup)}>
                      {t('restore.action')}
                    </Button>
                  )}
                </>
              )}
            />
          </section>
        )}
        {mayRestore && (
          <section className="z-group">
            <h2>{t('restore.fromFile')}</h2>
            <p className="z-dim">{t('restore.fromFileText')}</p>
            <UploadField
              sendPart={(part, options) => client.backup.upload(part, options)}
              onUploaded={(backup) => {
                showNotice(
                  t('upload.done', {
                    salon: backup.salonName,
                    visits: formatNumber(backup.visits, locale),
                    clients: formatNumber(backup.clients, locale),
                  }),
                );
                void refresh();
              }}
            />
          </section>
        )}
      </div>
    </>
  );
}
