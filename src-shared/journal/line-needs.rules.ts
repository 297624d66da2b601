import type { ProposedLine, ServiceLimits } from './conflict-day.ts';

/** Who works and what services ask for, as a `Day` or the catalogue tells it. */
export interface LineTerms {
  readonly staff: readonly { readonly id: number; readonly isGapBookable: boolean }[];
  readonly serviceLimits: readonly ServiceLimits[];
}

/**
 * The lines of a visit with the equipment they hold, and whether their processing keeps the master (A4, A6).
 *
 * A line that stood before (`known`, by id) with the same service and master keeps what it had: links that were changed
 * later do not touch bookings made earlier.
 */
export function withNeeds<Line extends ProposedLine>(
  lines: readonly Line[],
  known: readonly ProposedLine[],
  { staff, serviceLimits }: LineTerms,
): Line[] {
  return lines.map((line) => {
    const before = line.id === null ? undefined : known.find(({ id }) => id === line.id);
    if (before?.serviceId === line.serviceId && before.staffId === line.staffId) {
      return { ...line, holdsMaster: before.holdsMaster, equipmentIds: before.equipmentIds };
    }
    const limits = serviceLimits.find(({ serviceId }) => serviceId === line.serviceId);
    const isGapBookable =
      (limits?.isGapBookable ?? true) && (staff.find(({ id }) => id === line.staffId)?.isGapBookable ?? true);
    return {
      ...line,
      holdsMaster: line.processing.length > 0 && !isGapBookable,
      equipmentIds: limits?.equipmentIds ?? [],
    };
  });
}
