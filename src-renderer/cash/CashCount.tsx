import { NumberInput, Switch } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { denominationsOf, sumOfCount } from '../../src-shared/cash/shift.rules.ts';
import { useMoney, useSettings } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';

/** What was counted: the sum, and the pieces that it is made of where they were counted. */
export interface Counted {
  readonly countedMinor: number | null;
  readonly count: readonly { readonly minor: number; readonly pieces: number }[];
}

export const NOTHING_COUNTED: Counted = { countedMinor: null, count: [] };

interface CashCountProps {
  readonly value: Counted;
  readonly onChange: (value: Counted) => void;
  /** Said under the sum: it was left empty, or does not fit. */
  readonly error?: string | undefined;
}

/** Counting a register: one sum, or notes and coins down the list by Enter or Tab. */
export function CashCount({ value, onChange, error }: CashCountProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const { currency } = useSettings();
  const [isByPieces, setByPieces] = useState(value.count.length > 0);
  const denominations = denominationsOf(currency);
  const setPieces = (minor: number, pieces: number): void => {
    const count = [...value.count.filter((one) => one.minor !== minor), { minor, pieces }].filter(
      (one) => one.pieces > 0,
    );
    onChange({ count, countedMinor: sumOfCount(count) });
  };
  return (
    <>
      <MoneyInput
        label={t('shift.counted')}
        data-autofocus
        value={value.countedMinor}
        readOnly={isByPieces}
        error={error}
        onChange={(countedMinor) => onChange({ countedMinor, count: [] })}
      />
      <Switch
        my={12}
        label={t('shift.byPieces')}
        checked={isByPieces}
        onChange={(event) => {
          setByPieces(event.currentTarget.checked);
          onChange(NOTHING_COUNTED);
        }}
      />
      {isByPieces && (
        <div
          className="z-cash-count"
          role="group"
          aria-label={t('shift.byPieces')}
          style={{ '--z-cash-rows': Math.ceil(denominations.length / 2) } as CSSProperties}
          onKeyDown={goOn}
        >
          {denominations.map((minor, index) => {
            const pieces = value.count.find((one) => one.minor === minor)?.pieces ?? 0;
            return (
              <div key={minor} className="z-cash-piece">
                <span>{money(minor)}</span>
                <NumberInput
                  size="xs"
                  hideControls
                  autoFocus={index === 0}
                  aria-label={t('shift.piecesOf', { sum: money(minor) })}
                  min={0}
                  max={100_000}
                  allowDecimal={false}
                  value={pieces === 0 ? '' : pieces}
                  onChange={(next) => setPieces(minor, Number(next) || 0)}
                />
                <span>{pieces === 0 ? '' : money(minor * pieces)}</span>
              </div>
            );
          })}
        </div>
      )}
    </>
  );
}

/** Enter goes down the list, as on a sheet: the shift is opened and closed by Ctrl+Enter or the button. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return;
  if (event.ctrlKey) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll('input')];
  fields[fields.indexOf(event.target as HTMLInputElement) + 1]?.focus();
}
