import { NumberInput, Switch } from '@mantine/core';
import { Fragment, useState } from 'react';
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
}

/** Counting a register: one sum, or notes and coins down the list by Tab. */
export function CashCount({ value, onChange }: CashCountProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const { currency } = useSettings();
  const [isByPieces, setByPieces] = useState(value.count.length > 0);
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
        onChange={(countedMinor) => onChange({ countedMinor, count: [] })}
      />
      <Switch
        my={12}
        label={t('shift.byPieces')}
        checked={isByPieces}
        onChange={(event) => {
          setByPieces(event.currentTarget.checked);
          onChange({ ...value, count: [] });
        }}
      />
      {isByPieces && (
        <div className="z-cash-count" role="group" aria-label={t('shift.byPieces')}>
          {denominationsOf(currency).map((minor) => {
            const pieces = value.count.find((one) => one.minor === minor)?.pieces ?? 0;
            return (
              <Fragment key={minor}>
                <span>{money(minor)}</span>
                <NumberInput
                  size="xs"
                  hideControls
                  aria-label={t('shift.piecesOf', { sum: money(minor) })}
                  min={0}
                  max={100_000}
                  allowDecimal={false}
                  value={pieces === 0 ? '' : pieces}
                  onChange={(next) => setPieces(minor, Number(next) || 0)}
                />
                <span>{pieces === 0 ? '' : money(minor * pieces)}</span>
              </Fragment>
            );
          })}
        </div>
      )}
    </>
  );
}
