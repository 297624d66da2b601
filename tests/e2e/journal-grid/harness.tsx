// The page that the grid's tests and the bench drive: the grid alone, with data in memory and every callback recorded.
import '@fontsource-variable/inter/wght.css';
import { createRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { JournalGrid } from '../../../src-renderer/journal/grid/JournalGrid.tsx';
import type {
  GridCheck,
  GridColumn,
  GridDraft,
  GridItem,
  GridLabels,
  GridMove,
  JournalGridHandle,
} from '../../../src-renderer/journal/grid/grid-model.ts';
import { formatMinute } from '../../../src-renderer/journal/grid/grid-model.ts';
import '../../../src-renderer/ui/tokens.css';
import { DAYS, denseColumns, mockColumns } from './harness-data.ts';
import './harness.css';

const query = new URLSearchParams(window.location.search);
const set = query.get('set') === 'mock' ? 'mock' : 'dense';
document.documentElement.dataset['mantineColorScheme'] = query.get('theme') === 'dark' ? 'dark' : 'light';

/** What the tests read. */
export interface Harness {
  readonly calls: (readonly [string, ...unknown[]])[];
  readonly grid: { current: JournalGridHandle | null };
  columns: readonly GridColumn[];
  renders: number;
  /** Changes a card as another workplace would. */
  edit: (itemId: string, change: Partial<GridItem>) => void;
  draft: (draft: GridDraft | null) => void;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const labels: GridLabels = {
  grid: 'Журнал записи',
  column: (title, items) => `${title}, записей: ${items}`,
  columnMenu: (title) => `${title}: меню`,
  slot: (time, column, until) =>
    until === null ? `${time}, ${column}, занято` : `${time}, ${column}, свободно до ${until}`,
  newVisit: 'Новая запись',
  gap: 'Выдержка',
  wholeDay: 'весь день',
  locked: 'Завершённую запись перенести нельзя',
  moved: (client, range, column) => `${client}: ${range}, ${column}`,
  refused: (reason) => `Не перенесено: ${reason}`,
  columnMoved: (title, place, count) => `${title}: ${place} из ${count}`,
  dragCancelled: 'Перенос отменён',
  dragChanged: 'Запись только что изменили',
  paidSign: '₽',
};

const calls: (readonly [string, ...unknown[]])[] = [];
const grid = createRef<JournalGridHandle>();
const record =
  (name: string) =>
  (...args: unknown[]): void => {
    calls.push([name, ...args]);
  };

/** Taken time refuses, time outside the shift warns: the two levels of ui.md 4. */
function checkPlace(columnId: string, startMin: number, endMin: number, itemId: string | null): GridCheck {
  const column = window.harness.columns.find((candidate) => candidate.id === columnId);
  if (column === undefined) return { level: 'block', reason: 'нет мастера' };
  const busy = column.items.find(
    (item) => item.id !== itemId && item.status !== 'cancelled' && item.startMin < endMin && item.endMin > startMin,
  );
  const inGap = busy?.gap !== undefined && startMin >= busy.gap[0] && endMin <= busy.gap[1];
  if (busy !== undefined && !inGap)
    return { level: 'block', reason: `занято с ${formatMinute(busy.startMin)} (${busy.client})` };
  if (column.work.length === 0) return { level: 'block', reason: 'нет смены' };
  const isAtWork = column.work.some(([from, to]) => from <= startMin && endMin <= to);
  return isAtWork ? { level: 'ok' } : { level: 'warn', reason: 'вне часов смены' };
}

const initial = set === 'mock' ? mockColumns() : denseColumns();

function App() {
  const [columns, setColumns] = useState<readonly GridColumn[]>(initial);
  const [revision, setRevision] = useState(0);
  const [selectedId, setSelected] = useState<string | null>(null);
  const [draft, setDraft] = useState<GridDraft | null>(null);
  const [pxPerMin, setZoom] = useState(Number(query.get('px') ?? 1.3));
  const change = (next: readonly GridColumn[]): void => {
    setColumns(next);
    setRevision((old) => old + 1);
  };
  Object.assign(window.harness, {
    columns,
    renders: window.harness.renders + 1,
    draft: setDraft,
    edit: (itemId: string, patch: Partial<GridItem>) =>
      change(
        // Every object is new, as after a refetch.
        structuredClone(columns).map((column) => ({
          ...column,
          items: column.items.map((item) => (item.id === itemId ? { ...item, ...patch } : item)),
        })),
      ),
  });
  const onMove = (move: GridMove, check: GridCheck): void => {
    calls.push(['move', move, check]);
    const item = columns.flatMap((column) => column.items).find((candidate) => candidate.id === move.itemId);
    if (item === undefined) return;
    const shift = move.startMin - item.startMin;
    const moved = {
      ...item,
      startMin: move.startMin,
      endMin: move.endMin,
      gap: item.gap === undefined ? undefined : ([item.gap[0] + shift, item.gap[1] + shift] as const),
    };
    change(
      columns.map((column) => {
        const rest = column.items.filter((candidate) => candidate.id !== item.id);
        if (column.id === move.columnId) return { ...column, items: [...rest, moved] };
        return rest.length === column.items.length ? column : { ...column, items: rest };
      }),
    );
  };
  return (
    <JournalGrid
      ref={grid}
      columns={columns}
      {...DAYS[set]}
      stepMin={5}
      pxPerMin={pxPerMin}
      selectedId={selectedId}
      draft={draft}
      check={(move) => checkPlace(move.columnId, move.startMin, move.endMin, move.itemId)}
      checkCreate={(columnId, startMin, endMin) => checkPlace(columnId, startMin, endMin, null)}
      onSelect={(id) => {
        calls.push(['select', id]);
        setSelected(id);
      }}
      onOpen={record('open')}
      onMove={onMove}
      onCreate={record('create')}
      onStatusMenu={record('statusMenu')}
      onContextMenu={record('contextMenu')}
      onCancelItem={record('cancelItem')}
      onColumnMenu={record('columnMenu')}
      onZoom={(delta) => {
        calls.push(['zoom', delta]);
        setZoom((old) => Math.min(2.6, Math.max(0.9, old + delta * 0.1)));
      }}
      onDayHover={record('dayHover')}
      labels={labels}
      revision={revision}
    />
  );
}

window.harness = { calls, grid, columns: [], renders: 0, edit: () => undefined, draft: () => undefined };
const container = document.getElementById('root');
if (container === null) throw new Error('The harness page has no #root');
const root = createRoot(container);
// In the application the shell around the grid has long loaded the font.
await document.fonts.load('450 12px "Inter Variable"', 'AЖ₽1');
performance.mark('mount');
flushSync(() => root.render(<App />));
// Two frames: the first paints what was mounted, the second begins after it is on the screen.
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    performance.measure('grid-on-screen', 'mount');
    document.documentElement.dataset['ready'] = 'true';
  }),
);
