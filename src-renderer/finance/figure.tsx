import { createContext, useContext } from 'react';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import { useMoney } from '../app/session.ts';

/** A figure that a person asks about: which entries stand behind it. */
export interface FigureQuestion {
  readonly title: string;
  readonly period: Period;
  readonly filter: CellFilterInput;
  readonly clientId?: number | null;
  /** What the figure is made of. */
  readonly about?: string;
}

/** What is opened beside a report. */
export interface Drill {
  openFigure(question: FigureQuestion): void;
  openDocument(documentId: number): void;
}

export const DrillContext = createContext<Drill | null>(null);

/** Opens figures and documents; only inside `DrillFrame`. */
export function useDrill(): Drill {
  const drill = useContext(DrillContext);
  if (!drill) throw new Error('useDrill() outside DrillFrame');
  return drill;
}

interface FigureProps {
  readonly minor: number;
  /** What it is, for whoever does not see the row and the column. */
  readonly label: string;
  readonly question: Omit<FigureQuestion, 'title'> | null;
}

/** An amount that opens down to its entries; one of nothing or without entries is text. */
export function Figure({ minor, label, question }: FigureProps) {
  const money = useMoney();
  const drill = useDrill();
  const text = money(minor);
  if (minor === 0) return <span className="z-dim">{text}</span>;
  const sign = minor < 0 ? 'minus' : undefined;
  if (!question) return <span data-sign={sign}>{text}</span>;
  return (
    <button
      type="button"
      className="z-link zf-figure"
      data-sign={sign}
      aria-label={`${label}: ${text}`}
      onClick={() => drill.openFigure({ ...question, title: label })}
    >
      {text}
    </button>
  );
}
