import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import {
  type BookedLine,
  type BookingWish,
  placeBooking,
  priceTermsFor,
} from '../../../src-shared/journal/booking.rules.ts';
import type { ConflictDay } from '../../../src-shared/journal/conflict-day.ts';
import { type Conflict, findConflicts } from '../../../src-shared/journal/conflicts.rules.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { isOccupying, masterBusyByStaff } from '../../../src-shared/journal/journal.rules.ts';
import { fittedLines } from '../../../src-shared/journal/room-choice.rules.ts';
import type { Bundle } from '../../../src-shared/services/bundles.contract.ts';
import type { PriceTerms } from '../../../src-shared/services/price.rules.ts';
import type { Service } from '../../../src-shared/services/services.contract.ts';
import { api } from '../../api/client.ts';
import { useDesk } from '../../app/session.ts';

interface PlanningInput {
  readonly day: Day;
  readonly localDate: string;
  readonly startMin: number;
  readonly wishes: readonly BookingWish[];
  readonly clientId: number | null;
  /** The visit that stands already; it is not in its own way. */
  readonly visitId: number | null;
}

/** What the chosen services add up to on their day. */
export interface Planning {
  readonly services: ReadonlyMap<number, Service>;
  /** Bundles whose services can all be booked. */
  readonly bundles: readonly Bundle[];
  readonly prices: PriceTerms;
  readonly lines: readonly BookedLine[];
  readonly endMin: number;
  readonly totalMin: number;
  readonly totalMinor: number;
  readonly conflicts: readonly Conflict[];
  /** Something chosen needs a test for allergy. */
  readonly needsTest: boolean;
  /** Card of the client, once it is known. */
  readonly card: ClientCard | undefined;
  /** Who is free for a service at its time: the one with the fewest busy minutes, then the smallest number (A11). */
  readonly freeMasterOf: (index: number) => number | null;
}

/** Places the services of a form on the day, with prices, conflicts and who is free; the core does it again. */
export function usePlanning(input: PlanningInput): Planning {
  const { day, localDate, startMin, wishes, clientId, visitId } = input;
  const { settings, today } = useDesk();
  const catalogue = useQuery(api.services.list.queryOptions({ input: { withArchived: true } }));
  const card = useQuery(
    api.clients.card.queryOptions({
      input: { clientId: (clientId ?? 0) as never, visitLimit: 0 },
      enabled: clientId !== null,
    }),
  );
  const services = useMemo(
    () => new Map((catalogue.data?.services ?? []).map((service) => [service.id as number, service])),
    [catalogue.data],
  );
  const needsTest = wishes.some(({ serviceId }) => (services.get(serviceId)?.patchTestDays ?? null) !== null);
  const tests = useQuery(
    api.treatments.patchTests.queryOptions({
      input: { clientId: (clientId ?? 0) as never },
      enabled: clientId !== null && needsTest,
    }),
  ).data;
  // The day knows nothing of the one client whom it is about.
  const judged = useMemo((): ConflictDay => {
    if (clientId === null || tests === undefined) return day;
    const patchRules = [...services.values()].flatMap(({ id, patchTestDays: days }) =>
      days === null ? [] : [{ serviceId: id, days }],
    );
    return { ...day, patchRules, patchTests: tests };
  }, [day, clientId, tests, services]);
  const known = clientId === null ? undefined : card.data;
  const priceListId = known?.effectivePriceListId ?? null;
  const prices = useMemo(
    () => priceTermsFor(settings, localDate, today, priceListId),
    [settings, localDate, today, priceListId],
  );
  const lines = useMemo(() => placeBooking(startMin, wishes, services, prices), [startMin, wishes, services, prices]);
  const conflicts = useMemo(
    () =>
      lines.length === 0
        ? []
        : findConflicts(
            { visitId, clientId, lines: fittedLines(lines, { visitId, clientId }, day, settings, usualRoomIn(day)) },
            judged,
            settings,
          ),
    [lines, visitId, clientId, day, judged, settings],
  );
  const endMin = lines.reduce((end, line) => Math.max(end, line.startMin + line.durationMin), startMin);
  const freeMasterOf = (index: number): number | null => {
    const wish = wishes[index];
    const service = wish && services.get(wish.serviceId);
    if (!service) return null;
    const visits = day.visits.filter((visit) => isOccupying(visit.status) && visit.id !== visitId);
    const busy = masterBusyByStaff({ ...day, visits }, settings.processingReleasesMaster);
    const busyMin = (staffId: number): number =>
      (busy.get(staffId) ?? []).reduce((sum, [start, end]) => sum + end - start, 0);
    const free = service.staff
      .map(({ staffId }) => staffId as number)
      .filter((staffId) => {
        const { roomId: _, ...rest } = wish;
        const tried = wishes.map((item, at) =>
          at === index ? { ...rest, staffId, durationMin: null, priceMinor: null } : item,
        );
        const placed = placeBooking(startMin, tried, services, prices);
        const fitted = fittedLines(placed, { visitId, clientId }, day, settings, usualRoomIn(day));
        return !findConflicts({ visitId, clientId, lines: fitted }, day, settings).some(
          (conflict) => conflict.lineIndex === index,
        );
      });
    return free.toSorted((a, b) => busyMin(a) - busyMin(b) || a - b)[0] ?? null;
  };
  return {
    services,
    bundles: (catalogue.data?.bundles ?? []).filter(
      ({ isArchived, items }) =>
        !isArchived && items.every(({ serviceId }) => services.get(serviceId)?.isArchived === false),
    ),
    prices,
    lines,
    endMin,
    totalMin: endMin - startMin,
    totalMinor: lines.reduce((sum, line) => sum + line.priceMinor, 0),
    conflicts,
    needsTest,
    card: known,
    freeMasterOf,
  };
}

const usualRoomIn =
  (day: Day) =>
  (staffId: number): number | null =>
    day.staff.find(({ id }) => id === staffId)?.defaultRoomId ?? null;
