import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { nextStatuses } from '../../src-shared/journal/visit-status.rules.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import { reloadDays, showVisit } from './day-cache.ts';
import { askReason, showRefusal } from './RefusalToast.tsx';
import { useOverride } from './use-override.ts';
import { useRefusalText } from './use-refusal-text.ts';

/** Steps of a visit's life cycle (V1) that can be chosen now, and taking one: shown at once, taken back when refused. */
export function useVisitStatus(): {
  readonly nextOf: (visit: DayVisit) => readonly VisitStatus[];
  readonly setStatus: (visit: DayVisit, status: Exclude<VisitStatus, 'cancelled'>) => void;
} {
  const { settings, today, nowMin } = useDesk();
  const canReopen = useCan('reopen_visit');
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const canOverride = useOverride();
  const again = useRef<(reason: string) => void>(() => undefined);
  const options = useMemo(
    () => ({
      // Without a test for allergy only the owner begins a service, and says why.
      onRefused: (error: unknown): boolean => {
        if (!hasCode(error, 'PATCH_TEST')) return false;
        const text = refusalText(error);
        const retry = again.current;
        if (canOverride(['PATCH_TEST'])) {
          askReason({
            text,
            label: t('treatments:override.reason'),
            action: t('treatments:override.go'),
            onReason: retry,
          });
        } else showRefusal(text);
        return true;
      },
    }),
    [canOverride, refusalText, t],
  );
  const { run } = useCommand(api.journal.setStatus.mutationOptions(), options);
  const setStatus = useCallback(
    (visit: DayVisit, status: Exclude<VisitStatus, 'cancelled'>) => {
      const attempt = (overrides: { readonly overrideReason?: string }): void => {
        showVisit({ ...visit, status });
        again.current = (overrideReason) => attempt({ overrideReason });
        void run({ visitId: visit.id, version: visit.version, status, ...overrides }).then((done) => {
          if (done) showVisit({ ...visit, status, version: done.version });
          else {
            showVisit(visit);
            reloadDays(visit.localDate);
          }
        });
      };
      attempt({});
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
