import type { StatusSettings } from './client-status.repository.ts';

/** What relative questions are measured from: the salon's day, its clock, and how it tells who sleeps. */
export interface Moment {
  readonly today: string;
  readonly timeZone: string;
  readonly status: StatusSettings;
}
