import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCloudOff } from '@tabler/icons-react';
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { addDays, startOfIsoWeek } from '../../src-shared/kernel/local-date.ts';
import { api, client, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { openFile, printFile, saveFile } from './documents.ts';
import { type GoTo, type JournalAddress, addressPath, readAddress } from './journal-address.ts';
import { type JournalFilter, NO_FILTER } from './journal-filter.ts';
import { type PrintAct, JournalToolbar } from './JournalToolbar.tsx';
import { JournalView } from './JournalView.tsx';
import { MiniCalendar } from './MiniCalendar.tsx';
import { usePageActions } from './use-page-actions.ts';
import { usePreferences } from './use-preferences.ts';
import { useSubject } from './use-subject.ts';
import './journal.css';

const MonthView = lazy(async () => ({ default: (await import('./MonthView.tsx')).MonthView }));
const ListView = lazy(async () => ({ default: (await import('./ListView.tsx')).ListView }));
const ReplayView = lazy(async () => ({ default: (await import('../replay/ReplayView.tsx')).ReplayView }));

/** The journal: `#/journal` is today as the person left it; the address says the view, the day and whose it is. */
export function JournalPage() {
  const { today } = useDesk();
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { preferences, save } = usePreferences();
  const { journalView, journalBy } = preferences;
  const dateText = params['date'];
  const address = useMemo(
    () => readAddress(dateText, search, today, { journalView, journalBy }),
    [dateText, search, today, journalView, journalBy],
  );
  const onGo = useCallback(
    (change: Partial<JournalAddress>, isReplacing = false): void => {
      const next = { ...address, ...change };
      // Another kind of column has another subject.
      if (change.by !== undefined && change.by !== address.by && change.id === undefined) next.id = null;
      if (next.view !== journalView || next.by !== journalBy) save({ journalView: next.view, journalBy: next.by });
      void navigate(addressPath(next, today), { replace: isReplacing });
    },
    [address, journalView, journalBy, navigate, save, today],
  );
  const [filter, setFilter] = useState<JournalFilter>(NO_FILTER);
  const onFilter = useCallback((change: Partial<JournalFilter>) => setFilter((old) => ({ ...old, ...change })), []);
  const { isPrinting, print } = usePrinting(address.date);
  usePageActions({ address, onGo, print });
  const shared = { address, onGo, filter, onFilter };
  return (
    <div className="zj-page">
      <JournalToolbar address={address} isPrinting={isPrinting} onGo={onGo} onPrint={print} />
      <Suspense fallback={<DaySkeleton />}>
        {address.past !== null ? (
          <ReplayView key={address.date} address={address} past={address.past} onGo={onGo} />
        ) : address.view === 'month' ? (
          <MonthView address={address} onGo={onGo} />
        ) : address.view === 'week' ? (
          <WeekBody {...shared} />
        ) : (
          <DayBody {...shared} />
        )}
      </Suspense>
    </div>
  );
}

interface BodyProps {
  readonly address: JournalAddress;
  readonly filter: JournalFilter;
  readonly onFilter: (change: Partial<JournalFilter>) => void;
  readonly onGo: GoTo;
}

/** One day, as columns or as a table. */
function DayBody(props: BodyProps) {
  const { address, onGo } = props;
  const { date } = address;
  const day = useQuery(api.journal.day.queryOptions({ input: { localDate: date }, placeholderData: keepPreviousData }));
  const { data } = day;
  const days = useMemo(() => (data === undefined ? null : [data]), [data]);
  const isReady = day.isSuccess && !day.isPlaceholderData;
  useEffect(() => {
    if (!isReady) return;
    // ◀ ▶ show the days beside this one at once.
    for (const step of [1, -1]) {
      void queryClient.prefetchQuery(api.journal.day.queryOptions({ input: { localDate: addDays(date, step) } }));
    }
  }, [date, isReady]);
  if (days === null) return <NoDay query={day} date={date} onGo={onGo} />;
  if (address.view === 'list' && data) return <ListView {...props} day={data} isReady={isReady} />;
  return <JournalView {...props} days={days} subject={null} revision={day.dataUpdatedAt} isReady={isReady} />;
}

/** Seven days of one master or one room. */
function WeekBody(props: BodyProps) {
  const { t } = useTranslation('journal');
  const { address, onGo } = props;
  const { by, date } = address;
  const { id, isKnown } = useSubject(address);
  const fromDate = startOfIsoWeek(date);
  const range = { fromDate, days: 7 };
  const ofStaff = useQuery(
    api.journal.staffDays.queryOptions({
      input: { ...range, staffId: (id ?? 0) as never },
      enabled: by === 'masters' && id !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const ofRoom = useQuery(
    api.journal.roomDays.queryOptions({
      input: { ...range, roomId: (id ?? 0) as never },
      enabled: by === 'rooms' && id !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const week = by === 'rooms' ? ofRoom : ofStaff;
  const subject = useMemo(() => (id === null ? null : { by, id }), [by, id]);
  if (isKnown && subject === null) {
    return <EmptyState title={t(by === 'rooms' ? 'screen.empty.noRooms' : 'screen.empty.noMasters')} />;
  }
  if (week.data === undefined || week.data.length === 0 || subject === null) {
    return <NoDay query={week} date={date} onGo={onGo} />;
  }
  return (
    <JournalView
      {...props}
      key={`${by}${subject.id}`}
      days={week.data}
      subject={subject}
      revision={week.dataUpdatedAt}
      isReady={week.isSuccess && !week.isPlaceholderData}
    />
  );
}

interface NoDayProps {
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  readonly date: string;
  readonly onGo: BodyProps['onGo'];
}

/** Nothing is read yet, or it could not be. */
function NoDay({ query, date, onGo }: NoDayProps) {
  const { t } = useTranslation('journal');
  if (query.error) {
    return (
      <EmptyState
        icon={IconCloudOff}
        title={t('screen.empty.failed')}
        text={errorText(query.error, t)}
        action={
          <Button size="sm" onClick={() => void query.refetch()}>
            {t('screen.empty.retry')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <SidePanel>
        <div className="zj-side">
          <MiniCalendar date={date} onDay={(localDate) => onGo({ date: localDate })} />
        </div>
      </SidePanel>
      <DaySkeleton />
    </>
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
