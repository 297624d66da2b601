import { Tooltip } from '@mantine/core';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { changeOf } from '../../src-shared/ledger/periods.rules.ts';
import { useLocale, useMoney } from '../app/session.ts';

interface ChangeProps {
  readonly now: number;
  readonly before: number;
  /** False where more is neither better nor worse, e.g. a balance. */
  readonly isJudged?: boolean;
}

/** How much more or less than before: the growth in percent, the difference in money beside it. */
export function Change({ now, before, isJudged = true }: ChangeProps) {
  const money = useMoney();
  const locale = useLocale();
  const { differenceMinor, growthBp, isBetter } = changeOf(now, before);
  if (differenceMinor === 0) return <span className="z-dim">—</span>;
  const difference = `${differenceMinor > 0 ? '+' : ''}${money(differenceMinor)}`;
  const isMore = growthBp === null ? differenceMinor > 0 : growthBp >= 0;
  const percent =
    growthBp === null ? '' : `${isMore ? '+' : '−'}${formatNumber(Math.abs(growthBp) / 100, locale, 1)}\u00A0%`;
  return (
    <Tooltip label={difference}>
      <span
        className="zf-change"
        data-way={isMore ? 'more' : 'less'}
        data-tone={!isJudged || isBetter === null ? undefined : isBetter ? 'better' : 'worse'}
      >
        {percent || difference}
      </span>
    </Tooltip>
  );
}
