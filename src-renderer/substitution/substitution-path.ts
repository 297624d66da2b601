/**
 * The address of the screen on which the bookings of one who is away find their way.
 *
 * `dates` are days with such bookings, in any order; without them the screen begins today.
 */
export function substitutionPath(staffId: number, dates: readonly string[] = []): string {
  const [from, ...rest] = dates.toSorted();
  const to = rest.at(-1);
  const query = new URLSearchParams({
    staff: String(staffId),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return `/substitution?${query.toString()}`;
}
