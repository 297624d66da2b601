import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONFLICT_LEVEL, type Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import type { ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { api } from '../api/client.ts';
import { codedError, hasCode } from '../api/error-text.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { useOverride } from './use-override.ts';
import { type FreedWindow, offerFreedTime } from '../waiting/FreedToast.tsx';
import { type Overrides, WARNINGS, type Warning } from './booking/booking-model.ts';
import { reloadDays, showVisit } from './day-cache.ts';
import type { Place, PlaceRules } from './placement.ts';
import { conflictsAt, isForbiddenPast, linesAt, sentenceOf } from './placement.ts';
import { showRefusal } from './RefusalToast.tsx';
import { useRefusalText } from './use-refusal-text.ts';

/** A visit on its way to a place: moved there, or a copy of it booked there. */
export interface Placing {
  readonly kind: 'move' | 'copy';
  readonly visit: DayVisit;
  readonly place: Place;
}

/** What a person is asked before a visit is placed; null asks nothing. */
export type PlacingQuestion =
  | { readonly kind: 'scope'; readonly placings: readonly Placing[] }
  /** The visit belongs to a series: only this one, or others too (A15). */
  | { readonly kind: 'series'; readonly placing: Placing; readonly rules: PlaceRules }
  | { readonly kind: 'warn'; readonly placing: Placing; readonly overrides: Overrides; readonly texts: readonly Said[] }
  | { readonly kind: 'override'; readonly placing: Placing; readonly overrides: Overrides; readonly text: string };

/** A soft conflict and its sentence. */
export interface Said {
  readonly code: Warning;
  readonly text: string;
}

export interface PlacingState {
  readonly question: PlacingQuestion | null;
  readonly close: () => void;
  /** Places a visit; asks what has to be asked first. Several placings: the person chooses one. */
  readonly place: (placings: readonly Placing[], rules: PlaceRules) => void;
  /** Goes on after an answer. */
  readonly go: (placing: Placing, overrides: Overrides) => void;
  /** Tells why a place was refused on the screen, with the way on for those who may override it. */
  readonly refuse: (placing: Placing, rules: PlaceRules, reason: string) => void;
}

const isWarning = (code: string): code is Warning => (WARNINGS as readonly string[]).includes(code);
const codesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Moves and copies visits: shown at once, taken back when the core refuses, with every question a conflict asks (A12). */
export function usePlacing(): PlacingState {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const canOverride = useOverride();
  const desk = useDesk();
  const [question, setQuestion] = useState<PlacingQuestion | null>(null);
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
  const { run: move } = useCommand(api.journal.move.mutationOptions(), options);
  const { run: book } = useCommand(api.journal.book.mutationOptions(), options);

  const refusedBy = useCallback(
    (error: unknown, placing: Placing, overrides: Overrides): void => {
      const coded = codedError(error);
      if (!coded || !(coded.code in CONFLICT_LEVEL)) {
        showError(error, t);
        return;
      }
      const code = coded.code as ConflictCode;
      const hard = [code, ...codesIn(coded.data['hardCodes'])];
      const soft = [...codesIn(coded.data['softCodes']), code].filter(isWarning);
      const text = refusalText(error);
      if (CONFLICT_LEVEL[code] === 'soft') {
        const texts = [...new Set(soft)].map((warning) => ({
          code: warning,
          text: warning === code ? text : t(`errors:code.${warning}`),
        }));
        setQuestion({ kind: 'warn', placing, overrides, texts });
        return;
      }
      const isFinal = !canOverride(hard);
      const agreed = { ...overrides, acceptedWarnings: [...new Set([...(overrides.acceptedWarnings ?? []), ...soft])] };
      showRefusal(text, isFinal ? null : t('journal:screen.ask.overrideAction'), () =>
        setQuestion({ kind: 'override', placing, overrides: agreed, text }),
      );
    },
    [canOverride, refusalText, t],
  );

  const rulesRef = useRef<PlaceRules | null>(null);

  const go = useCallback(
    (placing: Placing, overrides: Overrides): void => {
      setQuestion(null);
      const { visit, place } = placing;
      const rules = rulesRef.current;
      const attempt = async (): Promise<void> => {
        refusal.current = null;
        if (placing.kind === 'copy') {
          const done = await book({ ...copyOf(placing, rules), ...overrides });
          if (done === null) refusedBy(refusal.current, placing, overrides);
          return;
        }
        const lines = rules ? linesAt(visit, place, rules.day) : visit.lines;
        const startOf = (list: DayVisit['lines']): number => Math.min(...list.map((line) => line.startMin));
        const isRescheduled = place.localDate !== visit.localDate || startOf(lines) !== startOf(visit.lines);
        const moved: DayVisit = {
          ...visit,
          localDate: place.localDate,
          lines,
          // V2: a new time has to be confirmed again.
          ...(isRescheduled ? { status: 'booked' as const } : {}),
        };
        showVisit(moved, visit.localDate);
        const done = await move({
          visitId: visit.id,
          version: visit.version,
          localDate: place.localDate,
          lineId: place.lineId,
          startMin: place.startMin,
          staffId: place.staffId,
          ...(place.roomId === undefined ? {} : { roomId: place.roomId }),
          ...(place.durationMin === undefined ? {} : { durationMin: place.durationMin }),
          scope: place.scope,
          ...overrides,
        });
        if (done !== null) {
          showVisit({ ...moved, version: done.version }, visit.localDate);
          const held = visit.lines.find(({ id }) => id === place.lineId);
          const isElsewhere = isRescheduled || held?.staffId !== place.staffId;
          if (held && isElsewhere && done.commandId !== null) offerFreedTime(leftBy(visit, held), desk);
          return;
        }
        showVisit(visit, place.localDate);
        reloadDays(visit.localDate, place.localDate);
        if (hasCode(refusal.current, 'STALE_VERSION')) showError(refusal.current, t);
        else refusedBy(refusal.current, placing, overrides);
      };
      void attempt();
    },
    [book, move, refusedBy, t, desk],
  );

  const askOrGo = useCallback(
    (placing: Placing, rules: PlaceRules): void => {
      const conflicts = judge(placing, rules);
      const hard = conflicts.find(({ level }) => level === 'hard');
      if (hard) {
        refuseWith(placing, conflicts, sentenceOf(hard, t));
        return;
      }
      const texts = saidOf(conflicts);
      if (texts.length > 0) setQuestion({ kind: 'warn', placing, overrides: {}, texts });
      else go(placing, {});

      function saidOf(list: readonly Conflict[]): Said[] {
        const seen = new Map<Warning, string>();
        for (const item of list) if (isWarning(item.code)) seen.set(item.code, sentenceOf(item, t));
        return [...seen].map(([code, text]) => ({ code, text }));
      }
      function refuseWith(what: Placing, list: readonly Conflict[], text: string): void {
        const isFinal = !canOverride(list.map(({ code }) => code));
        const acceptedWarnings = list.map(({ code }) => code).filter(isWarning);
        showRefusal(text, isFinal ? null : t('journal:screen.ask.overrideAction'), () =>
          setQuestion({ kind: 'override', placing: what, overrides: { acceptedWarnings }, text }),
        );
      }
    },
    [canOverride, go, t],
  );

  const askSeries = useCallback(
    (placing: Placing, rules: PlaceRules): void => {
      if (placing.kind === 'move' && placing.visit.seriesId !== null) setQuestion({ kind: 'series', placing, rules });
      else askOrGo(placing, rules);
    },
    [askOrGo],
  );

  const place = useCallback(
    (placings: readonly Placing[], rules: PlaceRules): void => {
      rulesRef.current = rules;
      const [only] = placings;
      if (!only) return;
      if (placings.length > 1) setQuestion({ kind: 'scope', placings });
      else askSeries(only, rules);
    },
    [askSeries],
  );

  const chosen = useCallback(
    (placing: Placing, overrides: Overrides): void => {
      const rules = rulesRef.current;
      setQuestion(null);
      if (question?.kind === 'scope' && rules) askSeries(placing, rules);
      else if (question?.kind === 'series' && rules) askOrGo(placing, rules);
      else go(placing, overrides);
    },
    [askOrGo, askSeries, go, question],
  );

  const refuse = useCallback(
    (placing: Placing, rules: PlaceRules, reason: string): void => {
      rulesRef.current = rules;
      const isPast = isForbiddenPast(placing.place.localDate, placing.place.startMin, rules);
      const conflicts = isPast ? [] : judge(placing, rules);
      if (conflicts.some(({ level }) => level === 'hard')) askOrGo(placing, rules);
      else showRefusal(reason);
    },
    [askOrGo],
  );

  return { question, close: () => setQuestion(null), place, go: chosen, refuse };
}

/** Conflicts of a placing: a copy stands beside its original, which is therefore in its way like any other visit. */
function judge({ kind, visit, place }: Placing, rules: PlaceRules): Conflict[] {
  return conflictsAt(kind === 'copy' ? { ...visit, id: 0 as DayVisit['id'] } : visit, place, rules);
}

/** The time that a service leaves when its visit goes elsewhere. */
function leftBy({ localDate }: DayVisit, { staffId, startMin, durationMin }: DayVisit['lines'][number]): FreedWindow {
  return { localDate, staffId, startMin, endMin: startMin + durationMin };
}

function copyOf({ visit, place }: Placing, rules: PlaceRules | null) {
  const lines = rules ? linesAt(visit, place, rules.day) : visit.lines;
  return {
    localDate: place.localDate,
    startMin: Math.min(...lines.map((line) => line.startMin)),
    clientId: visit.clientId,
    wantsThisMaster: visit.wantsThisMaster,
    lines: lines.map(({ serviceId, staffId, startMin, durationMin, roomId }) => ({
      serviceId,
      staffId,
      startMin,
      durationMin,
      roomId,
    })),
  };
}
