import { Alert, Skeleton, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPhoneCall } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import type { ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import type { CallRow } from '../../src-shared/retention/retention.contract.ts';
import { SKIP_REASONS } from '../../src-shared/retention/retention.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { wishesOf } from '../availability/found-slot.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BookingForm, type FormStart } from './BookingForm.tsx';
import { CallCard } from './CallCard.tsx';
import { CallFilters } from './CallFilters.tsx';
import { CallList, MoreRows } from './CallList.tsx';
import { CallPace } from './CallPace.tsx';
import { CallsEmpty } from './CallsEmpty.tsx';
import { FreeWindows } from './FreeWindows.tsx';
import { PickedHead } from './PickedHead.tsx';
import { SkipChips } from './SkipChips.tsx';
import { TimesPane } from './TimesPane.tsx';
import { type OutcomeAnswer, OutcomeBar, type OutcomeQuestion } from './OutcomeBar.tsx';
import {
  type CallFilter,
  NO_FILTER,
  type PickedWindow,
  chosenOf,
  hitOf,
  isNarrowed,
  neighbourOf,
} from './call-state.ts';
import { type Whose, useBestTimes } from './use-best-times.ts';
import { useListed } from './use-listed.tsx';

const PAGE = 100;

interface CallsViewProps {
  readonly list: 'due' | 'lost';
  readonly onEditScript: () => void;
}

/**
 * The desk of calls: whom to call, the one who is called, and the free windows beside them (A1–A5)
 *
 * A client leads to their best times, a window to the clients it suits; Enter books in either, Alt+1…4 write down what came
 * of the call, and the next one comes up by itself.
 */
