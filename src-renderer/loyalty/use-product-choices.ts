interface Choice {
  readonly id: number;
  readonly name: string;
}

/** Goods and their categories to choose from. */
export function useProductChoices(): { products: readonly Choice[]; productCategories: readonly Choice[] } {
  return { products: [], productCategories: [] };
}
