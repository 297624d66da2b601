import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCloudOff } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { addDays, isLocalDate } from '../../src-shared/kernel/local-date.ts';
import { api, client, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { openFile, printFile, saveFile } from './documents.ts';
import type { ColumnsBy } from './journal-columns.ts';
import { type PrintAct, JournalToolbar } from './JournalToolbar.tsx';
import { JournalView } from './JournalView.tsx';
import { MiniCalendar } from './MiniCalendar.tsx';
import './journal.css';

/** The journal of a day: `#/journal` is today, `#/journal/2026-03-12` a day; `?by=rooms` shows rooms. */
export function JournalPage() {
  const { t } = useTranslation();
  const { today } = useDesk();
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const date = params['date'] !== undefined && isLocalDate(params['date']) ? params['date'] : today;
  const by: ColumnsBy = search.get('by') === 'rooms' ? 'rooms' : 'masters';
  const day = useQuery(api.journal.day.queryOptions({ input: { localDate: date }, placeholderData: keepPreviousData }));
  const show = useCallback(
    (nextDate: string, nextBy: ColumnsBy): void => {
      const path = nextDate === today ? '/journal' : `/journal/${nextDate}`;
      void navigate({ pathname: path, search: nextBy === 'rooms' ? '?by=rooms' : '' });
    },
    [navigate, today],
  );
  const onDay = useCallback((nextDate: string) => show(nextDate, by), [show, by]);
  const { isPrinting, print } = usePrinting(date);
  useNeighbours(date, day.isSuccess && !day.isPlaceholderData);

  useActions(
    [
      {
        id: 'journal.previous-day',
        title: 'journal:screen.actions.previousDay',
        group: 'journal',
        shortcut: 'Ctrl+ArrowLeft',
        run: () => onDay(addDays(date, -1)),
      },
      {
        id: 'journal.next-day',
        title: 'journal:screen.actions.nextDay',
        group: 'journal',
        shortcut: 'Ctrl+ArrowRight',
        run: () => onDay(addDays(date, 1)),
      },
      {
        id: 'journal.today',
        title: 'journal:screen.actions.today',
        group: 'journal',
        shortcut: 'Ctrl+Home',
        run: () => onDay(today),
      },
      {
        id: 'journal.print-day',
        title: 'journal:screen.actions.printDay',
        group: 'journal',
        shortcut: 'F9',
        permission: 'print_documents',
        run: () => print('print'),
      },
      {
        id: 'journal.export-day',
        title: 'journal:screen.actions.exportDay',
        group: 'journal',
        permission: 'print_documents',
        run: () => print('saveExcel'),
      },
    ],
    [],
  );

  return (
    <div className="zj-page">
      <JournalToolbar
        date={date}
        by={by}
        isPrinting={isPrinting}
        onDay={onDay}
        onBy={(nextBy) => show(date, nextBy)}
        onPrint={print}
      />
      {day.data ? (
        <JournalView day={day.data} revision={day.dataUpdatedAt} date={date} by={by} onDay={onDay} />
      ) : day.error ? (
        <EmptyState
          icon={IconCloudOff}
          title={t('journal:screen.empty.failed')}
          text={errorText(day.error, t)}
          action={
            <Button size="sm" onClick={() => void day.refetch()}>
              {t('journal:screen.empty.retry')}
            </Button>
          }
        />
      ) : (
        <>
          <SidePanel>
            <div className="zj-side">
              <MiniCalendar date={date} onDay={onDay} />
            </div>
          </SidePanel>
          <DaySkeleton />
        </>
      )}
    </div>
  );
}

const SKELETON_COLUMNS = 8;

/** The shape of the day; it appears only when the core takes longer than 300 ms. */
function DaySkeleton() {
  return (
    <div className="zj-skeleton" aria-hidden>
      {Array.from({ length: SKELETON_COLUMNS }, (_, index) => (
        <div key={index}>
          <Skeleton height={40} radius="sm" />
          <Skeleton height={90 + (index % 3) * 40} radius="sm" />
          <Skeleton height={120 - (index % 4) * 20} radius="sm" />
        </div>
      ))}
    </div>
  );
}

/** Reads the days before and after, so that ◀ ▶ show them at once. */
function useNeighbours(date: string, isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    for (const days of [1, -1]) {
      void queryClient.prefetchQuery(api.journal.day.queryOptions({ input: { localDate: addDays(date, days) } }));
    }
  }, [date, isReady]);
}

function usePrinting(date: string): { readonly isPrinting: boolean; readonly print: (act: PrintAct) => void } {
  const { t } = useTranslation();
  const [isPrinting, setPrinting] = useState(false);
  const print = (act: PrintAct): void => {
    if (isPrinting) return;
    setPrinting(true);
    const made = act === 'saveExcel' ? client.documents.dayList : client.documents.daySheet;
    made({ localDate: date })
      .then(act === 'print' ? printFile : act === 'open' ? openFile : saveFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setPrinting(false));
  };
  return { isPrinting, print };
}
