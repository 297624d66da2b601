import { IconAlertTriangle } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { useLocale } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { MarkedText } from './MarkedText.tsx';

/** What the search field above the table does with it. */
export interface ClientTableHandle {
  onKey(event: KeyboardEvent): void;
}

interface ClientTableProps {
  readonly ref: Ref<ClientTableHandle>;
  readonly count: number;
  /** Index of the row that Enter opens. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  /** Undefined while the row is being read. */
  readonly rowAt: (index: number) => ClientHit | undefined;
  readonly onRange: (range: readonly [number, number]) => void;
  readonly onOpen: (client: ClientHit) => void;
}

const HEAD_HEIGHT = 35;

/** DOM id of a row, for the search field that holds the focus. */
export function rowId(index: number): string {
  return `client-row-${index}`;
}

const MOVES: Readonly<Record<string, (index: number, page: number, count: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, page) => index + page,
  PageUp: (index, page) => index - page,
};

/** Rows of clients, as many as there are; only those on screen exist. Keys come from the search field. */
export function ClientTable({ ref, count, active, onActive, rowAt, onRange, onOpen }: ClientTableProps) {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The head covers its height of the rows.
    scrollPaddingEnd: HEAD_HEIGHT,
    initialOffset: Math.max(0, active - 4) * rowHeight,
  });
  const items = rows.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? 0) + 1;
  useEffect(() => onRange([from, to]), [onRange, from, to]);
  useImperativeHandle(ref, () => ({
    onKey: (event) => {
      if (event.key === 'Enter') {
        const client = rowAt(active);
        if (client) onOpen(client);
        return;
      }
      const move = MOVES[event.key];
      if (!move) return;
      event.preventDefault();
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
      const next = Math.max(0, Math.min(count - 1, move(active, page, count)));
      onActive(next);
      rows.scrollToIndex(next);
    },
  }));
  return (
    <div ref={scroller} className="z-clients-scroll">
      <div className="z-clients-head" aria-hidden>
        {(['name', 'phone', 'lastVisit', 'visits', 'noShows', 'notes'] as const).map((column) => (
          <span key={column} data-column={column}>
            {t(`columns.${column}`)}
          </span>
        ))}
      </div>
      <div
        id="client-rows"
        role="listbox"
        aria-label={t('title')}
        className="z-clients-rows"
        style={{ height: rows.getTotalSize() }}
      >
        {items.map(({ index, start, size }) => {
          const client = rowAt(index);
          return (
            <div
              key={index}
              id={rowId(index)}
              role="option"
              aria-selected={index === active}
              aria-setsize={count}
              aria-posinset={index + 1}
              className="z-client-row"
              data-active={index === active || undefined}
              data-archived={client?.isArchived || undefined}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                onActive(index);
                if (client) onOpen(client);
              }}
            >
              {client && <ClientCells client={client} locale={locale} t={t} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface CellsProps {
  readonly client: ClientHit;
  readonly locale: ReturnType<typeof useLocale>;
  readonly t: (key: string, values?: Record<string, string>) => string;
}

function ClientCells({ client, locale, t }: CellsProps) {
  return (
    <>
      <span className="z-client-row-name">
        <Initials name={client.name} size={26} />
        <span>
          <MarkedText text={client.name} marks={client.nameMarks} />
        </span>
        {client.isArchived && <span className="z-tag">{t('archived')}</span>}
      </span>
      <span>{client.phone && <MarkedText text={client.phone} marks={client.phoneMarks} />}</span>
      <span>
        {client.lastVisitOn ? (
          formatDate(client.lastVisitOn, 'full', locale)
        ) : (
          <span className="z-dim">{t('never')}</span>
        )}
      </span>
      <span className="z-client-number">{formatNumber(client.visits, locale)}</span>
      <span className="z-client-number" data-many={client.noShows > 1 || undefined}>
        {client.noShows > 0 && formatNumber(client.noShows, locale)}
      </span>
      <span className="z-client-row-note">
        {client.allergy !== '' && (
          <>
            <IconAlertTriangle size={15} aria-hidden />
            <span>{t('warnings.allergy', { text: client.allergy })}</span>
          </>
        )}
      </span>
    </>
  );
}

/** Height of a row of clients in the chosen density, CSS pixels. */
export function useRowHeight(): number {
  const [height] = useState(() => {
    const text = getComputedStyle(document.documentElement).getPropertyValue('--z-row');
    return Math.max(24, Number.parseInt(text, 10) || 36) + 4;
  });
  return height;
}
