import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import type { TFunction } from 'i18next';
import type { Preferences } from '../../src-shared/access/access.contract.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { formatDate, formatPercent } from '../../src-shared/i18n/format.ts';
import type { Day, DayLine, DayStaff, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { canEditLines } from '../../src-shared/journal/visit-status.rules.ts';
import { SWATCHES } from '../../src-shared/services/services.contract.ts';
import { initialsOf } from '../ui/Initials.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import type { ColumnsBy } from './journal-address.ts';
import { eventItem } from '../groups/group-cards.ts';
import type { GridBlock, GridColumn, GridFlag, GridItem } from './grid/grid-model.ts';
import { formatRange } from './grid/grid-model.ts';
import { type JournalFilter, isLookedFor, isOwing, isShownMaster } from './journal-filter.ts';

/** How the day is drawn. */
export interface DayLook {
  readonly by: ColumnsBy;
  readonly preferences: Preferences;
  /** What is looked for: other visits stand back, other masters are left out. */
  readonly filter: JournalFilter;
  /** Visits that stand out (the journal as it looked). */
  readonly marked?: ReadonlySet<number> | undefined;
  /** Addresses of portraits by file; initials stand for the others. */
  readonly photos?: ReadonlyMap<number, string> | undefined;
  /** Masters who do not work and have no visits get a column too. */
  readonly showsNotWorking: boolean;
  readonly canEdit: boolean;
  readonly t: TFunction;
  readonly locale: Locale;
  readonly money: (minor: number) => string;
}

/** The drawn columns, and who has none. */
export interface DayColumns {
  readonly columns: readonly GridColumn[];
  readonly notWorking: readonly DayStaff[];
  readonly hidden: readonly DayStaff[];
}

/** The grid's id of a master's or a room's column. */
export const masterColumn = (staffId: number): string => `m${staffId}`;
export const roomColumn = (roomId: number | null): string => `r${roomId ?? 0}`;
/** The grid's id of the card of one service. */
export const cardId = (lineId: number): string => String(lineId);

/** The grid's id of one day of a master's or a room's week. */
export const dayColumn = (columnId: string, localDate: string): string => `${columnId}@${localDate}`;

/** What a column id of the grid means; the date is that of a week's column, null on a day. */
export function readColumn(columnId: string): {
  readonly by: ColumnsBy;
  readonly id: number | null;
  readonly localDate: string | null;
} {
  const [who = '', localDate] = columnId.split('@');
  const id = Number(who.slice(1));
  return { by: who.startsWith('r') ? 'rooms' : 'masters', id: id === 0 ? null : id, localDate: localDate ?? null };
}

/**
 * The hours that the grid shows: the salon's, widened to whatever stands outside them. Whole hours.
 *
 * Closed time widens them only where none of it would be seen: a day closed from midnight to midnight needs no night.
 */
export function shownHours(days: readonly Day[]): { readonly startMin: number; readonly endMin: number } {
  const stretches = days.flatMap((day) => [
    ...day.salonHours,
    ...day.staff.flatMap((person) => person.work),
    ...day.visits.flatMap((visit) => visit.lines.map((line) => [line.startMin, line.startMin + line.durationMin])),
    ...day.events.map((event) => [event.startMin, event.startMin + event.durationMin]),
  ]);
  if (stretches.length === 0) stretches.push([540, 1260]);
  const usualStart = Math.min(...stretches.map(([from = 0]) => from));
  const usualEnd = Math.max(...stretches.map(([, to = 0]) => to));
  const unseen = days.flatMap(({ blocks }) =>
    blocks.filter(({ startMin, endMin }) => endMin <= usualStart || startMin >= usualEnd),
  );
  const start = Math.min(usualStart, ...unseen.map(({ startMin }) => startMin));
  const end = Math.max(usualEnd, ...unseen.map(({ endMin }) => endMin));
  return { startMin: Math.floor(start / 60) * 60, endMin: Math.min(2880, Math.ceil(end / 60) * 60) };
}

/** Turns a day into the columns of the grid: by master or by room. */
export function columnsOf(day: Day, look: DayLook): DayColumns {
  // A seat of a group event is drawn inside the event's card.
  const shown = day.visits.filter(
    (visit) => visit.groupEventId === null && (look.preferences.showCancelled || visit.status !== 'cancelled'),
  );
  const colours = new Map(day.staff.map((person) => [person.id as number, swatchColour(person.colour)]));
  const cards: Card[] = [
    ...shown.flatMap((visit) => cardsOf(visit, look, colours)),
    ...day.events.map((event) => ({ line: event, item: eventItem(event, look) })),
  ];
  return look.by === 'rooms' ? byRoom(day, cards, look) : byMaster(day, cards, look);
}

/** The week of one master or one room: a column for each day. */
export function weekColumns(
  days: readonly Day[],
  subject: { readonly by: ColumnsBy; readonly id: number },
  look: DayLook,
): GridColumn[] {
  const ownId = subject.by === 'rooms' ? roomColumn(subject.id) : masterColumn(subject.id);
  const preferences = { ...look.preferences, hiddenStaffIds: [], staffOrder: [], roomOrder: [] };
  const own: DayLook = { ...look, by: subject.by, preferences, showsNotWorking: true };
  return days.flatMap((day) => {
    const column = columnsOf(day, { ...own, filter: { ...look.filter, jobTitle: null, onlyFree: false } }).columns.find(
      ({ id }) => id === ownId,
    );
    if (column === undefined) return [];
    const hours = column.work.length === 0 ? '' : formatRange(column.work[0]?.[0] ?? 0, column.work.at(-1)?.[1] ?? 0);
    return [
      {
        ...column,
        id: dayColumn(ownId, day.localDate),
        kind: 'day' as const,
        title: formatDate(day.localDate, 'day', look.locale),
        // The number of the day stands in the circle.
        shortTitle: formatDate(day.localDate, 'weekdayLong', look.locale),
        subtitle: hours || look.t('journal:screen.side.dayOff'),
        initials: String(Number(day.localDate.slice(8))),
      },
    ];
  });
}

interface Card {
  readonly line: Pick<DayLine, 'staffId' | 'roomId'>;
  readonly item: GridItem;
}

function cardsOf(visit: DayVisit, look: DayLook, colours: ReadonlyMap<number, string>): Card[] {
  const lines = visit.lines.toSorted((a, b) => a.startMin - b.startMin);
  return lines.map((line, index) => {
    const endMin = line.startMin + line.durationMin;
    const client = visit.clientName || look.t('journal:screen.card.client');
    const price = look.money(line.priceMinor);
    const gap = look.preferences.showProcessing ? line.processing[0] : undefined;
    const fill = fillOf(line, look, colours);
    const status = look.t(`journal:screen.status.${visit.status}`);
    const label = look.t('journal:screen.card.label', {
      time: formatRange(line.startMin, endMin),
      client,
      service: line.serviceName,
      price,
      status,
    });
    const part =
      lines.length > 1 ? look.t('journal:screen.card.part', { index: index + 1, count: lines.length }) : null;
    return {
      line,
      item: {
        id: cardId(line.id),
        visitId: visit.id,
        startMin: line.startMin,
        endMin,
        ...(gap ? { gap } : {}),
        status: visit.status,
        client,
        service: line.serviceName,
        price,
        flags: flagsOf(visit, index),
        ...(part === null ? {} : { part: { index: index + 1, count: lines.length } }),
        ...(fill === null ? {} : { fill }),
        ...(visit.clientCategory ? { mark: swatchColour(visit.clientCategory.colour) } : {}),
        ariaLabel: [label, part, visit.clientCategory?.name, ...healthLines(visit, look.t)].filter(Boolean).join(', '),
        movable: look.canEdit && canEditLines(visit.status),
        ...(isLookedFor(look.filter, visit, line) ? {} : { isDim: true }),
        ...(look.marked?.has(visit.id) ? { isMarked: true } : {}),
      },
    };
  });
}

/** Signs of a card: what may do harm first, then what pleases. Signs of the visit stand on its first card only. */
function flagsOf(visit: DayVisit, index: number): GridFlag[] {
  const flags: GridFlag[] = [];
  if (visit.allergy || visit.contraindication) flags.push('allergy');
  if (visit.wantsThisMaster) flags.push('star');
  if (index > 0) return flags;
  if (visit.payment === 'paid') flags.unshift('paid');
  if (isOwing(visit)) flags.unshift('debt');
  if (visit.seriesId !== null) flags.push('repeat');
  if (visit.comment || visit.clientNote) flags.push('note');
  if (visit.isFirstVisit) flags.push('new');
  if (visit.isBirthday) flags.push('cake');
  if (visit.source === 'online') flags.push('online');
  return flags;
}

function fillOf(line: DayLine, { preferences }: DayLook, colours: ReadonlyMap<number, string>): string | null {
  if (preferences.cardFill === 'status') return null;
  const colour =
    preferences.cardFill === 'master'
      ? colours.get(line.staffId)
      : swatchColour(SWATCHES[line.categoryId % SWATCHES.length] ?? '');
  return `color-mix(in srgb, ${colour ?? 'var(--z-dim)'} 24%, var(--z-bg))`;
}

function byMaster(day: Day, cards: readonly Card[], look: DayLook): DayColumns {
  const byStaff = Map.groupBy(cards, ({ line }) => line.staffId as number);
  const columns: GridColumn[] = [];
  const notWorking: DayStaff[] = [];
  const hidden: DayStaff[] = [];
  const hiddenIds = new Set(look.preferences.hiddenStaffIds);
  for (const person of inOwnOrder(day.staff, look.preferences.staffOrder)) {
    const own = byStaff.get(person.id) ?? [];
    // A day that is closed from end to end stays on the screen: somebody may want to open it again.
    const isClosed = day.blocks.some((block) => block.staffId === person.id);
    const isIdle = person.work.length === 0 && own.length === 0 && !isClosed;
    if (hiddenIds.has(person.id)) {
      hidden.push(person);
      continue;
    }
    if (!isShownMaster(look.filter, person, day)) continue;
    if (isIdle) notWorking.push(person);
    if (isIdle && !look.showsNotWorking) continue;
    const offLabel = offLabelOf(person, day, own, look);
    columns.push({
      id: masterColumn(person.id),
      kind: 'master',
      title: person.name,
      shortTitle: person.shortName,
      subtitle: person.jobTitle,
      colour: swatchColour(person.colour),
      initials: initialsOf(person.name),
      photo: look.photos?.get(person.photoFileId ?? 0),
      loadBp: person.loadBp,
      loadText: person.loadBp === null ? undefined : formatPercent(person.loadBp / 100, look.locale),
      work: person.work,
      blocks: blocksOf(person, day, look),
      ...(offLabel === null ? {} : { offLabel }),
      items: own.map(({ item }) => item),
      ...(isIdle ? { muted: true } : {}),
    });
  }
  return { columns, notWorking, hidden };
}

function blocksOf(person: DayStaff, day: Day, { t, preferences }: DayLook): GridBlock[] {
  const { absence } = person;
  return [
    ...(preferences.showBreaks ? person.breaks : []).map(([startMin, endMin]) => ({
      id: `break-${person.id}-${startMin}`,
      startMin,
      endMin,
      kind: 'break' as const,
      label: t('journal:screen.break'),
    })),
    ...day.blocks
      .filter((block) => block.staffId === person.id && preferences.showBlocks)
      .map(({ id, startMin, endMin, reason }) => ({
        id: `block-${id}`,
        startMin,
        endMin,
        kind: 'block' as const,
        label: reason,
      })),
    ...(absence !== null && absence.startMin !== null && absence.endMin !== null
      ? [
          {
            id: `absence-${person.id}`,
            startMin: absence.startMin,
            endMin: absence.endMin,
            kind: 'absence' as const,
            label: absenceName(absence.reason, t),
          },
        ]
      : []),
  ];
}

/** The reason of an absence in the person's language. */
export const absenceName = (reason: string, t: TFunction): string =>
  t(`schedule:absence.${reason}`, { defaultValue: reason });

/** A label over the hatching, only where the reason is not obvious (ui.md 4). */
function offLabelOf(
  person: DayStaff,
  day: Day,
  own: readonly Card[],
  { t, locale }: DayLook,
): { atMin: number; text: string } | null {
  const openMin = day.salonHours[0]?.[0] ?? 540;
  const closeMin = day.salonHours.at(-1)?.[1] ?? 1260;
  const { absence } = person;
  if (person.hasLeft) return { atMin: openMin + 60, text: t('journal:screen.hasLeft') };
  if (absence !== null && absence.startMin === null) {
    const reason = absenceName(absence.reason, t);
    const text =
      absence.toDate === day.localDate
        ? reason
        : t('journal:screen.absentUntil', { reason, date: formatDate(absence.toDate, 'dayMonth', locale) });
    return { atMin: openMin + 60, text };
  }
  const endMin = person.work.at(-1)?.[1];
  if (endMin === undefined) return { atMin: openMin + 60, text: t('journal:screen.notScheduled') };
  const isTaken = own.some(({ item }) => item.endMin > endMin && item.startMin < endMin + 75);
  return closeMin - endMin >= 90 && !isTaken ? { atMin: endMin + 15, text: t('journal:screen.shiftEnded') } : null;
}

function byRoom(day: Day, cards: readonly Card[], look: DayLook): DayColumns {
  const byId = Map.groupBy(cards, ({ line }) => line.roomId as number | null);
  const hiddenIds = new Set<number>(look.preferences.hiddenStaffIds);
  const isShown = ({ line }: Card): boolean => !hiddenIds.has(line.staffId);
  const rooms: { id: number | null; name: string; capacity: number }[] = inOwnOrder(
    day.rooms,
    look.preferences.roomOrder,
  );
  if (byId.has(null)) rooms.push({ id: null, name: look.t('journal:screen.noRoom'), capacity: 0 });
  const columns = rooms.map((room): GridColumn => ({
    id: roomColumn(room.id),
    kind: 'room',
    title: room.name,
    subtitle: room.capacity > 1 ? look.t('journal:screen.roomPlaces', { count: room.capacity }) : '',
    colour: swatchColour(SWATCHES[(room.id ?? 0) % SWATCHES.length] ?? ''),
    initials: initialsOf(room.name),
    loadBp: null,
    work: day.salonHours,
    blocks: day.blocks
      .filter((block) => block.roomId !== null && block.roomId === room.id && look.preferences.showBlocks)
      .map(({ id, startMin, endMin, reason }) => ({
        id: `block-${id}`,
        startMin,
        endMin,
        kind: 'block',
        label: reason,
      })),
    items: (byId.get(room.id) ?? []).filter(isShown).map(({ item }) => item),
  }));
  return { columns, notWorking: [], hidden: [] };
}

/** The person's own order of columns: those they have placed first, the others as the salon has them. */
function inOwnOrder<Item extends { readonly id: number }>(items: readonly Item[], order: readonly number[]): Item[] {
  if (order.length === 0) return [...items];
  const places = new Map(order.map((id, place) => [id, place]));
  return items.toSorted((a, b) => (places.get(a.id) ?? order.length) - (places.get(b.id) ?? order.length));
}
