/** Why a receipt is not printed yet. */
export const FISCAL_TROUBLES = [
  // Nobody answers at the address.
  'offline',
  // The program beside the register wants another login or password.
  'unauthorized',
  // The register itself is not connected to it, or does not answer it.
  'disconnected',
  'paper',
  'shift',
  // It is busy, or its storage does not answer.
  'device',
  // It says no to this receipt.
  'refused',
  // The connection broke in the middle: whether it was printed is not known yet.
  'unclear',
  // It was sent and is not ready yet.
  'slow',
  // The answer is not what the protocol says.
  'protocol',
  // It was marked as printed by hand, and the register has printed it as well.
  'twice',
] as const;
type FiscalTrouble = (typeof FISCAL_TROUBLES)[number];

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
/** So many times a receipt that the register refuses is tried before a person is asked. */
const REFUSALS_BEFORE_FAILED = 3;
/** A receipt that is later than this is a correction: the settlement was made without the register (54-FZ). */
export const LATE_AFTER_MS = 24 * 3_600_000;

/**
 * When a receipt is tried again: 5 seconds after the first failure, twice as long each time, a minute at most.
 *
 * Example: the third failure in a row waits for 20 seconds.
 */
export function retryAtMs(nowMs: number, failures: number): number {
  return nowMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, Math.min(failures, 20) - 1));
}

/** Codes of ATOL's driver 10 (its list of errors), by what a person has to do about them. */
const TROUBLE_OF_CODE: ReadonlyMap<number, FiscalTrouble> = new Map([
  ...[1, 2, 3, 4, 241].map((code) => [code, 'disconnected'] as const),
  ...[44, 45, 46, 114].map((code) => [code, 'paper'] as const),
  ...[68, 73].map((code) => [code, 'shift'] as const),
  ...[72, 115, 116, 159, 166, 177].map((code) => [code, 'device'] as const),
]);

/** What an error of the register means for its receipt; a code that is not known is a refusal. */
export function troubleOf(code: number): FiscalTrouble {
  return TROUBLE_OF_CODE.get(code) ?? 'refused';
}

/** Whether a receipt gives up after so many failures: only a refusal does, anything else waits for as long as it takes. */
export function isGivenUp(trouble: FiscalTrouble, failures: number): boolean {
  return trouble === 'refused' && failures >= REFUSALS_BEFORE_FAILED;
}

/** Whether a receipt comes so late that it is printed as a correction. */
export function isLate(paidAtMs: number, nowMs: number): boolean {
  return nowMs - paidAtMs > LATE_AFTER_MS;
}

/**
 * Whether an address is of this computer or of the salon's own network: nothing else is ever called.
 *
 * `http://` or `https://`, without a path; loopback, private and link-local addresses, `.local` names and names of one word.
 */
export function isLocalAddress(address: string): boolean {
  const host = /^https?:\/\/(?:\[([\da-f:]+)\]|([a-z\d.-]+))(?::\d{1,5})?\/?$/i.exec(address);
  if (!host) return false;
  const six = host[1]?.toLowerCase();
  if (six !== undefined) return six === '::1' || /^(?:f[cd][\da-f]{2}|fe[89ab][\da-f]):/.test(six);
  const name = host[2]!.toLowerCase();
  if (/^\d+(?:\.\d+){3}$/.test(name)) {
    const parts = name.split('.').map(Number);
    const [first = 0, second = 0] = parts;
    if (parts.some((part) => part > 255)) return false;
    if (first === 127 || first === 10) return true;
    if (first === 172) return second >= 16 && second <= 31;
    return (first === 192 && second === 168) || (first === 169 && second === 254);
  }
  // A name of digits alone is a number of a host written in another way.
  return /^[a-z\d-]*[a-z][a-z\d-]*(?:\.local)?$/.test(name) && !name.startsWith('0x');
}

/** Whether a tax number of a person has its twelve digits and both check digits; empty is none. */
export function isPersonInn(text: string): boolean {
  if (text === '') return true;
  if (!/^\d{12}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const check = (weights: readonly number[]): number =>
    (weights.reduce((sum, weight, at) => sum + weight * digits[at]!, 0) % 11) % 10;
  return (
    check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[10] && check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[11]
  );
}
