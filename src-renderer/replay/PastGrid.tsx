import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastDay } from '../../src-shared/replay/replay.contract.ts';
import { useLocale, useMoney, useSettings } from '../app/session.ts';
import { JournalGrid } from '../journal/grid/JournalGrid.tsx';
import type { ColumnsBy } from '../journal/journal-address.ts';
import { columnsOf, shownHours } from '../journal/journal-columns.ts';
import { NO_FILTER } from '../journal/journal-filter.ts';
import { useGridLabels } from '../journal/use-grid-labels.ts';
import { usePreferences } from '../journal/use-preferences.ts';

interface PastGridProps {
  readonly past: PastDay;
  readonly by: ColumnsBy;
  /** Visits that the shown moment changed. */
  readonly marked: ReadonlySet<number>;
  readonly nowMin: number | null;
  readonly revision: string;
}

const MIN_COLUMN_WIDTH = 108;
const nothing = (): void => undefined;

/** The grid of a past moment: read only, its columns stay in place from one moment to the next. */
export function PastGrid({ past, by, marked, nowMin, revision }: PastGridProps) {
  const { t } = useTranslation();
  const { currency } = useSettings();
  const locale = useLocale();
  const money = useMoney();
  const { preferences } = usePreferences();
  const labels = useGridLabels();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const { day } = past;
  const everShown = useRef(new Set<number>());
  const columns = useMemo(() => {
    for (const person of day.staff) if (person.work.length > 0) everShown.current.add(person.id);
    for (const visit of day.visits) for (const line of visit.lines) everShown.current.add(line.staffId);
    const staff = day.staff.filter(({ id }) => everShown.current.has(id));
    const look = {
      by,
      // Everything that stood there is shown, also what the person hides today.
      preferences: { ...preferences, showCancelled: true, hiddenStaffIds: [] },
      filter: NO_FILTER,
      marked,
      showsNotWorking: true,
      canEdit: false,
      t,
      locale,
      money,
    };
    return columnsOf({ ...day, staff: staff.length > 0 ? staff : day.staff }, look).columns;
    // `money` is a new function each time and depends on the currency and the language only.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [day, by, preferences, marked, t, locale, currency]);
  const hours = useMemo(() => shownHours([day]), [day]);
  const refused = { level: 'block' as const, reason: t('replay:readOnly') };
  const isNowShown = nowMin !== null && nowMin >= hours.startMin && nowMin <= hours.endMin;
  return (
    <JournalGrid
      columns={columns}
      dayStartMin={hours.startMin}
      dayEndMin={hours.endMin}
      stepMin={preferences.gridStepMin}
      pxPerMin={preferences.gridZoom}
      nowMin={isNowShown ? nowMin : null}
      selectedId={selectedId}
      draft={null}
      minColumnWidth={MIN_COLUMN_WIDTH}
      check={() => refused}
      checkCreate={() => refused}
      onSelect={setSelectedId}
      onOpen={nothing}
      onMove={nothing}
      onCreate={nothing}
      onStatusMenu={nothing}
      onContextMenu={nothing}
      onCancelItem={nothing}
      onColumnMenu={nothing}
      onZoom={nothing}
      labels={labels}
      revision={revision}
    />
  );
}
