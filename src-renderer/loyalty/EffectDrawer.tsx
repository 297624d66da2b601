import { Alert, Skeleton } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type {
  Coupon,
  EffectComparison,
  EffectKind,
  EffectSource,
  Promotion,
} from '../../src-shared/loyalty/promotions.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MoreRows, nextOffset } from './LoyaltyBar.tsx';
import type { Period } from './LoyaltyPage.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';

interface EffectDrawerProps {
  readonly of: Promotion | Coupon;
  readonly period: Period;
  readonly onClose: () => void;
}

interface Asked extends Period {
  readonly source: EffectSource;
  readonly id: number;
}

/** What a promotion or coupon brought beside the checks without it and the days before; every figure opens its checks. */
export function EffectDrawer({ of, period, onClose }: EffectDrawerProps) {
  const { t } = useTranslation('loyalty');
  const { date } = useLoyaltyText();
  const [kind, setKind] = useState<EffectKind>('under');
  const isCoupon = 'couponId' in of;
  const asked: Asked = {
    ...period,
    source: isCoupon ? 'coupon' : 'promotion',
    id: isCoupon ? of.couponId : of.promotionId,
  };
  const { data, error } = useQuery(
    api.loyalty.effect.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  );
  return (
    <CardDrawer title={t('effect.title', { name: isCoupon ? of.code : of.name })} size={720} onClose={onClose}>
      <div className="z-card-body">
        <h2 className="z-effect-head">
          {t('effect.compare', { from: date(period.fromDate), to: date(period.toDate) })}
        </h2>
        {error && <Alert color="danger">{errorText(error, t)}</Alert>}
        {!data && !error && <Skeleton height={180} />}
        {data && <Comparison effect={data} kind={kind} onOpen={setKind} />}
        <h2 className="z-effect-head" aria-live="polite">
          {t(`effect.checksOf.${kind}`)}
        </h2>
        <Checks asked={asked} kind={kind} />
      </div>
    </CardDrawer>
  );
}

interface ComparisonProps {
  readonly effect: EffectComparison;
  readonly kind: EffectKind;
  readonly onOpen: (kind: EffectKind) => void;
}

const SIDES = ['under', 'without', 'before'] as const;
type Side = (typeof SIDES)[number];

function Comparison({ effect, kind, onOpen }: ComparisonProps) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { date, rate } = useLoyaltyText();
  const { fromDate, toDate } = effect.beforePeriod;
  const hints: Readonly<Record<Side, string>> = {
    under: '',
    without: t('effect.withoutHint'),
    before: t('effect.beforeHint', { from: date(fromDate), to: date(toDate) }),
  };
  const figure = (name: string, value: string, opens: EffectKind, note?: ReactNode): ReactNode => (
    <>
      <button
        type="button"
        className="z-link"
        aria-pressed={kind === opens}
        aria-label={t('effect.show', { figure: name, value })}
        onClick={() => onOpen(opens)}
      >
        {value}
      </button>
      {note && <small className="z-dim">{note}</small>}
    </>
  );
  const average = ({ averageMinor }: { averageMinor: number | null }): string =>
    averageMinor === null ? '–' : money(averageMinor);
  const versus = (): string => {
    const [with_, without] = [effect.under.averageMinor, effect.without.averageMinor];
    if (with_ === null || without === null || without === 0) return '';
    const changeBp = Math.round(((with_ - without) * 10_000) / without / 100) * 100;
    return t('effect.versus', { sign: changeBp > 0 ? '+' : '', percent: rate(changeBp) });
  };
  const row = (name: string, cell: (side: Side) => ReactNode): ReactNode => (
    <tr>
      <th scope="row">{name}</th>
      {SIDES.map((side) => (
        <td key={side} className="z-number">
          {cell(side)}
        </td>
      ))}
    </tr>
  );
  const checks = t('effect.checks');
  const revenue = t('effect.revenue');
  const newClients = t('effect.newClients');
  const discount = t('effect.discountGiven');
  return (
    <>
      <table className="z-table z-effect-table">
        <thead>
          <tr>
            <td />
            {SIDES.map((side) => (
              <th key={side} scope="col" className="z-number">
                {t(`effect.${side}`)}
                {hints[side] && <small className="z-dim">{hints[side]}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(checks, (side) => figure(checks, String(effect[side].checks), side))}
          {row(revenue, (side) =>
            figure(
              revenue,
              money(effect[side].revenueMinor),
              side,
              side === 'under' && `${t('effect.linesRevenue')}: ${money(effect.under.linesMinor)}`,
            ),
          )}
          {row(t('effect.average'), (side) =>
            figure(t('effect.average'), average(effect[side]), side, side === 'under' && versus()),
          )}
          {row(newClients, (side) => {
            const count = String(effect[side].newClients);
            return side === 'under' ? figure(newClients, count, 'new') : count;
          })}
          {row(discount, (side) =>
            side === 'under' ? figure(discount, money(effect.under.discountMinor), 'under') : null,
          )}
        </tbody>
      </table>
      <p className="z-dim">{t('effect.note')}</p>
    </>
  );
}

function Checks({ asked, kind }: { readonly asked: Asked; readonly kind: EffectKind }) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { date } = useLoyaltyText();
  const query = useInfiniteQuery(
    api.loyalty.effectChecks.infiniteOptions({
      input: (offset: number) => ({ ...asked, kind, offset, limit: 50 }),
      initialPageParam: 0,
      getNextPageParam: nextOffset,
      placeholderData: keepPreviousData,
    }),
  );
  if (query.error) return <Alert color="danger">{errorText(query.error, t)}</Alert>;
  if (!query.data) return <Skeleton height={120} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title={t('effect.empty')} text={t('effect.emptyText')} />;
  return (
    <>
      <table className="z-table">
        <thead>
          <tr>
            <th scope="col">{t('effect.number')}</th>
            <th scope="col">{t('effect.date')}</th>
            <th scope="col">{t('effect.client')}</th>
            <th scope="col">{t('effect.lines')}</th>
            <th scope="col" className="z-number">
              {t('off.value')}
            </th>
            <th scope="col" className="z-number">
              {t('effect.net')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.saleId}>
              <td>
                <Link className="z-link" to={`/cash/sales?sale=${row.saleId}`}>
                  № {row.number}
                </Link>
              </td>
              <td>{date(row.localDate)}</td>
              <td>
                {row.clientName ?? <span className="z-dim">{t('effect.anonymous')}</span>}
                {row.isNew && <span className="z-tag">{t('effect.isNew')}</span>}
              </td>
              <td className="z-dim">{row.titles.join(', ')}</td>
              <td className="z-number">{row.discountMinor === 0 ? '' : money(row.discountMinor)}</td>
              <td className="z-number">{money(row.netMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows shown={rows.length} total={query.data.pages[0]?.total ?? 0} query={query} />
    </>
  );
}
