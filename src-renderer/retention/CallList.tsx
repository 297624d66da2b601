import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react';

/** A row of a list of clients: who, why, and how urgent. */
export interface ListedClient {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  /** Small print under it. */
  readonly detail: ReactNode;
  readonly badge: string;
  readonly tone: 'overdue' | 'due' | 'upcoming' | 'lost' | 'promised' | 'skipped';
  /** Stands before the row as a heading. */
  readonly heading?: string | null;
}

interface CallListProps {
  readonly label: string;
  readonly rows: readonly ListedClient[];
  readonly selectedId: number | null;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly onSelect: (id: number) => void;
  readonly onEnter: (id: number) => void;
  readonly children?: ReactNode;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** Clients one under another: ↑↓ choose, Enter acts. One tab stop. */
export function CallList({ label, rows, selectedId, listRef, onSelect, onEnter, children }: CallListProps) {
  const index = Math.max(
    0,
    rows.findIndex(({ id }) => id === selectedId),
  );
  const current = rows[index];
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [listRef, current?.id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey) return;
    const step = STEPS[event.code];
    let next: ListedClient | undefined;
    if (step !== undefined) next = rows[Math.max(0, Math.min(rows.length - 1, index + step))];
    else if (event.code === 'Home') next = rows[0];
    else if (event.code === 'End') next = rows.at(-1);
    else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && current) onEnter(current.id);
    else return;
    if (next) onSelect(next.id);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={listRef}
      className="zr-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={current ? `zr-row-${current.id}` : undefined}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <div key={row.id} role="presentation">
          {row.heading && (
            <div className="zr-heading" role="presentation">
              {row.heading}
            </div>
          )}
          <div
            id={`zr-row-${row.id}`}
            className="zr-row"
            role="option"
            aria-selected={row.id === current?.id}
            aria-label={`${row.name}, ${row.text}, ${row.badge}`}
            onPointerDown={() => onSelect(row.id)}
            onDoubleClick={() => onEnter(row.id)}
          >
            <span className="zr-row-name">{row.name}</span>
            <span className="zr-badge" data-tone={row.tone}>
              {row.badge}
            </span>
            <span className="zr-row-text">{row.text}</span>
            <span className="zr-row-detail">{row.detail}</span>
          </div>
        </div>
      ))}
      {children}
    </div>
  );
}

interface MoreRowsProps {
  readonly shown: number;
  readonly total: number;
  readonly onMore: () => void;
}

/** How many of the clients are shown, and the way to more of them. */
export function MoreRows({ shown, total, onMore }: MoreRowsProps) {
  const { t } = useTranslation('retention');
  return (
    <p className="zr-more">
      <span className="z-dim">{t('list.shown', { shown, total })}</span>
      <Button size="compact-sm" variant="default" onClick={onMore}>
        {t('list.more')}
      </Button>
    </p>
  );
}