export function CallsView({ list, onEditScript }: CallsViewProps) {
  const { t } = useTranslation('retention');
  const listing = useListed();
  const canCall = useCan('edit_journal');
  const [filter, setFilter] = useState<CallFilter>(NO_FILTER);
  const [limit, setLimit] = useState(PAGE);
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const [picked, setPicked] = useState<PickedWindow | null>(null);
  const [question, setQuestion] = useState<OutcomeQuestion | null>(null);
  const [note, setNote] = useState('');
  const [choice, setChoice] = useState<{ readonly clientId: number; readonly ids: readonly number[] } | null>(null);
  const [whose, setWhose] = useState<Whose>('own');
  const [timeIndex, setTimeIndex] = useState(0);
  const [form, setForm] = useState<FormStart | null>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const timesRef = useRef<HTMLDivElement>(null);

  const { serviceId, staffId, state, isMine, skipped } = filter;
  const calls = useQuery(
    api.retention.calls.queryOptions({
      input: {
        list,
        serviceId: serviceId as ServiceId | null,
        staffId: staffId as StaffId | null,
        state,
        isMine,
        skipped,
        limit,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const fits = useQuery(
    api.retention.fits.queryOptions({
      input: {
        localDate: picked?.localDate ?? '2000-01-01',
        staffId: (picked?.staffId ?? 1) as StaffId,
        startMin: picked?.startMin ?? 0,
        endMin: picked?.endMin ?? 5,
      },
      enabled: picked !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const fitList = picked === null ? null : (fits.data?.fits ?? []);
  const rows: readonly CallRow[] = fitList ? fitList.map(({ row }) => row) : (calls.data?.rows ?? []);
  const row = rows.find(({ clientId }) => clientId === selectedId) ?? rows[0] ?? null;
  const fit = fitList?.find((one) => one.row.clientId === row?.clientId) ?? null;
  const chosen = chosenOf(row, choice, fit?.item.serviceId ?? serviceId);
  const times = useBestTimes(canCall && row?.skip === null ? row : null, chosen, whose);
  const index = Math.min(timeIndex, times.rows.length - 1);
  const slot = times.rows[index]?.slot ?? null;
  const isQuiet = calls.data?.today.isQuiet ?? false;

  const select = (clientId: number): void => {
    if (clientId === row?.clientId) return;
    setSelectedId(clientId);
    setNote('');
    setTimeIndex(0);
    setWhose('own');
    setQuestion(null);
  };
  /** The next one comes up by itself. */
  const goOn = (): void => {
    const next =
      row &&
      neighbourOf(
        rows.map(({ clientId }) => clientId),
        row.clientId,
      );
    setNote('');
    setQuestion(null);
    setTimeIndex(0);
    setWhose('own');
    setChoice(null);
    setSelectedId(next ?? null);
    if (picked !== null) setPicked(null);
    listRef.current?.focus();
  };
  const record = useCommand(api.retention.record.mutationOptions());
  const book = useCommand(api.retention.book.mutationOptions(), {
    onRefused: () => {
      // Taken meanwhile, or something to be confirmed: the form says what, with everything filled in.
      openForm();
      return true;
    },
  });
  const reason = list === 'lost' ? 'lost' : 'due';
  const write = async (answer: OutcomeAnswer): Promise<void> => {
    if (!canCall || row === null || record.isPending) return;
    const about = (chosen[0] ?? row.items[0]?.serviceId ?? null) as ServiceId | null;
    const done = await record.run({ clientId: row.clientId, serviceId: about, reason, note, ...answer });
    if (done) goOn();
  };
  const formAt = (one: FoundSlot): FormStart => ({
    localDate: one.localDate,
    startMin: one.startMin,
    endMin: one.endMin,
    wishes: wishesOf(one, times.wishes),
    client: row && hitOf(row),
  });
  const fitForm = (): FormStart | null =>
    fit && picked && row
      ? {
          localDate: picked.localDate,
          startMin: fit.startMin,
          endMin: fit.endMin,
          wishes: [{ serviceId: fit.item.serviceId, staffId: picked.staffId, durationMin: null }],
          client: hitOf(row),
        }
      : null;
  const openForm = (): void => {
    if (!canCall || row === null) return;
    const start = fitForm() ?? (slot && formAt(slot));
    if (start) setForm(start);
  };
  const bookAt = async (one: FoundSlot): Promise<void> => {
    if (!canCall || row === null || book.isPending) return;
    const done = await book.run({
      clientId: row.clientId,
      reason,
      note,
      localDate: one.localDate,
      startMin: one.startMin,
      lines: one.lines.map((line) => ({
        serviceId: line.serviceId,
        staffId: line.staffId,
        roomId: line.roomId,
        startMin: line.startMin,
      })),
    });
    if (done) goOn();
  };
  const bookFit = async (): Promise<void> => {
    if (!canCall || row === null || !fit || !picked || book.isPending) return;
    const done = await book.run({
      clientId: row.clientId,
      reason: 'due',
      note,
      localDate: picked.localDate,
      startMin: fit.startMin,
      lines: [{ serviceId: fit.item.serviceId, staffId: picked.staffId }],
    });
    if (done) goOn();
  };
  const backToList = (): void => {
    setPicked(null);
    setSelectedId(null);
    listRef.current?.focus();
  };
  const acts: readonly (() => void)[] = [
    openForm,
    () => setQuestion('later'),
    () => setQuestion('refused'),
    () => void write({ outcome: 'no_answer' }),
  ];
  const keys = (['book', 'later', 'refused', 'noAnswer'] as const).map((name, at) => ({
    id: `retention.${name}`,
    title: `retention:actions.${name}`,
    group: 'page' as const,
    shortcut: `Alt+Digit${at + 1}`,
    permission: 'edit_journal' as const,
    run: () => {
      if (row !== null && form === null) acts[at]?.();
    },
  }));
  useActions(keys, []);
  // The note is a text field, where these keys would be letters.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.code === 'Escape' && picked !== null && question === null && form === null) backToList();
    const at = ['Digit1', 'Digit2', 'Digit3', 'Digit4'].indexOf(event.code);
    if (!event.altKey || event.ctrlKey || at < 0 || !canCall || row === null || form !== null) return;
    event.preventDefault();
    event.stopPropagation();
    acts[at]?.();
  };

  const isReady = calls.isSuccess;
  useEffect(() => {
    if (isReady) listRef.current?.focus();
  }, [isReady]);
  useEffect(() => {
    if (picked !== null) listRef.current?.focus();
  }, [picked]);

  if (calls.isPending) {
    return (
      <Stack gap={8} p={16} className="z-appear-late" aria-hidden>
        {Array.from({ length: 8 }, (_, at) => (
          <Skeleton key={at} height={44} radius="md" />
        ))}
      </Stack>
    );
  }
  if (calls.error) return <Alert color="danger">{errorText(calls.error, t)}</Alert>;
  const { counts, total, today } = calls.data;
  const skips = SKIP_REASONS.map((name) => [name, calls.data.skipped[name] ?? 0] as const).filter(
    ([, count]) => count > 0,
  );
  const listed = fitList ? listing.fits(fitList) : listing.calls(rows);
  const isEmpty = fitList === null ? rows.length === 0 : fits.isSuccess && fitList.length === 0;
  return (
    <div className="zr-desk" onKeyDown={onKeyDown}>
      <section className="zr-pane zr-pane-list">
        {picked === null ? (
          <>
            <CallPace today={today} />
            <CallFilters
              filter={filter}
              withStates={list === 'due' && skipped === null}
              counts={counts}
              onChange={(change) => {
                setFilter((old) => ({ ...old, ...change }));
                setSelectedId(null);
                setLimit(PAGE);
              }}
            />
          </>
        ) : (
          <PickedHead picked={picked} total={fits.data?.total ?? null} error={fits.error} onBack={backToList} />
        )}
        {isEmpty ? (
          <CallsEmpty
            list={list}
            isWindow={fitList !== null}
            isNarrowed={isNarrowed(filter)}
            held={skips.reduce((sum, [, count]) => sum + count, 0)}
            onClear={() => setFilter(NO_FILTER)}
            onEditRules={onEditScript}
          />
        ) : (
          <CallList
            label={t(picked !== null ? 'list.labelFits' : list === 'due' ? 'list.label' : 'list.labelLost')}
            rows={listed}
            selectedId={row?.clientId ?? null}
            listRef={listRef}
            onSelect={select}
            onEnter={() => {
              if (fit) void bookFit();
              else timesRef.current?.focus();
            }}
          >
            {picked === null && total > rows.length && (
              <MoreRows shown={rows.length} total={total} onMore={() => setLimit((old) => Math.min(500, old + PAGE))} />
            )}
          </CallList>
        )}
        {picked === null && (
          <SkipChips
            skips={skips}
            skipped={skipped}
            onChange={(next) => {
              setFilter((old) => ({ ...old, state: null, skipped: next }));
              setSelectedId(null);
            }}
          />
        )}
      </section>
      <section className="zr-pane zr-pane-card" aria-label={row ? t('card.label', { name: row.name }) : undefined}>
        {row === null ? (
          <EmptyState icon={IconPhoneCall} title={t('card.nobody')} />
        ) : (
          <>
            <div className="zr-card-body">
              <CallCard
                key={row.clientId}
                row={row}
                chosen={chosen}
                note={note}
                isQuiet={isQuiet}
                onChoose={(ids) => {
                  setChoice({ clientId: row.clientId, ids });
                  setTimeIndex(0);
                }}
                onNote={setNote}
                onEditScript={onEditScript}
              />
            </div>
            {canCall ? (
              <OutcomeBar
                question={question}
                isPending={record.isPending || book.isPending}
                whyNoBooking={fit || slot ? null : t(times.isSearching ? 'windows.searching' : 'windows.noneForClient')}
                onBook={openForm}
                onAsk={setQuestion}
                onRecord={(answer) => void write(answer)}
              />
            ) : (
              <p className="z-dim zr-no-right">{t('card.noRight')}</p>
            )}
          </>
        )}
      </section>
      <section className="zr-pane zr-pane-times">
        {canCall && row !== null && fit === null && (
          <TimesPane
            row={row}
            times={times}
            index={index}
            listRef={timesRef}
            onIndex={setTimeIndex}
            onWhose={(next) => {
              setWhose(next);
              setTimeIndex(0);
            }}
            onPick={(one) => void bookAt(one)}
          />
        )}
        <FreeWindows
          picked={picked}
          onPick={(window) => {
            setPicked(window);
            setSelectedId(null);
          }}
        />
      </section>
      {form && (
        <BookingForm
          start={form}
          onClose={() => {
            setForm(null);
            listRef.current?.focus();
          }}
          call={row && { clientId: row.clientId, reason, note }}
          onBooked={async ({ visitId, isCall }) => {
            setForm(null);
            const about = (form.wishes[0]?.serviceId ?? null) as ServiceId | null;
            // A series is booked by its own dialog: the call is written down after it.
            const isWritten =
              isCall === true ||
              (row !== null &&
                (await record.run({
                  clientId: row.clientId,
                  serviceId: about,
                  reason,
                  note,
                  outcome: 'booked',
                  visitId,
                })) !== undefined);
            if (isWritten) goOn();
          }}
        />
      )}
    </div>
  );
}
