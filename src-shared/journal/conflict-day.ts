import type { Interval } from '../kernel/intervals.ts';
import type { LocalDate } from '../kernel/local-date.ts';
import type { BookingRule } from '../services/booking-rule.rules.ts';
import type { PatchTestFact } from '../treatments/patch-test.rules.ts';
import type { CONFLICT_ERRORS, VisitStatus } from './journal.contract.ts';
import type { PlacedEvent, PlacedLine } from './journal.rules.ts';

export type ConflictCode = (typeof CONFLICT_ERRORS)[number] | 'GROUP_FULL';
/** `hard`: needs override_conflict and a reason; `soft`: is confirmed (A12). */
export type ConflictLevel = 'hard' | 'soft';

/** One service of the visit as it would stand. */
export interface ProposedLine extends PlacedLine {
  /** Null for a line that does not exist yet. */
  readonly id: number | null;
  readonly serviceId: number;
}

/** A visit as a person wants it to stand: a new one, or all lines of a known one after a change. */
export interface ProposedVisit {
  /** Null for a new visit; a known one never conflicts with what it was before. */
  readonly visitId: number | null;
  readonly clientId: number | null;
  readonly lines: readonly ProposedLine[];
  /** The group event whose seat the visit takes (A13): it holds the client, and the room only when seats are the room's. */
  readonly groupEventId?: number | null | undefined;
  /** The proposal is a group event itself: `lines` has its one line, `visitId` and `clientId` are null. */
  readonly event?: ProposedEvent | undefined;
}

/** A group event as a person wants it to stand (A13). */
export interface ProposedEvent {
  /** Null for a new one; a known one never conflicts with what it was before, nor with its own participants. */
  readonly id: number | null;
  readonly seatsFromRoom: boolean;
  /** Who takes part: they are busy at that time. */
  readonly guests: readonly { readonly visitId: number; readonly clientId: number | null }[];
}

/** What takes a master's time besides visits (A3). */
export interface AbsentPart {
  readonly reason: string;
  readonly toDate: LocalDate;
  readonly startMin: number | null;
  readonly endMin: number | null;
}

/** What a service asks for besides its master (A4, R4). */
export interface ServiceLimits {
  readonly serviceId: number;
  /** Rooms it may be done in; empty = any. */
  readonly roomIds: readonly number[];
  /** Equipment it needs, each of them for its whole hold. */
  readonly equipmentIds: readonly number[];
  /** Whether another client may be booked into its processing time. */
  readonly isGapBookable: boolean;
}

/** A room or a device as conflicts see it. */
export interface ConflictPlace {
  readonly id: number;
  readonly name: string;
  readonly capacity: number;
  /** When it can be used (A4); undefined sets no limit. */
  readonly hours?: readonly Interval[] | undefined;
}

/** A group event of the day. */
export interface ConflictEvent extends PlacedEvent {
  readonly id: number;
  readonly title: string;
  readonly capacity: number;
  /** Occupying participants, wherever they are read from. */
  readonly taken: number;
}

/**
 * The part of a `Day` that conflicts are found in. Lines of the neighbouring days may be added with shifted minutes.
 *
 * What is optional adds no conflict when it is left out.
 */
export interface ConflictDay {
  readonly localDate: LocalDate;
  readonly salonHours: readonly Interval[];
  readonly staff: readonly {
    readonly id: number;
    readonly name: string;
    readonly hasLeft: boolean;
    readonly work: readonly Interval[];
    readonly absence: AbsentPart | null;
    /** All absences that touch the day; without them `absence` is the only one. */
    readonly absences?: readonly AbsentPart[] | undefined;
    /** Title of an expired paper without which the master may not work; null or undefined when there is none. */
    readonly notAllowed?: string | null | undefined;
    readonly isScheduled: boolean;
    readonly serviceIds: readonly number[];
    /** Rooms the master works in (R5); empty = any. */
    readonly roomIds?: readonly number[] | undefined;
  }[];
  readonly rooms: readonly ConflictPlace[];
  readonly equipment?: readonly ConflictPlace[] | undefined;
  readonly serviceLimits?: readonly ServiceLimits[] | undefined;
  readonly visits: readonly {
    readonly id: number;
    readonly status: VisitStatus;
    readonly clientId: number | null;
    readonly clientName: string;
    readonly groupEventId?: number | null | undefined;
    readonly lines: readonly (PlacedLine & { readonly id: number })[];
  }[];
  readonly events?: readonly ConflictEvent[] | undefined;
  readonly blocks: readonly {
    readonly staffId: number | null;
    readonly roomId: number | null;
    readonly serviceId?: number | null | undefined;
    readonly startMin: number;
    readonly endMin: number;
    readonly reason: string;
  }[];
  /** Rules about what a service may follow, for the services that have one. */
  readonly bookingRules?: readonly { readonly serviceId: number; readonly rule: BookingRule }[] | undefined;
  /** For how many days a test for allergy is good, for the services that need one. */
  readonly patchRules?: readonly { readonly serviceId: number; readonly days: number }[] | undefined;
  /** The client's tests; undefined or null when nobody knows them, or nobody is named. */
  readonly patchTests?: readonly PatchTestFact[] | null | undefined;
  /** The client's other occupying visits with their services; undefined or null when nobody knows them. */
  readonly past?: readonly { readonly serviceId: number; readonly localDate: LocalDate }[] | null | undefined;
}

export interface ConflictSettings {
  readonly processingReleasesMaster: boolean;
  readonly allowOverrunMin: number;
  readonly timeZone: string;
}

/**
 * Why of a code that has several: a room that is closed at that hour or not meant for the service, a service that comes
 * too early or too late after another; a test for allergy that is missing, too old, or showed a reaction.
 */
export type ConflictCause =
  | ''
  | 'hours'
  | 'service'
  | 'tooEarly'
  | 'tooLate'
  | 'neverBefore'
  | 'missing'
  | 'expired'
  | 'reaction';

/** One reason why a line should not stand there, with what a person needs to know about it. */
export interface Conflict {
  readonly code: ConflictCode;
  readonly level: ConflictLevel;
  /** Position in `ProposedVisit.lines`. */
  readonly lineIndex: number;
  /** The service that should not stand there. */
  readonly serviceId: number | null;
  /** The other visit in the way, if it is one. */
  readonly visitId: number | null;
  readonly lineId: number | null;
  /** The group event in the way, if it is one. */
  readonly eventId: number | null;
  readonly eventTitle: string;
  /** Name of the other visit's client; empty for a visit without one. */
  readonly clientName: string;
  readonly staffId: number | null;
  readonly staffName: string;
  /** The room or the device that has no place. */
  readonly roomName: string;
  /** The time in the way: of the other service, of the absence, of the block. Null when it has none. */
  readonly startMin: number | null;
  readonly endMin: number | null;
  /** Reason of an absence or a block; title of the paper that expired; day of the test for allergy. */
  readonly reason: string;
  readonly cause: ConflictCause;
  /** Days since the service it follows, and the limit (BOOKING_RULE). */
  readonly days: number | null;
  readonly limitDays: number | null;
}
