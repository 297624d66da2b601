import { useTranslation } from 'react-i18next';
import type { FigureAsk } from './figure-ask.ts';
import type { ShownFigure } from './use-figures.ts';

interface FigureValueProps {
  readonly figure: ShownFigure;
  readonly onOpen: (ask: FigureAsk) => void;
}

/** A figure's value; it opens the visits behind it when there are any. */
export function FigureValue({ figure, onOpen }: FigureValueProps) {
  const { t } = useTranslation('clientFigures');
  const { ask, name, value, note } = figure;
  const small = note && <small className="z-dim">{note}</small>;
  if (!ask) {
    return (
      <>
        <span className="z-dim">{value}</span>
        {small}
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        className="z-link z-figure-link"
        aria-label={t('open', { figure: name, value })}
        onClick={() => onOpen(ask)}
      >
        {value}
      </button>
      {small}
    </>
  );
}
