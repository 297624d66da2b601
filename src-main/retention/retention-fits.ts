import {
  type FitFacts,
  type FitReason,
  compareFits,
  fitReasons,
  showRateBp,
} from '../../src-shared/retention/retention.rules.ts';
import { timingOf } from '../journal/journal-catalogue.ts';
import type { Candidate, DueService } from './retention-lists.ts';
import { type RowView, priceToday } from './retention-view.ts';
import { readLastServices, readPerson, readPreferring } from './retention.repository.ts';

/** A free stretch of a master's day. */
interface Window {
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** Somebody who could take a window, with the service and the place in it. */
export interface Fit extends FitFacts {
  readonly candidate: Candidate;
  readonly item: DueService;
  readonly reasons: FitReason[];
  readonly startMin: number;
  readonly endMin: number;
  readonly rateBp: number;
}

/**
 * Who could take a window (features.md A2): a service is due that the master does and that is no longer than the window.
 *
 * It stands at the window's beginning, so that no gap is left before it (A10). One place for each client: their service
 * that fits best.
 */
export function fitsOf(candidates: readonly Candidate[], window: Window, view: RowView): Fit[] {
  const { catalogue, reader } = view;
  const { staffId, startMin, endMin } = window;
  const skills = (catalogue.staff.get(staffId)?.serviceIds ?? []).flatMap((id) => {
    const service = catalogue.services.get(id);
    if (!service || service.isArchived || service.groupCapacity !== null) return [];
    const { bufferBeforeMin, bufferAfterMin } = service;
    const { durationMin } = timingOf(catalogue, staffId, service);
    return [[id, { durationMin, bufferBeforeMin, lengthMin: bufferBeforeMin + durationMin + bufferAfterMin }] as const];
  });
  const byService = new Map(skills);
  const minGapMin = Math.min(...skills.map(([, { lengthMin }]) => lengthMin));
  const preferring = readPreferring(reader, staffId);
  return candidates
    .flatMap((candidate): Fit[] => {
      const possible = candidate.items.filter(
        ({ serviceId }) => (byService.get(serviceId)?.lengthMin ?? Infinity) <= endMin - startMin,
      );
      if (possible.length === 0) return [];
      const { clientId } = candidate;
      const had = readLastServices(reader, clientId);
      const person = readPerson(reader, clientId);
      const [best] = possible
        .map((item): Fit => {
          const { durationMin, bufferBeforeMin, lengthMin } = byService.get(item.serviceId)!;
          const facts = {
            clientId,
            serviceId: item.serviceId,
            overdueDays: item.overdueDays,
            isOwnMaster: had.some((row) => row.service_id === item.serviceId && row.staff_id === staffId),
            isPreferredMaster: preferring.has(clientId) || candidate.responsibleStaffId === staffId,
            restMin: endMin - startMin - lengthMin,
            minGapMin,
            visits: person?.visits ?? 0,
            noShows: person?.no_shows ?? 0,
            priceMinor: priceToday(view, item.serviceId, staffId),
          };
          return {
            ...facts,
            candidate,
            item,
            reasons: fitReasons({ ...facts, isPromised: candidate.isPromised }),
            startMin: startMin + bufferBeforeMin,
            endMin: startMin + bufferBeforeMin + durationMin,
            rateBp: showRateBp(facts),
          };
        })
        .sort(compareFits);
      return best ? [best] : [];
    })
    .sort((a, b) => Number(b.candidate.isPromised) - Number(a.candidate.isPromised) || compareFits(a, b));
}
