import type { CSSProperties, KeyboardEvent } from 'react';
import type { GridColumn, GridRect } from './grid-model.ts';
import { dragHead } from './head-drag.ts';

interface GridHeadProps {
  readonly column: GridColumn;
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly onMenu: (columnId: string, rect: GridRect) => void;
  /** Moves the column by so many places (a drag of the head, Alt + arrows); absent: the order is given. */
  readonly onReorder?: ((columnId: string, steps: number) => void) | undefined;
  /** The keyboard goes back down into the body. */
  readonly onLeave: () => void;
}

/** Under these widths a head shows the short name, and then no picture either. */
const SHORT_NAME_UNDER = 180;
const NO_PICTURE_UNDER = 136;

/** Head of a column: who, what, and how full; a press opens the column's menu. Reached by ↑ from the first row. */
export function GridHead({ column, x, width, label, onMenu, onReorder, onLeave }: GridHeadProps) {
  const percent = column.loadBp === null ? null : Math.round(column.loadBp / 100);
  const title = width < SHORT_NAME_UNDER ? (column.shortTitle ?? column.title) : column.title;
  const classes = ['jg-h', column.muted === true && 'jg-h-muted', width < NO_PICTURE_UNDER && 'jg-h-narrow'];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const heads = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[data-head]') ?? [])];
    const index = heads.indexOf(event.currentTarget);
    const isSideways = event.code === 'ArrowLeft' || event.code === 'ArrowRight';
    if (event.altKey && isSideways) onReorder?.(column.id, event.code === 'ArrowLeft' ? -1 : 1);
    else if (event.altKey || event.ctrlKey) return;
    else if (event.code === 'ArrowDown') onLeave();
    else if (event.code === 'ArrowLeft') heads[index - 1]?.focus();
    else if (event.code === 'ArrowRight') heads[index + 1]?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      data-head={column.id}
      tabIndex={-1}
      aria-label={label}
      aria-haspopup="menu"
      title={title === column.title ? undefined : column.title}
      style={{ left: x, width, '--jg-column': column.colour } as CSSProperties}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        // A finger scrolls the grid sideways; only a mouse or a pen pulls a head.
        if (onReorder === undefined || event.button !== 0 || event.pointerType === 'touch') return;
        dragHead(event.nativeEvent, event.currentTarget, width, (steps) => onReorder(column.id, steps));
      }}
      onClick={(event) => {
        const { left, top, width: w, height } = event.currentTarget.getBoundingClientRect();
        onMenu(column.id, { left, top, width: w, height });
      }}
    >
      {column.photo === undefined ? (
        <span className="jg-h-avatar" style={{ background: column.colour }}>
          {column.initials}
        </span>
      ) : (
        <img className="jg-h-avatar" src={column.photo} alt="" draggable={false} />
      )}
      <span className="jg-h-names">
        <b>{title}</b>
        {column.subtitle}
      </span>
      {percent !== null && (
        <>
          <span className="jg-h-load" style={{ '--load': `${Math.min(100, percent)}%` } as CSSProperties} />
          <span className="jg-h-percent">{column.loadText ?? `${percent} %`}</span>
        </>
      )}
    </button>
  );
}
