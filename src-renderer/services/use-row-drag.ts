import { type DragEvent, useState } from 'react';

/** What is dragged or dropped on. */
export interface DragItem {
  readonly kind: 'category' | 'service';
  readonly id: number;
}

/** Where on a row something would land. */
export type DropPlace = 'before' | 'after' | 'inside';

interface RowDrag {
  /** Whether the dragged item may land there. */
  readonly canDrop: (dragged: DragItem, target: DragItem, place: DropPlace) => boolean;
  readonly onDrop: (dragged: DragItem, target: DragItem, place: DropPlace) => void;
  readonly isOff: boolean;
}

/** Rows of the price list that are moved with the mouse; the keyboard has the menu and Alt+↑↓ for it. */
export function useRowDrag({ canDrop, onDrop, isOff }: RowDrag) {
  const [dragged, setDragged] = useState<DragItem | null>(null);
  const [over, setOver] = useState<{ readonly target: DragItem; readonly place: DropPlace } | null>(null);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  const placeAt = (event: DragEvent<HTMLElement>, target: DragItem): DropPlace | null => {
    if (!dragged || (dragged.kind === target.kind && dragged.id === target.id)) return null;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - top) / height;
    const wished: DropPlace[] =
      target.kind === 'category' && (dragged.kind === 'service' || (share > 0.3 && share < 0.7))
        ? ['inside']
        : share < 0.5
          ? ['before']
          : ['after'];
    return wished.find((place) => canDrop(dragged, target, place)) ?? null;
  };
  /** Props of a row. */
  const rowProps = (item: DragItem) =>
    isOff
      ? {}
      : {
          draggable: true,
          'data-dragged': dragged?.kind === item.kind && dragged.id === item.id ? true : undefined,
          'data-drop': over?.target.kind === item.kind && over.target.id === item.id ? over.place : undefined,
          onDragStart: (event: DragEvent<HTMLElement>) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', `${item.kind}-${item.id}`);
            setDragged(item);
          },
          onDragOver: (event: DragEvent<HTMLElement>) => {
            const place = placeAt(event, item);
            if (place === null) {
              setOver(null);
              return;
            }
            event.preventDefault();
            event.dataTransfer.dropEffect = 'move';
            if (over?.place !== place || over.target.id !== item.id || over.target.kind !== item.kind) {
              setOver({ target: item, place });
            }
          },
          onDrop: (event: DragEvent<HTMLElement>) => {
            const place = placeAt(event, item);
            event.preventDefault();
            if (dragged && place) onDrop(dragged, item, place);
            end();
          },
          onDragEnd: end,
        };
  return { rowProps };
}
