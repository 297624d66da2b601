import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cycleTargets, targetOf, tile } from '../../src-shared/schedule/paint.rules.ts';
import type {
  CellTarget,
  MonthMatrix,
  PaintedCell,
  PlannedChange,
} from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import type { Selection } from './selection.ts';
import { boundsOf } from './selection.ts';

/** Acts of the matrix on its chosen cells; each is one command. */
export interface MatrixActs {
  readonly paint: (selection: Selection, to: CellTarget) => Promise<void>;
  readonly copy: (selection: Selection) => void;
  readonly paste: (selection: Selection) => Promise<void>;
  /** Days on and off from the first chosen day to the end of the month, in each chosen row. */
  readonly fillCycle: (selection: Selection, work: CellTarget, daysOn: number, daysOff: number) => Promise<void>;
  /** The chosen days over and over to the end of the month. */
  readonly repeat: (selection: Selection) => Promise<void>;
  readonly canPaste: boolean;
  readonly isPending: boolean;
}

/** Painting, copying and filling, each with the question about booked clients before it. */
export function useMatrixActs(
  { staff, days }: MonthMatrix,
  ask: (change: PlannedChange) => Promise<boolean>,
): MatrixActs {
  const { t } = useTranslation('schedule');
  const [copied, setCopied] = useState<readonly (readonly CellTarget[])[] | null>(null);
  const { run, isPending } = useCatalogueCommand(api.schedule.paint.mutationOptions());

  const apply = async (cells: readonly PaintedCell[]): Promise<void> => {
    if (cells.length === 0) return;
    const change = { cells: [...cells] };
    if (await ask({ kind: 'paint', ...change })) await run(change);
  };
  /** Lays rows of targets from a cell on; what falls outside the matrix is left out. */
  const lay = (rows: readonly (readonly CellTarget[])[], firstRow: number, firstColumn: number): PaintedCell[] =>
    rows.flatMap((targets, row) =>
      targets.flatMap((to, column) => {
        const person = staff[firstRow + row];
        const day = days[firstColumn + column];
        return person && day && !person.isArchived ? [{ staffId: person.staffId, localDate: day.localDate, to }] : [];
      }),
    );
  const blockOf = (selection: Selection): CellTarget[][] => {
    const { firstRow, lastRow, firstColumn, lastColumn } = boundsOf(selection);
    return staff
      .slice(firstRow, lastRow + 1)
      .map((row) => row.days.slice(firstColumn, lastColumn + 1).map((day) => targetOf(day)));
  };
  const sizeOf = (selection: Selection) => {
    const { firstRow, lastRow, firstColumn, lastColumn } = boundsOf(selection);
    return { rows: lastRow - firstRow + 1, columns: lastColumn - firstColumn + 1 };
  };
  return {
    canPaste: copied !== null,
    isPending,
    paint: (selection, to) => {
      const { firstRow, firstColumn } = boundsOf(selection);
      return apply(lay(tile([[to]], sizeOf(selection)), firstRow, firstColumn));
    },
    copy: (selection) => {
      const { rows, columns } = sizeOf(selection);
      setCopied(blockOf(selection));
      showNotice(t('paint.copied', { count: rows * columns }));
    },
    paste: (selection) => {
      if (!copied) return Promise.resolve();
      const { firstRow, firstColumn } = boundsOf(selection);
      return apply(lay(tile(copied, sizeOf(selection)), firstRow, firstColumn));
    },
    fillCycle: (selection, work, daysOn, daysOff) => {
      const { firstRow, firstColumn } = boundsOf(selection);
      const line = cycleTargets(work, daysOn, daysOff, days.length - firstColumn);
      return apply(lay(tile([line], { rows: sizeOf(selection).rows, columns: 1 }), firstRow, firstColumn));
    },
    repeat: (selection) => {
      const { firstRow, firstColumn, lastColumn } = boundsOf(selection);
      const rest = days.length - 1 - lastColumn;
      if (rest <= 0) return Promise.resolve();
      const block = blockOf(selection);
      const rows = tile(block, { rows: block.length, columns: rest }).map((line) => line.slice(0, rest));
      return apply(lay(rows, firstRow, firstColumn + sizeOf(selection).columns));
    },
  };
}
