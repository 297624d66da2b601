import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { isLocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Period, type PeriodPreset, presetPeriod } from '../../src-shared/ledger/periods.rules.ts';
import { useDesk } from '../app/session.ts';

/** The period of a page; it stands in the address, so that «назад» and a link keep it. */
export function usePeriod(preset: PeriodPreset = 'month'): [Period, (period: Period) => void] {
  const { today } = useDesk();
  const [params, setParams] = useSearchParams();
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  const period = useMemo(
    () =>
      isLocalDate(from) && isLocalDate(to) && from <= to ? { fromDate: from, toDate: to } : presetPeriod(preset, today),
    [from, to, preset, today],
  );
  const choose = useCallback(
    ({ fromDate, toDate }: Period) => {
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          next.set('from', fromDate);
          next.set('to', toDate);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [period, choose];
}

/** A choice of a page that stands in the address, too. */
export function useChoice<Value extends string>(
  name: string,
  values: readonly Value[],
  usual: Value,
): [Value, (value: Value) => void] {
  const [params, setParams] = useSearchParams();
  const given = params.get(name);
  const value = values.find((one) => one === given) ?? usual;
  return [
    value,
    (next) =>
      setParams(
        (old) => {
          const changed = new URLSearchParams(old);
          changed.set(name, next);
          return changed;
        },
        { replace: true },
      ),
  ];
}
