import type { TFunction } from 'i18next';
import { conflictText } from '../../src-shared/journal/conflict-text.ts';
import type { Conflict, ConflictSettings } from '../../src-shared/journal/conflicts.rules.ts';
import { findConflicts } from '../../src-shared/journal/conflicts.rules.ts';
import type { Day, DayLine, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { withNeeds } from '../../src-shared/journal/line-needs.rules.ts';
import { withRooms } from '../../src-shared/journal/room-choice.rules.ts';
import { movedLines } from '../../src-shared/journal/move.rules.ts';
import { canReschedule } from '../../src-shared/journal/visit-status.rules.ts';
import type { GridCheck, GridMove } from './grid/grid-model.ts';
import { absenceName, readColumn } from './journal-columns.ts';

/** Where a card shall stand: a day, a time, a master, perhaps a room, perhaps another length. */
export interface Place {
  readonly localDate: string;
  readonly lineId: number;
  readonly startMin: number;
  readonly staffId: number;
  readonly roomId?: number | null | undefined;
  readonly durationMin?: number | undefined;
  readonly scope: 'visit' | 'line';
}

/** What places are judged by on the screen; the core judges again. */
export interface PlaceRules {
  readonly day: Day;
  readonly settings: ConflictSettings;
  readonly today: string;
  readonly nowMin: number;
  readonly canBookInPast: boolean;
  readonly t: TFunction;
}

/** The place that a move of the grid asks for; null when the column or the card means nothing. */
export function placeOfMove(move: GridMove, visit: DayVisit, localDate: string, scope: Place['scope']): Place | null {
  const line = visit.lines.find(({ id }) => String(id) === move.itemId);
  if (!line) return null;
  const column = readColumn(move.columnId);
  if (column.by === 'masters' && column.id === null) return null;
  return {
    localDate,
    lineId: line.id,
    startMin: move.startMin,
    staffId: column.by === 'masters' ? (column.id ?? line.staffId) : line.staffId,
    ...(column.by === 'rooms' ? { roomId: column.id } : {}),
    ...(move.kind === 'resize' ? { durationMin: move.endMin - move.startMin } : {}),
    scope,
  };
}

/** The lines of a visit as they would stand there. */
export function linesAt(visit: DayVisit, place: Place, day: Day): DayLine[] {
  const rooms = new Map(day.staff.map((person) => [person.id as number, person.defaultRoomId]));
  return withNeeds(
    movedLines(visit.lines, place, (staffId) => rooms.get(staffId) ?? null),
    visit.lines,
    day,
  );
}

/** As `linesAt`, in rooms where they fit (R4): what the core will make of the place. */
function fittedAt(visit: DayVisit, place: Place, { day, settings }: Pick<PlaceRules, 'day' | 'settings'>): DayLine[] {
  const lines = linesAt(visit, place, day);
  const isFixed = ({ id }: DayLine): boolean => place.roomId !== undefined && id === place.lineId;
  return withRooms({ visitId: visit.id, clientId: visit.clientId, lines }, day, settings, isFixed);
}

/** What stands in the way of a visit at a place, hard conflicts first. */
export function conflictsAt(visit: DayVisit, place: Place, { day, settings }: PlaceRules): Conflict[] {
  return findConflicts(
    { visitId: visit.id, clientId: visit.clientId, lines: fittedAt(visit, place, { day, settings }) },
    day,
    settings,
  );
}

/** The sentence about a conflict, in the person's language. */
export function sentenceOf(conflict: Conflict, t: TFunction): string {
  const facts = conflict.code === 'MASTER_ABSENT' ? { ...conflict, reason: absenceName(conflict.reason, t) } : conflict;
  const { key, values } = conflictText(conflict.code, facts, t('journal:conflicts.noClient'));
  return t(key, values);
}

/** Whether a start lies in the past and the person may not write there. */
export function isForbiddenPast(localDate: string, startMin: number, rules: PlaceRules): boolean {
  if (rules.canBookInPast) return false;
  return localDate < rules.today || (localDate === rules.today && startMin < rules.nowMin);
}

/** May a card stand there? The grid asks for each new place under the pointer. */
export function checkPlace(visit: DayVisit, place: Place, rules: PlaceRules): GridCheck {
  const { t } = rules;
  const starts = (lines: readonly DayLine[]): number => Math.min(...lines.map((line) => line.startMin));
  const after = linesAt(visit, place, rules.day);
  const isRescheduled = place.localDate !== visit.localDate || starts(after) !== starts(visit.lines);
  if (isRescheduled && !canReschedule(visit.status)) {
    return { level: 'block', reason: t('journal:refusals.status') };
  }
  if (isRescheduled && isForbiddenPast(place.localDate, starts(after), rules)) {
    return { level: 'block', reason: t('journal:screen.inPast') };
  }
  const [worst] = conflictsAt(visit, place, rules);
  if (!worst) return { level: 'ok' };
  return { level: worst.level === 'hard' ? 'block' : 'warn', reason: sentenceOf(worst, t) };
}

const RANK = { ok: 0, warn: 1, block: 2 } as const;

/** The check of a drag: a visit of several services may stand there when the whole or the one service may. */
export function checkMove(move: GridMove, visit: DayVisit, rules: PlaceRules): GridCheck {
  const scopes = scopesOf(visit, rules.day.localDate, move.kind);
  const checks = scopes.flatMap((scope): GridCheck[] => {
    const place = placeOfMove(move, visit, rules.day.localDate, scope);
    return place ? [checkPlace(visit, place, rules)] : [];
  });
  const [best] = checks.toSorted((a, b) => RANK[a.level] - RANK[b.level]);
  return best ?? { level: 'block', reason: rules.t('journal:screen.locked') };
}

/** What may be moved: one line cannot leave its visit's day, and a change of length takes along what follows it. */
export function scopesOf(visit: DayVisit, localDate: string, kind: GridMove['kind']): readonly Place['scope'][] {
  return visit.lines.length > 1 && visit.localDate === localDate && kind === 'move' ? ['visit', 'line'] : ['visit'];
}

/** May a new visit begin there? Services are not known yet, so only time, master and room are looked at. */
export function checkNew(
  place: {
    readonly staffId: number;
    readonly roomId: number | null;
    readonly startMin: number;
    readonly endMin: number;
  },
  rules: PlaceRules,
): GridCheck {
  const { day, settings, t } = rules;
  const { staffId, roomId, startMin, endMin } = place;
  if (isForbiddenPast(day.localDate, startMin, rules)) return { level: 'block', reason: t('journal:screen.inPast') };
  const line = {
    id: null,
    serviceId: 0,
    staffId,
    roomId,
    startMin,
    durationMin: endMin - startMin,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    processing: [],
  };
  const [worst] = findConflicts({ visitId: null, clientId: null, lines: [line] }, day, settings).filter(
    ({ code }) => code !== 'NOT_QUALIFIED',
  );
  if (!worst) return { level: 'ok' };
  return { level: worst.level === 'hard' ? 'block' : 'warn', reason: sentenceOf(worst, t) };
}
