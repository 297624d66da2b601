import type { BookedLine, BookingWish } from '../../../src-shared/journal/booking.rules.ts';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { type MergeField, mergeValues } from '../../ui/merge.ts';

/** Where visits come from: codes that the catalogue has words for. */
export const VISIT_SOURCES = ['reception', 'phone', 'messenger', 'walk_in', 'online', 'repeat', 'other'] as const;

/** What the form of a visit holds. */
export interface VisitValues {
  readonly localDate: string;
  readonly startMin: number;
  readonly clientId: number | null;
  readonly clientName: string;
  readonly wishes: readonly BookingWish[];
  readonly comment: string;
  readonly source: string;
  readonly wantsThisMaster: boolean;
}

/** A visit as its form begins: every line keeps its length, price, room and place. */
export function valuesOf(visit: DayVisit): VisitValues {
  const lines = visit.lines;
  let previousStart = lines[0]?.startMin ?? 0;
  let end = previousStart;
  const wishes = lines.map((line, index): BookingWish => {
    const isParallel = index > 0 && line.startMin === previousStart;
    const gapMin = isParallel || index === 0 ? 0 : line.startMin - end;
    previousStart = line.startMin;
    end = Math.max(end, line.startMin + line.durationMin);
    return {
      serviceId: line.serviceId,
      staffId: line.staffId,
      durationMin: line.durationMin,
      priceMinor: line.priceMinor,
      roomId: line.roomId,
      lineId: line.id,
      isParallel,
      gapMin,
    };
  });
  return {
    localDate: visit.localDate,
    startMin: Math.min(...lines.map(({ startMin }) => startMin)),
    clientId: visit.clientId,
    clientName: visit.clientName,
    wishes,
    comment: visit.comment,
    source: visit.source,
    wantsThisMaster: visit.wantsThisMaster,
  };
}

/** A service as the core takes it; what the person left open follows the price list and the master's day. */
export function lineInput(wish: BookingWish, line: Pick<BookedLine, 'startMin' | 'durationMin' | 'bundleId'>) {
  return {
    serviceId: wish.serviceId as never,
    staffId: wish.staffId as never,
    startMin: line.startMin,
    durationMin: line.durationMin,
    ...(wish.roomId === undefined ? {} : { roomId: wish.roomId as never }),
    ...(wish.priceMinor === undefined || wish.priceMinor === null ? {} : { priceMinor: wish.priceMinor }),
    ...(line.bundleId === undefined ? {} : { bundleId: line.bundleId }),
  };
}

/** Whether two forms ask for the same services at the same times. */
export function areSameServices(a: VisitValues, b: VisitValues): boolean {
  return a.startMin === b.startMin && a.localDate === b.localDate && servicesKey(a) === servicesKey(b);
}

/** Whether two forms say the same. */
export function areSameValues(a: VisitValues, b: VisitValues): boolean {
  return (
    areSameServices(a, b) &&
    a.clientId === b.clientId &&
    a.comment === b.comment &&
    a.source === b.source &&
    a.wantsThisMaster === b.wantsThisMaster
  );
}

const servicesKey = ({ wishes }: Pick<VisitValues, 'wishes'>): string => JSON.stringify(wishes.map(wishKey));

function wishKey({ serviceId, staffId, durationMin, priceMinor, roomId, isParallel, gapMin }: BookingWish) {
  return [serviceId, staffId, durationMin, priceMinor ?? null, roomId ?? null, isParallel === true, gapMin ?? 0];
}

/** How the values of a visit are written for a person. */
export interface VisitWords {
  readonly label: (name: string, service?: string) => string;
  readonly service: (serviceId: number) => string;
  readonly staff: (staffId: number) => string;
  readonly room: (roomId: number | null | undefined) => string;
  readonly minutes: (minutes: number | null) => string;
  readonly money: (minor: number | null | undefined) => string;
  readonly time: (localDate: string, startMin: number) => string;
  readonly source: (source: string) => string;
  readonly flag: (is: boolean) => string;
}

/**
 * The fields of a visit that two people changed differently, or one of them did, in words.
 *
 * Services that are the same in all three states are compared field by field (master, length, room, price); otherwise the
 * list of services is one field.
 */
