import { moveFault } from '../../src-shared/services/category-tree.rules.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { useCatalogueCommand } from './use-catalogue-command.ts';
import type { DragItem, DropPlace } from './use-row-drag.ts';

interface Catalogue {
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
}

/** Moves of services and categories inside the tree, by one step or to where they are dropped. */
export function useReorder({ categories, services }: Catalogue) {
  const reorder = useCatalogueCommand(api.services.reorder.mutationOptions());
  const reorderCategories = useCatalogueCommand(api.services.reorderCategories.mutationOptions());
  const byPlace = (a: { position: number; id: number }, b: { position: number; id: number }): number =>
    a.position - b.position || a.id - b.id;
  const servicesOf = (categoryId: number) =>
    services.filter((service) => service.categoryId === categoryId).toSorted(byPlace);
  const childrenOf = (parentId: number | null) =>
    categories.filter((category) => category.parentId === parentId).toSorted(byPlace);

  const placeService = (id: number, categoryId: number, index: number): void => {
    const ids = servicesOf(categoryId)
      .map((service) => service.id)
      .filter((other) => other !== id);
    void reorder.run({ categoryId: categoryId, serviceIds: ids.toSpliced(index, 0, id as never) });
  };
  const placeCategory = (id: number, parentId: number | null, index: number): void => {
    const ids = childrenOf(parentId)
      .map((category) => category.id)
      .filter((other) => other !== id);
    void reorderCategories.run({ parentId: parentId, categoryIds: ids.toSpliced(index, 0, id as never) });
  };
  /** The item's place among its siblings, and how many they are. */
  const rankOf = ({ kind, id }: DragItem): { index: number; count: number } => {
    const item = kind === 'service' ? services.find((other) => other.id === id) : undefined;
    const category = kind === 'category' ? categories.find((other) => other.id === id) : undefined;
    const siblings = item ? servicesOf(item.categoryId) : childrenOf(category?.parentId ?? null);
    return { index: siblings.findIndex((other) => other.id === id), count: siblings.length };
  };
  const step = (item: DragItem, by: -1 | 1): void => {
    const { index, count } = rankOf(item);
    const to = index + by;
    if (to < 0 || to >= count) return;
    if (item.kind === 'category') {
      placeCategory(item.id, categories.find(({ id }) => id === item.id)?.parentId ?? null, to);
    } else {
      const service = services.find(({ id }) => id === item.id);
      if (service) placeService(item.id, service.categoryId, to);
    }
  };
  const canDrop = (dragged: DragItem, target: DragItem, place: DropPlace): boolean => {
    if (dragged.kind === 'service') return target.kind === 'service' || place === 'inside';
    const category = categories.find(({ id }) => id === target.id);
    if (target.kind === 'service' || !category) return false;
    return moveFault(categories, dragged.id, place === 'inside' ? category.id : category.parentId) === null;
  };
  const drop = (dragged: DragItem, target: DragItem, place: DropPlace): void => {
    const after = place === 'after' ? 1 : 0;
    if (dragged.kind === 'service') {
      const next = services.find(({ id }) => id === target.id);
      if (target.kind === 'category') placeService(dragged.id, target.id, servicesOf(target.id).length);
      else if (next) {
        const others = servicesOf(next.categoryId).filter(({ id }) => id !== dragged.id);
        placeService(dragged.id, next.categoryId, others.indexOf(next) + after);
      }
      return;
    }
    const category = categories.find(({ id }) => id === target.id);
    if (!category) return;
    if (place === 'inside') placeCategory(dragged.id, category.id, childrenOf(category.id).length);
    else {
      const others = childrenOf(category.parentId).filter(({ id }) => id !== dragged.id);
      placeCategory(dragged.id, category.parentId, others.indexOf(category) + after);
    }
  };
  return { step, rankOf, canDrop, drop };
}
