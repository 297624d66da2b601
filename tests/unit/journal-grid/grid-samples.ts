import type { GridColumn, GridItem } from '../../../src-renderer/journal/grid/grid-model.ts';

/** A card with believable texts; only what a test is about is given. */
export function itemOf(id: string, startMin: number, endMin: number, more: Partial<GridItem> = {}): GridItem {
  return {
    id,
    visitId: 1,
    startMin,
    endMin,
    status: 'confirmed',
    client: 'Наталья Белова',
    service: 'Маникюр',
    price: '1 700 ₽',
    flags: [],
    ariaLabel: id,
    movable: true,
    ...more,
  };
}

/** A master at work from 10:00 to 21:00. */
export function columnOf(id: string, items: readonly GridItem[], more: Partial<GridColumn> = {}): GridColumn {
  return {
    id,
    kind: 'master',
    title: id,
    subtitle: 'Стилист',
    colour: 'teal',
    initials: 'НБ',
    loadBp: null,
    work: [[600, 1260]],
    blocks: [],
    items,
    ...more,
  };
}
