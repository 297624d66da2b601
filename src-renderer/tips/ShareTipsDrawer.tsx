import { Button, Checkbox, NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { isoWeekday, addDays } from '../../src-shared/kernel/local-date.ts';
import type { TipsOfOne } from '../../src-shared/tips/tips.contract.ts';
import { shareTips, tipMoves } from '../../src-shared/tips/tips.rules.ts';
import { api, queryClient } from '../api/client.ts';
import { rememberForUndo, showError, showNotice } from '../api/use-command.tsx';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { type Days, Period } from '../cash/Period.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import './tips.css';

type Way = 'equally' | 'hours' | 'own';
const WAYS = ['equally', 'hours', 'own'] as const satisfies readonly Way[];

/** What was changed by hand on a person's line. */
interface Line {
  readonly takes?: boolean;
  readonly putsMinor?: number;
  readonly weight?: number;
}

/** «Разделить чаевые»: who puts in what, who takes what part; what each gets is told before anything is posted (T14). */
export function ShareTipsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tips');
  const money = useMoney();
  const locale = useLocale();
  const { today } = useDesk();
  const [days, setDays] = useState<Days>({ from: addDays(today, 1 - isoWeekday(today)), to: today });
  const [way, setWay] = useState<Way>('equally');
  const [lines, setLines] = useState<ReadonlyMap<number, Line>>(new Map());
  const [requestKey] = useState(() => crypto.randomUUID());
  const pool = useQuery(api.tips.pool.queryOptions({ input: days, placeholderData: keepPreviousData }));
  const people = pool.data ?? [];
  const head = useRef<HTMLDivElement>(null);
  const { isSuccess } = pool;
  useEffect(() => head.current?.querySelector<HTMLElement>('input:checked')?.focus(), [isSuccess]);
  const putsOf = (one: TipsOfOne): number => lines.get(one.staffId)?.putsMinor ?? Math.max(0, one.owedMinor);
  const weightOf = (one: TipsOfOne): number => {
    const line = lines.get(one.staffId);
    if (!(line?.takes ?? one.workedMin > 0)) return 0;
    if (way === 'equally') return 1;
    return way === 'hours' ? one.workedMin : (line?.weight ?? 1);
  };
  const parts = people
    .map((one) => ({ staffId: one.staffId, amountMinor: putsOf(one) }))
    .filter((one) => one.amountMinor > 0);
  const shares = people.map((one) => ({ staffId: one.staffId, weight: weightOf(one) })).filter((one) => one.weight > 0);
  const taken = new Map(
    shares.length === 0 ? [] : shareTips(parts, shares).map(({ staffId, amountMinor }) => [staffId, amountMinor]),
  );
  const totalMinor = parts.reduce((sum, one) => sum + one.amountMinor, 0);
  const canShare = shares.length > 0 && tipMoves(parts, shares).length > 0;
  const change = (staffId: number, part: Line): void =>
    setLines(new Map(lines).set(staffId, { ...lines.get(staffId), ...part }));
  const share = useMutation(
    api.tips.share.mutationOptions({
      onError: (error) => showError(error, t),
      onSuccess: ({ number, commandId }) => {
        rememberForUndo(commandId, t('done', { number }));
        void queryClient.invalidateQueries({ queryKey: api.tips.key() });
        void queryClient.invalidateQueries({ queryKey: api.cash.key() });
        showNotice(t('done', { number }));
        onClose();
      },
    }),
  );
  const run = (): void => {
    if (canShare && !share.isPending) share.mutate({ requestKey, parts, shares });
  };
  const isEmpty = pool.data !== undefined && !people.some(({ owedMinor }) => owedMinor > 0);
  return (
    <CardDrawer title={t('title')} size={720} onClose={onClose} onSave={run}>
      <div className="z-card-body">
        {isEmpty ? (
          <EmptyState title={t('empty')} text={t('intro')} />
        ) : (
          <Stack gap={12}>
            <p className="z-dim z-tips-intro">{t('intro')}</p>
            <div className="z-tips-head" ref={head}>
              <SegmentedControl
                aria-label={t('by.label')}
                value={way}
                onChange={(value) => setWay(value)}
                data={WAYS.map((value) => ({ value, label: t(`by.${value}`) }))}
              />
              <Period value={days} onChange={setDays} />
            </div>
            <table className="z-table">
              <thead>
                <tr>
                  <th scope="col">{t('columns.who')}</th>
                  <th scope="col" className="z-number">
                    {t('columns.hours')}
                  </th>
                  <th scope="col">{t('columns.puts')}</th>
                  {way === 'own' && <th scope="col">{t('columns.share')}</th>}
                  <th scope="col" className="z-number">
                    {t('columns.takes')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {people.map((one) => (
                  <tr key={one.staffId}>
                    <td>
                      <Checkbox
                        aria-label={t('takesPart', { name: one.name })}
                        label={one.name}
                        checked={lines.get(one.staffId)?.takes ?? one.workedMin > 0}
                        onChange={(event) => change(one.staffId, { takes: event.currentTarget.checked })}
                      />
                    </td>
                    <td className="z-number z-dim">
                      {one.workedMin > 0 ? formatDuration(one.workedMin, locale) : '—'}
                    </td>
                    <td>
                      {one.owedMinor > 0 && (
                        <MoneyInput
                          aria-label={t('putsOf', { name: one.name })}
                          value={putsOf(one)}
                          onChange={(value) => change(one.staffId, { putsMinor: Math.min(value ?? 0, one.owedMinor) })}
                        />
                      )}
                    </td>
                    {way === 'own' && (
                      <td>
                        <NumberInput
                          aria-label={t('shareOf', { name: one.name })}
                          min={1}
                          max={100}
                          allowDecimal={false}
                          disabled={!taken.has(one.staffId)}
                          value={lines.get(one.staffId)?.weight ?? 1}
                          onChange={(value) => change(one.staffId, { weight: Math.max(1, Number(value) || 1) })}
                        />
                      </td>
                    )}
                    <td className="z-number">{money(taken.get(one.staffId) ?? 0)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {shares.length === 0 && <span className="z-dim">{t('nobody')}</span>}
          </Stack>
        )}
      </div>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          type="submit"
          loading={share.isPending}
          disabled={!canShare}
          rightSection={<Keys shortcut="Ctrl+Enter" />}
        >
          {t('submit', { sum: money(totalMinor) })}
        </Button>
      </footer>
    </CardDrawer>
  );
}
