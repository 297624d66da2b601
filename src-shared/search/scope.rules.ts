/** What the first character of a search may narrow it to. */
export const SEARCH_SCOPES = ['clients', 'visits', 'catalogue', 'settings', 'commands'] as const;
export type SearchScope = (typeof SEARCH_SCOPES)[number];

/** The character of each scope, and what the same key gives on the Russian layout. */
export const SCOPE_SIGNS: Readonly<Record<SearchScope, readonly string[]>> = {
  clients: ['@', '"'],
  visits: ['#', '№'],
  catalogue: ['*'],
  settings: ['='],
  commands: ['>', '/'],
};

/**
 * Parts the sign of a scope from what is looked for.
 *
 * Example: `@наталья` gives clients and `наталья`; `№ завтра` gives visits and `завтра`.
 */
export function readScope(text: string): { readonly scope: SearchScope | null; readonly text: string } {
  const trimmed = text.trimStart();
  const scope = SEARCH_SCOPES.find((name) => SCOPE_SIGNS[name].some((sign) => trimmed.startsWith(sign)));
  return scope === undefined ? { scope: null, text: trimmed.trim() } : { scope, text: trimmed.slice(1).trim() };
}
