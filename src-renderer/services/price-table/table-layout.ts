import type { Category, Service } from '../../../src-shared/services/services.contract.ts';
import { treeOf } from '../../../src-shared/services/category-tree.rules.ts';
import type { Level } from '../../../src-shared/services/pricing.contract.ts';
import type { TableColumn } from '../../../src-shared/services/price-table.rules.ts';
import type { StaffMember } from '../../../src-shared/staff/staff.contract.ts';
import { shortPersonName } from '../../../src-shared/staff/staff.rules.ts';

/** A column with what stands over it. */
export interface HeadColumn {
  readonly key: string;
  readonly title: string;
  readonly subtitle: string;
  readonly column: TableColumn;
}

/** A line of the table: the name of a category, or a service. */
export type TableLine =
  | { readonly kind: 'category'; readonly category: Category; readonly depth: number }
  | { readonly kind: 'service'; readonly service: Service; readonly row: number; readonly depth: number };

/** The columns: the price list, its levels, the masters in the order of the journal. */
export function columnsOf(levels: readonly Level[], staff: readonly StaffMember[], base: string): HeadColumn[] {
  const byId = new Map(levels.map((level) => [level.id as number, level]));
  return [
    { key: 'base', title: base, subtitle: '', column: { kind: 'base' } },
    ...levels.map((level): HeadColumn => ({
      key: `level-${level.id}`,
      title: level.name,
      subtitle: `${level.percentBp / 100} %`,
      column: { kind: 'level', levelId: level.id, percentBp: level.percentBp },
    })),
    ...staff
      .filter(({ isArchived }) => !isArchived)
      .map((person): HeadColumn => {
        const level = person.levelId === null ? undefined : byId.get(person.levelId);
        return {
          key: `staff-${person.id}`,
          title: shortPersonName(person),
          subtitle: level?.name ?? '',
          column: {
            kind: 'staff',
            staffId: person.id,
            level: level ? { id: level.id, percentBp: level.percentBp } : null,
          },
        };
      }),
  ];
}

/** The lines in the order of the price list; empty categories are left out. */
export function linesOf(categories: readonly Category[], services: readonly Service[]): TableLine[] {
  const groups = Map.groupBy(services, ({ categoryId }) => categoryId);
  let row = 0;
  return treeOf(categories).flatMap(({ category, depth }): TableLine[] => {
    const own = groups.get(category.id) ?? [];
    if (own.length === 0) return [];
    return [
      { kind: 'category', category, depth },
      ...own.map((service): TableLine => ({ kind: 'service', service, row: row++, depth })),
    ];
  });
}
