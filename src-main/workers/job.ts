/** What a job may tell and ask while it runs. */
export interface JobControl {
  /**
   * Tells the share done, 0..1.
   *
   * @throws JobCancelled when the person has asked to stop.
   */
  progress(share: number): void;
}

/** Thrown inside a job that was cancelled, and by the runner to the one who waits. */
export class JobCancelled extends Error {
  readonly code = 'JOB_CANCELLED';
}

/** For jobs that run where nobody watches. */
export const silentControl: JobControl = { progress: () => undefined };

/** A part of the whole: progress 0..1 inside becomes `from`..`to` outside. */
export function partOf(control: JobControl, from: number, to: number): JobControl {
  return { progress: (share) => control.progress(from + share * (to - from)) };
}
