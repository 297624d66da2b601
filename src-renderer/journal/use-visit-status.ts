import { useCallback } from 'react';
import type { DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { nextStatuses } from '../../src-shared/journal/visit-status.rules.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import { reloadDays, showVisit } from './day-cache.ts';

/** Steps of a visit's life cycle (V1) that can be chosen now, and taking one: shown at once, taken back when refused. */
export function useVisitStatus(): {
  readonly nextOf: (visit: DayVisit) => readonly VisitStatus[];
  readonly setStatus: (visit: DayVisit, status: Exclude<VisitStatus, 'cancelled'>) => void;
} {
  const { settings, today, nowMin } = useDesk();
  const canReopen = useCan('reopen_visit');
  const { run } = useCommand(api.journal.setStatus.mutationOptions());
  const setStatus = useCallback(
    (visit: DayVisit, status: Exclude<VisitStatus, 'cancelled'>) => {
      showVisit({ ...visit, status });
      void run({ visitId: visit.id, version: visit.version, status }).then((done) => {
        if (done) showVisit({ ...visit, status, version: done.version });
        else {
          showVisit(visit);
          reloadDays(visit.localDate);
        }
      });
    },
    [run],
  );
  const nextOf = (visit: DayVisit): readonly VisitStatus[] => {
    const startMin = Math.min(...visit.lines.map((line) => line.startMin));
    return nextStatuses(visit.status, {
      nowMs: instantOf(today, nowMin, settings.timeZone).atMs,
      startAtMs: instantOf(visit.localDate, startMin, settings.timeZone).atMs,
      noShowGraceMin: settings.noShowGraceMin,
      isSameDay: visit.localDate === today,
      canReopen,
    });
  };
  return { nextOf, setStatus };
}
