/** How the salon writes names: «Анна Соколова» or «Соколова Анна». */
export type NameOrder = 'firstLast' | 'lastFirst';

/** A person's name as the salon writes it; a missing last name leaves no space. */
export function personName(
  { firstName, lastName }: { readonly firstName: string; readonly lastName: string },
  order: NameOrder,
): string {
  const parts = order === 'lastFirst' ? [lastName, firstName] : [firstName, lastName];
  return parts.filter(Boolean).join(' ');
}

/** The name for narrow places: «Анна С.». */
export function shortPersonName({
  firstName,
  lastName,
}: {
  readonly firstName: string;
  readonly lastName: string;
}): string {
  const initial = /^./u.exec(lastName)?.[0];
  return initial ? `${firstName} ${initial}.` : firstName;
}
