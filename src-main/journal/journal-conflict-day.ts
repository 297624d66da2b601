import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { ConflictDay, ConflictEvent, ProposedVisit } from '../../src-shared/journal/conflict-day.ts';
import { busySetsOf, shifted, shortPersonName } from '../../src-shared/journal/journal.rules.ts';
import { candidateRooms } from '../../src-shared/journal/room-choice.rules.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { Reader } from '../store/executor.ts';
import type { AdmissionFacts } from './journal-admission.ts';
import { equipmentOf, limitsOf, openPlaces, processingOf } from './journal-day.ts';
import { type Catalogue, isAway } from './journal-catalogue.ts';
import type { EventRow } from './journal-event.ts';
import { readEvents } from './journal-events.repository.ts';
import { type OccupyingRow, readBlocks, readClientServices, readOccupying } from './journal.repository.ts';

/** The day of a proposal as the file stands now; neighbouring days count where they reach over midnight (A1). */
export function conflictDay(reader: Reader, proposal: ProposedVisit, facts: AdmissionFacts): ConflictDay {
  const { schedule, catalogue, settings } = facts;
  const { localDate } = schedule;
  const before = addDays(localDate, -1);
  const after = addDays(localDate, 1);
  const staff = [...catalogue.staff.values()].map((person) => {
    const own = schedule.staff.get(person.id);
    return {
      id: person.id,
      name: displayName(person, settings.nameOrder),
      hasLeft: isAway(person, localDate),
      work: own?.work ?? [],
      absence: own?.absence ?? null,
      absences: own?.absences ?? [],
      notAllowed: facts.notAllowed.get(person.id) ?? null,
      isScheduled: own?.isScheduled ?? false,
      serviceIds: person.serviceIds,
      roomIds: person.roomIds,
    };
  });
  const serviceLimits = limitsOf(catalogue);
  const holds = busySetsOf(proposal.lines, settings.processingReleasesMaster);
  const rows = readOccupying(
    reader,
    { before, localDate, after },
    {
      staffIds: proposal.lines.map((line) => line.staffId),
      // The rooms it might be put into instead are looked at too (R4).
      roomIds: proposal.lines.flatMap((line) => [
        ...(line.roomId === null ? [] : [line.roomId]),
        ...candidateRooms(line, { staff, serviceLimits }),
      ]),
      withEquipment: proposal.lines.some((line) => (line.equipmentIds ?? []).length > 0),
      clientIds: [proposal.clientId, ...(proposal.event?.guests ?? []).map(({ clientId }) => clientId)].filter(
        (clientId) => clientId !== null,
      ),
      groupEventId: proposal.groupEventId ?? null,
      untilMin: Math.max(...holds.map(({ room }) => room[1])),
    },
  );
  return {
    localDate,
    salonHours: schedule.salonHours,
    staff,
    rooms: openPlaces(catalogue, schedule, 'room'),
    equipment: openPlaces(catalogue, schedule, 'equipment'),
    serviceLimits,
    visits: occupyingVisits(rows, localDate),
    events: readEvents(reader, before, after).map((row) => placedEvent(row, localDate, catalogue)),
    blocks: readBlocks(reader, localDate, localDate).map((row) => ({
      staffId: row.staff_id,
      roomId: row.room_id,
      serviceId: row.service_id,
      startMin: row.start_min,
      endMin: row.end_min,
      reason: row.reason,
    })),
    ...historyFor(reader, proposal, catalogue),
    ...testsFor(reader, proposal, facts),
  };
}

/** What the rules about following services ask for; nothing is read when no service of the proposal has such a rule. */
function historyFor(
  reader: Reader,
  proposal: ProposedVisit,
  catalogue: Catalogue,
): Pick<ConflictDay, 'bookingRules' | 'past'> {
  const bookingRules = proposal.lines.flatMap(({ serviceId }) => {
    const rule = catalogue.services.get(serviceId)?.bookingRule;
    return rule ? [{ serviceId, rule }] : [];
  });
  if (bookingRules.length === 0 || proposal.clientId === null) return {};
  const asked = bookingRules.flatMap(({ rule }) => rule.afterServiceIds);
  return { bookingRules, past: readClientServices(reader, proposal.clientId, asked, proposal.visitId) };
}

/** The client's tests for allergy; nothing is read when no service of the proposal needs one. */
function testsFor(
  reader: Reader,
  { clientId, lines }: ProposedVisit,
  { catalogue, patchTestsOf }: AdmissionFacts,
): Pick<ConflictDay, 'patchRules' | 'patchTests'> {
  const patchRules = lines.flatMap(({ serviceId }) => {
    const days = catalogue.services.get(serviceId)?.patchTestDays ?? null;
    return days === null ? [] : [{ serviceId, days }];
  });
  if (patchRules.length === 0 || clientId === null) return {};
  return { patchRules, patchTests: patchTestsOf(reader, clientId) };
}

/** Yesterday's night is before minute 0 of this day, tomorrow's morning after minute 1440. */
function shiftOf(rowDate: LocalDate, localDate: LocalDate): number {
  if (rowDate === localDate) return 0;
  return rowDate < localDate ? -1440 : 1440;
}

function placedEvent(row: EventRow, localDate: LocalDate, catalogue: Catalogue): ConflictEvent {
  return {
    id: row.id,
    title: row.title || (catalogue.services.get(row.service_id)?.name ?? ''),
    capacity: row.capacity,
    taken: row.taken,
    staffId: row.staff_id,
    roomId: row.room_id,
    startMin: row.start_min + shiftOf(row.local_date, localDate),
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    seatsFromRoom: row.seats_from_room === 1,
    equipmentIds: catalogue.services.get(row.service_id)?.equipmentIds ?? [],
  };
}

type OtherVisit = ConflictDay['visits'][number];

function occupyingVisits(rows: readonly OccupyingRow[], localDate: LocalDate): OtherVisit[] {
  const visits: (OtherVisit & { lines: OtherVisit['lines'][number][] })[] = [];
  for (const row of rows) {
    const byMin = shiftOf(row.local_date, localDate);
    let visit = visits.at(-1);
    if (visit?.id !== row.visit_id) {
      const { first_name: first, last_name: last, status, client_id: clientId } = row;
      visit = {
        id: row.visit_id,
        status,
        clientId,
        clientName: first === null ? '' : shortPersonName(first, last ?? ''),
        groupEventId: row.group_event_id,
        lines: [],
      };
      visits.push(visit);
    }
    visit.lines.push({
      id: row.id,
      staffId: row.staff_id,
      roomId: row.room_id,
      startMin: row.start_min + byMin,
      durationMin: row.duration_min,
      bufferBeforeMin: row.buffer_before_min,
      bufferAfterMin: row.buffer_after_min,
      processing: shifted(processingOf(row), byMin),
      holdsMaster: row.holds_master === 1,
      equipmentIds: equipmentOf(row),
    });
  }
  return visits;
}
