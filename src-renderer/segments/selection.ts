/** Who is marked in the list: single clients, or everybody found but a few. */
export type Marked =
  | { readonly kind: 'picked'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'found'; readonly except: ReadonlySet<number> };

export const NOBODY: Marked = { kind: 'picked', ids: new Set() };
export const ALL: Marked = { kind: 'found', except: new Set() };

export function isMarked(marked: Marked, id: number): boolean {
  return marked.kind === 'picked' ? marked.ids.has(id) : !marked.except.has(id);
}

/** How many are marked of the `total` found. */
export function countMarked(marked: Marked, total: number): number {
  return marked.kind === 'picked' ? marked.ids.size : Math.max(0, total - marked.except.size);
}

/** The same with these clients marked, or no longer marked. */
export function withMarks(marked: Marked, ids: readonly number[], isOn: boolean): Marked {
  if (marked.kind === 'picked') {
    const next = new Set(marked.ids);
    for (const id of ids)
      if (isOn) next.add(id);
      else next.delete(id);
    return { kind: 'picked', ids: next };
  }
  const except = new Set(marked.except);
  for (const id of ids)
    if (isOn) except.delete(id);
    else except.add(id);
  return { kind: 'found', except };
}
