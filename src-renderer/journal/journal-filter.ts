import type { Day, DayLine, DayStaff, DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { freeWindowsOf } from '../../src-shared/journal/journal.rules.ts';

/** What is looked for on the grid. Null asks for nothing. */
export interface JournalFilter {
  readonly status: VisitStatus | null;
  /** Visits that were completed and are not fully paid. */
  readonly onlyOwing: boolean;
  /** Columns of this position only. */
  readonly jobTitle: string | null;
  /** Services of this category; columns of those who do any of them. */
  readonly category: { readonly id: number; readonly name: string; readonly serviceIds: ReadonlySet<number> } | null;
  /** Columns with a free window only. */
  readonly onlyFree: boolean;
  /** What free means: from this minute on, by the salon's rule of processing. */
  readonly free: { readonly fromMin: number; readonly processingReleasesMaster: boolean };
}

export const NO_FILTER: JournalFilter = {
  status: null,
  onlyOwing: false,
  jobTitle: null,
  category: null,
  onlyFree: false,
  free: { fromMin: 0, processingReleasesMaster: true },
};

/** A shorter stretch is no window worth looking for. */
export const LEAST_WINDOW_MIN = 30;

/** How many filters are on. */
export const filterCount = ({ status, onlyOwing, jobTitle, category, onlyFree }: JournalFilter): number =>
  [status !== null, onlyOwing, jobTitle !== null, category !== null, onlyFree].filter(Boolean).length;

/** Whether a completed visit still has money to come (V3): no check yet, or a part of it owed. */
export const isOwing = ({ status, payment }: Pick<DayVisit, 'status' | 'payment'>): boolean =>
  status === 'completed' && (payment === 'unpaid' || payment === 'partial');

/** Whether a service of a visit is what is looked for; the others stand back. */
export function isLookedFor(filter: JournalFilter, visit: DayVisit, line: DayLine): boolean {
  if (filter.status !== null && filter.status !== visit.status) return false;
  if (filter.onlyOwing && !isOwing(visit)) return false;
  return filter.category === null || filter.category.id === line.categoryId;
}

/** Whether a master gets a column. */
export function isShownMaster(filter: JournalFilter, person: DayStaff, day: Day): boolean {
  const { jobTitle, category, onlyFree, free } = filter;
  if (jobTitle !== null && jobTitle !== person.jobTitle) return false;
  if (category !== null && !person.serviceIds.some((id) => category.serviceIds.has(id))) return false;
  if (!onlyFree) return true;
  return freeWindowsOf({ ...day, staff: [person] }, { ...free, minMin: LEAST_WINDOW_MIN }).length > 0;
}
