import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';

interface Choice {
  readonly id: number;
  readonly name: string;
}

/** Goods and their categories to choose from. */
export function useProductChoices(): { products: readonly Choice[]; productCategories: readonly Choice[] } {
  const { data } = useQuery(api.products.list.queryOptions({ input: { limit: 2000 } }));
  return { products: data?.products ?? [], productCategories: data?.categories ?? [] };
}
