import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useImportJob } from './use-import-job.ts';

const TITLES: Readonly<Record<string, string>> = {
  'import.read': 'drop.reading',
  'import.check': 'check.running',
  'import.run': 'run.running',
  'import.undo': 'run.undoing',
};

/** How far the work is, and a way to stop it. */
export function ImportProgress() {
  const { t } = useTranslation('import');
  const job = useImportJob();
  const [stopped, setStopped] = useState<string | null>(null);
  if (!job) return null;
  const percent = Math.round(job.share * 100);
  const isStopping = stopped === job.id;
  const title = t(isStopping ? 'run.stopping' : (TITLES[job.title] ?? 'run.running'));
  const stop = (): void => {
    setStopped(job.id);
    client.import.cancel({ jobId: job.id }).catch((error: unknown) => showError(error, t));
  };
  return (
    <section className="z-group" role="status">
      <div className="z-group-head">
        <span>
          <strong>{title}</strong> <span className="z-dim">{percent} %</span>
        </span>
        {job.title !== 'import.undo' && (
          <Button size="compact-sm" variant="default" loading={isStopping} onClick={stop}>
            {t('run.stop')}
          </Button>
        )}
      </div>
      <Progress value={percent} aria-label={title} />
      {job.title === 'import.run' && <span className="z-dim">{t('run.usable')}</span>}
    </section>
  );
}
