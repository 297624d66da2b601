import { type LocalDate, addDays } from '../kernel/local-date.ts';

/** Minute of the night from which the ledger is checked: nobody works then, and the day before is closed. */
const CHECK_FROM_MIN = 3 * 60;

/** A moment on the salon's clock. */
interface LocalMoment {
  readonly localDate: LocalDate;
  readonly minute: number;
}

const isBefore = (a: LocalMoment, b: LocalMoment): boolean =>
  a.localDate < b.localDate || (a.localDate === b.localDate && a.minute < b.minute);

/** Tells whether the last night has passed without a check; a computer that was off at night is checked later. */
export function isCheckDue(last: LocalMoment | null, now: LocalMoment): boolean {
  if (last === null) return true;
  const night =
    now.minute >= CHECK_FROM_MIN
      ? { localDate: now.localDate, minute: CHECK_FROM_MIN }
      : { localDate: addDays(now.localDate, -1), minute: CHECK_FROM_MIN };
  return isBefore(last, night);
}
