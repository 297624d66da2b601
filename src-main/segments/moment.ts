import type { StatusSettings } from '../../src-shared/client-figures/client-figures.rules.ts';

/** What relative questions are measured from: the salon's day, its clock, and how it tells who sleeps. */
export interface Moment {
  readonly today: string;
  readonly timeZone: string;
  readonly status: StatusSettings;
}
