import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import { onLiveEvent } from '../api/live.ts';

type Job = NonNullable<LiveEvent['job']>;

/** The work on imports that runs now, whoever began it; null when none does. */
export function useImportJob(): Job | null {
  const [job, setJob] = useState<Job | null>(null);
  useEffect(
    () =>
      onLiveEvent(({ job: told }) => {
        if (told?.title.startsWith('import.')) setJob(told.state === 'running' ? told : null);
      }),
    [],
  );
  return job;
}
