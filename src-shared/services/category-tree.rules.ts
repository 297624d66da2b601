/** A category as the tree needs it. */
export interface TreeCategory {
  readonly id: number;
  readonly parentId: number | null;
  readonly position: number;
}

/** A category at its place in the tree. */
export interface TreeRow<Item> {
  readonly category: Item;
  /** 0 = at the top. */
  readonly depth: number;
}

/** How deep categories may lie inside one another: five levels. */
export const MAX_CATEGORY_DEPTH = 5;

/**
 * The categories in the order in which a person reads the tree: each before its children.
 *
 * A category whose parent is not among them stands at the top.
 */
export function treeOf<Item extends TreeCategory>(categories: readonly Item[]): TreeRow<Item>[] {
  const known = new Set(categories.map(({ id }) => id));
  const children = Map.groupBy(categories, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const rows: TreeRow<Item>[] = [];
  const walk = (parentId: number | null, depth: number): void => {
    const own = (children.get(parentId) ?? []).toSorted((a, b) => a.position - b.position || a.id - b.id);
    for (const category of own) {
      rows.push({ category, depth });
      walk(category.id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/** A category and everything below it. */
export function subtreeIds(categories: readonly TreeCategory[], id: number): Set<number> {
  const found = new Set([id]);
  for (const { category } of treeOf(categories)) {
    if (category.parentId !== null && found.has(category.parentId)) found.add(category.id);
  }
  return found;
}

/** A category and its parents, from the top down. Example: `['Волосы', 'Окрашивание']`. */
export function pathOf<Item extends TreeCategory>(categories: ReadonlyMap<number, Item>, id: number): Item[] {
  const path: Item[] = [];
  let at = categories.get(id);
  while (at && !path.includes(at)) {
    path.unshift(at);
    at = at.parentId === null ? undefined : categories.get(at.parentId);
  }
  return path;
}

/** What stands against putting a category under another one; null when nothing does. */
export function moveFault(
  categories: readonly TreeCategory[],
  id: number | null,
  parentId: number | null,
): 'CYCLE' | 'TOO_DEEP' | null {
  if (parentId === null) return null;
  const byId = new Map(categories.map((category) => [category.id, category]));
  const own = id === null ? new Set<number>() : subtreeIds(categories, id);
  if (own.has(parentId)) return 'CYCLE';
  const above = pathOf(byId, parentId).length;
  const below =
    id === null ? 1 : Math.max(...[...own].map((item) => pathOf(byId, item).length)) - pathOf(byId, id).length + 1;
  return above + below > MAX_CATEGORY_DEPTH ? 'TOO_DEEP' : null;
}
