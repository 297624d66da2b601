import type { ConflictDay, ConflictSettings, ProposedLine, ProposedVisit } from './conflict-day.ts';
import { findConflicts } from './conflicts.rules.ts';
import { type LineTerms, withNeeds } from './line-needs.rules.ts';

type Choices = Pick<ConflictDay, 'staff' | 'serviceLimits'>;

/**
 * Rooms that a line may be put into instead of its own (R4, R5), in the order of the links; empty = nothing to choose from.
 *
 * The rooms of the service, of them those of the master if there are any; for a service that is done anywhere the rooms of
 * the master.
 */
export function candidateRooms(
  line: Pick<ProposedLine, 'serviceId' | 'staffId'>,
  { staff, serviceLimits }: Choices,
): readonly number[] {
  const ofService = serviceLimits?.find(({ serviceId }) => serviceId === line.serviceId)?.roomIds ?? [];
  const ofMaster = staff.find(({ id }) => id === line.staffId)?.roomIds ?? [];
  if (ofService.length === 0) return ofMaster;
  const both = ofService.filter((roomId) => ofMaster.includes(roomId));
  return both.length > 0 ? both : ofService;
}

const ROOM_CODES: ReadonlySet<string> = new Set(['ROOM_FULL', 'ROOM_BLOCKED']);

/**
 * The lines of a visit, each in a room where it fits (R4).
 *
 * The room a line has stays while it suits; else the first free one of {@link candidateRooms} is taken. When none is free a
 * room that is not meant for the service gives way to the first that is, so that the conflict names a right room. `isFixed`
 * tells the lines whose room a person chose: they stay.
 */
export function withRooms<Line extends ProposedLine>(
  proposal: Omit<ProposedVisit, 'lines'> & { readonly lines: readonly Line[] },
  day: ConflictDay,
  settings: ConflictSettings,
  isFixed: (line: Line, index: number) => boolean = () => false,
): Line[] {
  const lines = [...proposal.lines];
  proposal.lines.forEach((line, index) => {
    const candidates = candidateRooms(line, day);
    if (candidates.length === 0 || isFixed(line, index)) return;
    const own = line.roomId;
    const meant = day.serviceLimits?.find(({ serviceId }) => serviceId === line.serviceId)?.roomIds ?? [];
    const isRight = own !== null && (meant.length === 0 || meant.includes(own));
    const fits = (roomId: number | null): boolean => {
      lines[index] = { ...line, roomId };
      const found = findConflicts({ ...proposal, lines }, day, settings);
      return !found.some(({ code, lineIndex }) => lineIndex === index && ROOM_CODES.has(code));
    };
    if (isRight && fits(own)) return;
    const others = candidates.filter((roomId) => roomId !== own);
    if (others.some((roomId) => fits(roomId))) return;
    lines[index] = isRight ? line : { ...line, roomId: candidates[0] ?? own };
  });
  return lines;
}

/**
 * New lines as the core will place them: with their equipment, in the usual room of their master or one that fits (R4).
 *
 * A line that has a room already keeps it: a person chose it.
 */
export function fittedLines<Line extends ProposedLine>(
  lines: readonly Line[],
  who: { readonly visitId: number | null; readonly clientId: number | null },
  day: ConflictDay & LineTerms,
  settings: ConflictSettings,
  usualRoomOf: (staffId: number) => number | null,
): Line[] {
  const usual = lines.map((line) => ({
    ...line,
    roomId: line.roomId ?? usualRoomOf(line.staffId),
  }));
  const proposal = { ...who, lines: withNeeds(usual, [], day) };
  return withRooms(proposal, day, settings, (_, index) => lines[index]?.roomId !== null);
}
