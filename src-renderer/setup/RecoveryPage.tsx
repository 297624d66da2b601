import { Button, Code } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconDatabaseExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Locale, formatBytes, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { api, queryClient } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { RestorePanel } from '../backup/RestorePanel.tsx';
import { CentredScreen } from '../ui/CentredScreen.tsx';
import type { StartProblem } from './setup-status.ts';

/** Problems that a copy cannot cure: the folder or the program has to change first. */
const NOT_CURED_BY_COPY: ReadonlySet<StartProblem['code']> = new Set([
  'FOLDER_IN_USE',
  'FOLDER_ON_NETWORK',
  'FOLDER_NOT_WRITABLE',
  'DATABASE_READ_ONLY',
  'DISK_FULL',
]);

/** The salon's file cannot be opened: what happened, what it means, and the ways on. Nothing is ever deleted here. */
export function RecoveryPage({ problem }: { readonly problem: StartProblem }) {
  const { t, i18n } = useTranslation('setup');
  const locale: Locale = i18n.language === 'ru' ? 'ru' : 'en';
  const accept = useMutation(
    api.setup.acceptLostWrites.mutationOptions({
      onSuccess: () => queryClient.resetQueries(),
      onError: (error) => showError(error, t),
    }),
  );
  const retry = useMutation(
    api.setup.retry.mutationOptions({
      onSuccess: ({ isOpen }) => {
        if (isOpen) return queryClient.resetQueries();
        notifications.show({ color: 'orange', message: t('recovery.stillClosed') });
        return queryClient.invalidateQueries();
      },
      onError: (error) => showError(error, t),
    }),
  );
  const values = readable(problem, locale);
  const confirmAccept = (): void => {
    modals.openConfirmModal({
      title: t('recovery.accept.title'),
      children: <p>{t('recovery.accept.text', values)}</p>,
      labels: { confirm: t('recovery.accept.action'), cancel: t('common:cancel') },
      onConfirm: () => accept.mutate(undefined),
    });
  };
  const place = problem.data['file'] ?? problem.data['folder'];
  const text = `recovery.problems.${problem.code}`;
  return (
    <CentredScreen icon={IconDatabaseExclamation} title={t(`${text}.title`)} width={860}>
      <p>{t(`${text}.means`, values)}</p>
      <p>{t(`${text}.todo`, values)}</p>
      {place !== undefined && place !== null && (
        <p className="z-dim">
          {t('recovery.place')} <Code>{String(place)}</Code>
        </p>
      )}
      <div className="z-buttons">
        <Button
          size="sm"
          variant={problem.code === 'WRITES_LOST' ? 'default' : 'filled'}
          loading={retry.isPending}
          onClick={() => retry.mutate(undefined)}
        >
          {t('recovery.retry')}
        </Button>
        {problem.code === 'WRITES_LOST' && (
          <Button size="sm" loading={accept.isPending} onClick={confirmAccept}>
            {t('recovery.accept.action')}
          </Button>
        )}
      </div>
      {!NOT_CURED_BY_COPY.has(problem.code) && (
        <>
          <h2>{t('recovery.fromCopy')}</h2>
          <RestorePanel consequence={t('recovery.kept')} />
        </>
      )}
    </CentredScreen>
  );
}

/** Sizes and moments as a person reads them; everything else as it came. */
function readable({ data }: StartProblem, locale: Locale): Record<string, string | number | null> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value];
      if (name.endsWith('AtMs')) return [name, formatInstant(value, timeZone, locale)];
      if (name.toLowerCase().endsWith('bytes')) return [name, formatBytes(value, locale)];
      return [name, formatNumber(value, locale)];
    }),
  );
}
