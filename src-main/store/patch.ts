/** A patch as it comes from outside: a key may be there with the value undefined, which means the same as absent. */
export type Patch<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** The values with a patch laid over them; undefined leaves a value as it is. */
export function patched<T extends object>(values: T, patch: Patch<T>): T {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...values, ...Object.fromEntries(given) };
}

/** Whether two plain values are the same all the way down; keys in any order. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
