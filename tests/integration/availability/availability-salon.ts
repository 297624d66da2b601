import type { z } from 'zod';
import { AvailabilityService } from '../../../src-main/availability/availability.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { type SearchAnswer, availabilityContract } from '../../../src-shared/availability/availability.contract.ts';
import { type JournalSalon, TOMORROW, openJournalSalon } from '../journal/journal-salon.ts';

type SearchInput = z.input<NonNullable<(typeof availabilityContract.search)['~orpc']['inputSchema']>>;

/** The salon of the journal's tests with its windows: two masters, 10–20 with a break at 14:00. */
export interface AvailabilitySalon extends JournalSalon {
  readonly availability: AvailabilityService;
  /** Windows of Anna's cut tomorrow in grid mode, unless asked otherwise. */
  find(change?: Partial<Record<keyof SearchInput, unknown>>): SearchAnswer;
  /** A visit of one service that is there already; answers its id. */
  visit(place: VisitPlace): number;
}

interface VisitPlace {
  readonly localDate?: string;
  readonly startMin: number;
  readonly staffId?: number;
  readonly serviceId?: number;
  readonly roomId?: number | null;
  readonly clientId?: number;
  readonly durationMin?: number;
  readonly status?: string;
  readonly line?: object;
}

export async function openAvailabilitySalon(nowMs?: number): Promise<AvailabilitySalon> {
  const salon = await openJournalSalon(nowMs);
  const { settings, schedule, journal } = salon;
  const availability = new AvailabilityService(salon.deps, { settings, schedule, journal });
  return {
    ...salon,
    availability,
    find: (change = {}) =>
      availability.search(
        availabilityContract.search['~orpc'].inputSchema!.parse({
          services: [{ serviceId: salon.cut, staffId: salon.anna }],
          fromDate: TOMORROW,
          toDate: TOMORROW,
          mode: 'grid',
          ...change,
        }),
      ),
    visit: (place) =>
      salon.write((tx) => {
        const localDate = place.localDate ?? TOMORROW;
        const visitId = tx.insert(
          query.insertInto('visits').values({
            client_id: place.clientId ?? null,
            local_date: localDate,
            status: place.status ?? 'booked',
            created_at_ms: 0,
          }),
        );
        tx.insert(
          query.insertInto('visit_lines').values({
            visit_id: visitId,
            position: 0,
            local_date: localDate,
            service_id: place.serviceId ?? salon.cut,
            staff_id: place.staffId ?? salon.anna,
            room_id: place.roomId ?? null,
            start_min: place.startMin,
            duration_min: place.durationMin ?? 60,
            price_minor: 0,
            ...place.line,
          }),
        );
        return visitId;
      }),
  };
}

/** Starts of the windows of the first day that has some. */
export function startsOf(answer: SearchAnswer): number[] {
  return (answer.days[0]?.slots ?? []).map(({ startMin }) => startMin);
}