export function mergeFieldsOf(
  original: VisitValues,
  mine: VisitValues,
  theirs: VisitValues,
  words: VisitWords,
): MergeField<Partial<VisitValues>>[] {
  const states = { original, mine, theirs };
  const field = (
    name: string,
    label: string,
    part: (values: VisitValues) => Partial<VisitValues>,
    text: (values: VisitValues) => string,
  ): MergeField<Partial<VisitValues>>[] => mergeValues(name, label, states, part, text);
  const services = hasSameServices(original, mine, theirs)
    ? original.wishes.flatMap((wish, index) => lineFields(index, words.service(wish.serviceId)))
    : field(
        'services',
        words.label('services'),
        ({ wishes }) => ({ wishes }),
        ({ wishes }) => wishes.map((wish) => wishText(wish, words)).join('; '),
      );

  function lineFields(index: number, service: string): MergeField<Partial<VisitValues>>[] {
    const of = (name: 'staff' | 'duration' | 'room' | 'price' | 'pause', text: (wish: BookingWish) => string) =>
      field(
        `${index}.${name}`,
        words.label(name, service),
        ({ wishes }) => ({ wishes: wishes.slice(index, index + 1) }),
        ({ wishes }) => text(wishes[index]!),
      );
    return [
      ...of('staff', (wish) => words.staff(wish.staffId)),
      ...of('duration', (wish) => words.minutes(wish.durationMin)),
      ...of('room', (wish) => words.room(wish.roomId)),
      ...of('price', (wish) => words.money(wish.priceMinor)),
      ...of('pause', (wish) => (wish.isParallel ? words.label('parallel') : words.minutes(wish.gapMin ?? 0))),
    ];
  }

  return [
    ...field(
      'time',
      words.label('time'),
      ({ localDate, startMin }) => ({ localDate, startMin }),
      ({ localDate, startMin }) => words.time(localDate, startMin),
    ),
    ...field(
      'client',
      words.label('client'),
      ({ clientId, clientName }) => ({ clientId, clientName }),
      ({ clientName }) => clientName,
    ),
    ...services,
    ...field(
      'comment',
      words.label('comment'),
      ({ comment }) => ({ comment }),
      ({ comment }) => comment,
    ),
    ...field(
      'source',
      words.label('source'),
      ({ source }) => ({ source }),
      ({ source }) => words.source(source),
    ),
    ...field(
      'wantsThisMaster',
      words.label('wantsThisMaster'),
      ({ wantsThisMaster }) => ({ wantsThisMaster }),
      ({ wantsThisMaster }) => words.flag(wantsThisMaster),
    ),
  ];
}

const LINE_PARTS = {
  staff: ({ staffId }: BookingWish) => ({ staffId }),
  duration: ({ durationMin }: BookingWish) => ({ durationMin }),
  room: ({ roomId }: BookingWish) => (roomId === undefined ? {} : { roomId }),
  price: ({ priceMinor }: BookingWish) => (priceMinor === undefined ? {} : { priceMinor }),
  pause: ({ gapMin = 0, isParallel = false }: BookingWish) => ({ gapMin, isParallel }),
} as const;

/** The newest state with the chosen side of each field; `sides` names the fields of {@link mergeFieldsOf}. */
export function mergedValues(
  mine: VisitValues,
  theirs: VisitValues,
  sides: Readonly<Record<string, 'mine' | 'theirs'>>,
): VisitValues {
  const from = (name: string): VisitValues => (sides[name] === 'mine' ? mine : theirs);
  const isWhole = sides['services'] !== undefined || mine.wishes.length !== theirs.wishes.length;
  const wishes = isWhole
    ? from('services').wishes
    : theirs.wishes.map(
        (wish, index) =>
          Object.assign(
            {},
            wish,
            ...(Object.keys(LINE_PARTS) as (keyof typeof LINE_PARTS)[]).map((part) =>
              LINE_PARTS[part](from(`${index}.${part}`).wishes[index]!),
            ),
          ) as BookingWish,
      );
  const { localDate, startMin } = from('time');
  const { clientId, clientName } = from('client');
  return {
    localDate,
    startMin,
    clientId,
    clientName,
    wishes,
    comment: from('comment').comment,
    source: from('source').source,
    wantsThisMaster: from('wantsThisMaster').wantsThisMaster,
  };
}

function hasSameServices(...states: readonly VisitValues[]): boolean {
  const keys = states.map(({ wishes }) => wishes.map(({ serviceId }) => serviceId).join());
  return keys.every((key) => key === keys[0]);
}

function wishText(wish: BookingWish, words: VisitWords): string {
  return `${words.service(wish.serviceId)}, ${words.staff(wish.staffId)}`;
}
