import { treeOf } from '../../src-shared/services/category-tree.rules.ts';
import type { Category } from '../../src-shared/services/services.contract.ts';

/** Categories for a list to choose from, in the order of the tree, moved in by their depth. */
export function categoryOptions(categories: readonly Category[]): { value: string; label: string }[] {
  return treeOf(categories).map(({ category, depth }) => ({
    value: String(category.id),
    // No-break spaces: ordinary ones at the beginning of an option are dropped.
    label: `${'\u{A0}'.repeat(depth * 4)}${category.name}`,
  }));
}
