import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import { client } from '../api/client.ts';
import { onLiveEvent } from '../api/live.ts';
import { showError } from '../api/use-command.tsx';

type Job = NonNullable<LiveEvent['job']>;

/** The long work that runs now, whoever began it: how far it is, and a way to stop it. */
export function JobProgress() {
  const { t } = useTranslation('backup');
  const [job, setJob] = useState<Job | null>(null);
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.job?.title.startsWith('backup.')) setJob(event.job.state === 'running' ? event.job : null);
      }),
    [],
  );
  if (!job) return null;
  const percent = Math.round(job.share * 100);
  const title = t(`jobs.${job.title.replace('backup.', '')}`);
  return (
    <div className="z-group" role="status">
      <div className="z-group-head">
        <strong>{title}</strong>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void client.backup.cancel({ jobId: job.id }).catch((error: unknown) => showError(error, t))}
        >
          {t('common:cancel')}
        </Button>
      </div>
      <Progress value={percent} aria-label={title} />
    </div>
  );
}
