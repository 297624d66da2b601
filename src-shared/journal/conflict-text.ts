import { formatRange } from '../kernel/wall-time.ts';
import type { ConflictCode } from './conflicts.rules.ts';

/** What a sentence about a conflict is made of: a `Conflict`, or the data of the core's refusal. */
export interface ConflictFacts {
  readonly clientName?: string | undefined;
  readonly staffName?: string | undefined;
  readonly roomName?: string | undefined;
  readonly startMin?: number | null | undefined;
  readonly endMin?: number | null | undefined;
  readonly reason?: string | undefined;
  readonly visitId?: number | null | undefined;
  readonly lineId?: number | null | undefined;
  readonly eventId?: number | null | undefined;
  readonly eventTitle?: string | undefined;
  readonly cause?: string | undefined;
  readonly days?: number | null | undefined;
  readonly limitDays?: number | null | undefined;
  /** Who put the other visit there; only the core knows. */
  readonly byName?: string | null | undefined;
}

/** A text key of the catalogue with its values. */
export interface ConflictText {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The sentence about a conflict (ui.md 7): who stands there, when, and who put them there.
 *
 * `noClient` is the ready text for a visit without a client, `when` for the moment it was made («только что»).
 */
export function conflictText(code: ConflictCode, facts: ConflictFacts, noClient: string, when = ''): ConflictText {
  const { startMin, endMin } = facts;
  const hasRange = typeof startMin === 'number' && typeof endMin === 'number';
  const values = {
    // A group event stands there under its own name.
    clientName: facts.eventTitle ? `«${facts.eventTitle}»` : facts.clientName || noClient,
    eventTitle: facts.eventTitle ?? '',
    staffName: facts.staffName ?? '',
    roomName: facts.roomName ?? '',
    range: hasRange ? formatRange(Math.max(0, startMin), Math.min(2880, endMin)) : '',
    reason: code === 'PATCH_TEST' ? shortDate(facts.reason ?? '') : (facts.reason ?? ''),
    days: String(facts.days ?? ''),
    limitDays: String(facts.limitDays ?? ''),
    byName: facts.byName ?? '',
    when,
  };
  return { key: `journal:conflicts.${code}${variantOf(code, facts, when)}`, values };
}

function variantOf(code: ConflictCode, facts: ConflictFacts, when: string): string {
  switch (code) {
    case 'MASTER_BUSY':
      return busyVariant(facts, when);
    case 'EQUIPMENT_FULL':
      if (facts.reason) return '_block';
      return facts.cause === 'hours' ? '_hours' : '';
    case 'ROOM_BLOCKED':
    case 'PATCH_TEST':
    case 'BOOKING_RULE':
      return facts.cause ? `_${facts.cause}` : '';
    default:
      return '';
  }
}

function busyVariant(facts: ConflictFacts, when: string): '' | '_by' | '_block' | '_own' {
  if (facts.reason) return '_block';
  // Only a meeting inside the visit itself has neither another client's name nor another line.
  if (facts.lineId === null && !facts.clientName && !facts.eventId) return '_own';
  return facts.byName && when ? '_by' : '';
}

/** '2026-03-12' as a person writes it: 12.03.2026. */
function shortDate(localDate: string): string {
  return localDate.split('-').toReversed().join('.');
}
