import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONFLICT_LEVEL, type ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { codedError } from '../api/error-text.ts';
import { showError, showNotice, useCommand } from '../api/use-command.tsx';
import { useOverride } from '../journal/use-override.ts';
import { type Overrides, WARNINGS, type Warning } from '../journal/booking/booking-model.ts';
import { showRefusal } from '../journal/RefusalToast.tsx';
import { useRefusalText } from '../journal/use-refusal-text.ts';

/** Where somebody who waits is to be booked. */
export interface WantedPlace {
  readonly localDate: string;
  readonly startMin: number;
  readonly lines: readonly {
    readonly serviceId: number;
    readonly staffId: number;
    readonly startMin?: number;
    readonly durationMin?: number;
    readonly roomId?: number | null;
  }[];
  readonly status?: 'booked' | 'arrived';
}

type Who = Pick<WaitingEntry, 'id' | 'version' | 'name'>;

/** What a person is asked before somebody is booked in spite of a conflict (A12). */
export interface BookingQuestion {
  readonly kind: 'warn' | 'override';
  readonly entry: Who;
  readonly place: WantedPlace;
  readonly overrides: Overrides;
  readonly code: string;
  readonly text: string;
}

export interface WaitBooking {
  readonly question: BookingQuestion | null;
  readonly isPending: boolean;
  /** Books, asking what has to be asked; true when it is done. */
  readonly book: (entry: Who, place: WantedPlace, overrides?: Overrides) => Promise<boolean>;
  /** Takes the seat of a group event they wait for (A13). */
  readonly join: (entry: Who) => Promise<boolean>;
  readonly close: () => void;
}

const isWarning = (code: string): code is Warning => (WARNINGS as readonly string[]).includes(code);
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Books somebody from the list: the visit and the end of the waiting are one command, undone as one. */
export function useWaitBooking(): WaitBooking {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const canOverride = useOverride();
  const [question, setQuestion] = useState<BookingQuestion | null>(null);
  const refusal = useRef<unknown>(null);
  const options = useMemo(
    () => ({
      onRefused: (error: unknown): boolean => {
        refusal.current = error;
        return true;
      },
    }),
    [],
  );
  const { run, isPending } = useCommand(api.waiting.book.mutationOptions(), options);
  const seat = useCommand(api.waiting.join.mutationOptions());

  const refuse = (entry: Who, place: WantedPlace, overrides: Overrides): void => {
    const coded = codedError(refusal.current);
    if (!coded || !(coded.code in CONFLICT_LEVEL)) {
      showError(refusal.current, t);
      return;
    }
    const { code, data } = coded;
    const text = refusalText(refusal.current);
    const soft = [...listOf(data['softCodes']), code].filter(isWarning);
    const agreed = { ...overrides, acceptedWarnings: [...new Set([...(overrides.acceptedWarnings ?? []), ...soft])] };
    if (CONFLICT_LEVEL[code as ConflictCode] === 'soft') {
      setQuestion({ kind: 'warn', entry, place, overrides: agreed, code, text });
      return;
    }
    const isFinal = !canOverride([code, ...listOf(data['hardCodes'])]);
    showRefusal(text, isFinal ? null : t('journal:screen.ask.overrideAction'), () =>
      setQuestion({ kind: 'override', entry, place, overrides: agreed, code, text }),
    );
  };

  const book = async (entry: Who, place: WantedPlace, overrides: Overrides = {}): Promise<boolean> => {
    setQuestion(null);
    refusal.current = null;
    const done = await run({
      entryId: entry.id,
      version: entry.version,
      localDate: place.localDate,
      startMin: place.startMin,
      lines: [...place.lines] as never,
      ...(place.status ? { status: place.status } : {}),
      ...overrides,
    });
    if (done === null) {
      refuse(entry, place, overrides);
      return false;
    }
    if (done.told.length > 0) showNotice(t('waiting:told', { names: done.told.join(', ') }));
    return true;
  };

  const join = async (entry: Who): Promise<boolean> =>
    (await seat.run({ entryId: entry.id, version: entry.version })) !== null;

  return { question, isPending: isPending || seat.isPending, book, join, close: () => setQuestion(null) };
}
