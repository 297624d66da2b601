import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDiscount2, IconPlus, IconTicket } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon, Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { CouponDrawer } from './CouponDrawer.tsx';
import { EffectDrawer } from './EffectDrawer.tsx';
import { LoyaltyBar, MoreRows, nextOffset, useListFilter } from './LoyaltyBar.tsx';
import type { Period } from './LoyaltyPage.tsx';
import { PromotionDrawer } from './PromotionDrawer.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';
import { rowOpens } from '../ui/row-opens.ts';

interface DiscountListProps {
  readonly list: 'promotions' | 'coupons';
  readonly period: Period;
  readonly choice: ReactNode;
}

type Row = Promotion | Coupon;

/** Promotions, or coupons: what each is, how it stands and what it brought in the period. */
export function DiscountList({ list, period, choice }: DiscountListProps) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const text = useLoyaltyText();
  const canEdit = useCan('edit_loyalty');
  const isCoupons = list === 'coupons';
  const [opened, setOpened] = useState<Row | 'new' | null>(null);
  const [effectOf, setEffectOf] = useState<Row | null>(null);
  const filter = useListFilter();
  const page = {
    input: (offset: number) => ({ ...period, text: filter.text, withArchived: filter.withOld, offset }),
    initialPageParam: 0,
    getNextPageParam: nextOffset,
    placeholderData: keepPreviousData,
  };
  const promotions = useInfiniteQuery({ ...api.loyalty.promotions.infiniteOptions(page), enabled: !isCoupons });
  const coupons = useInfiniteQuery({ ...api.loyalty.coupons.infiniteOptions(page), enabled: isCoupons });
  const segments = useQuery(api.segments.list.queryOptions({ input: {}, enabled: useCan('see_clients') })).data ?? [];
  const segmentName = (id: number): string => segments.find((segment) => segment.id === id)?.name ?? '';
  const updatePromotion = useCommand(api.loyalty.updatePromotion.mutationOptions());
  const updateCoupon = useCommand(api.loyalty.updateCoupon.mutationOptions());
  const query = isCoupons ? coupons : promotions;
  const rows: readonly Row[] =
    (isCoupons ? coupons : promotions).data?.pages.flatMap((one): readonly Row[] => one.rows) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const setArchived = (row: Row): void => {
    const { version } = row;
    const values = { isArchived: !row.isArchived };
    if ('couponId' in row) void updateCoupon.run({ couponId: row.couponId, version, values });
    else void updatePromotion.run({ promotionId: row.promotionId, version, values });
  };
  const close = (): void => setOpened(null);
  const add = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened('new')}>
      {t(`${list}.add`)}
    </Button>
  );
  return (
    <ListPage
      title={t(`lists.${list}`)}
      fact={query.data ? t(`${list}.count`, { count: total }) : ''}
      actions={add}
      query={query}
      notice={
        <LoyaltyBar filter={filter} search={t(`${list}.search`)} withOld={t('withArchived')}>
          {choice}
        </LoyaltyBar>
      }
      empty={
        rows.length > 0 ? null : filter.text !== '' ? (
          <EmptyState icon={isCoupons ? IconTicket : IconDiscount2} title={t('nothingFound')} />
        ) : (
          <EmptyState
            icon={isCoupons ? IconTicket : IconDiscount2}
            title={t(`${list}.emptyTitle`)}
            text={t(`${list}.emptyText`)}
            action={add}
          />
        )
      }
      overlay={
        <>
          {opened !== null && isCoupons && (
            <CouponDrawer
              coupon={opened !== 'new' && 'couponId' in opened ? opened : null}
              canEdit={canEdit}
              onClose={close}
            />
          )}
          {opened !== null && !isCoupons && (
            <PromotionDrawer
              promotion={opened !== 'new' && 'promotionId' in opened ? opened : null}
              canEdit={canEdit}
              onClose={close}
            />
          )}
          {effectOf && <EffectDrawer of={effectOf} period={period} onClose={() => setEffectOf(null)} />}
        </>
      }
    >
      <table className="z-table">
        <thead>
          <tr>
            <th scope="col">{t(isCoupons ? 'coupons.columns.code' : 'promotions.columns.name')}</th>
            <th scope="col">{t('promotions.columns.off')}</th>
            <th scope="col">{t('promotions.columns.when')}</th>
            <th scope="col">{t('promotions.columns.what')}</th>
            <th scope="col">{t('promotions.columns.whom')}</th>
            {isCoupons && (
              <th scope="col" className="z-number">
                {t('effect.uses')}
              </th>
            )}
            <th scope="col" className="z-number">
              {t('effect.checks')}
            </th>
            <th scope="col" className="z-number">
              {t('effect.discount')}
            </th>
            <th scope="col" className="z-number" title={t('effect.revenueHint')}>
              {t('effect.revenue')}
            </th>
            <th scope="col" aria-label={t('states.archived')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = 'couponId' in row ? row.code : row.name;
            return (
              <tr
                key={'couponId' in row ? row.couponId : row.promotionId}
                data-archived={row.isArchived || undefined}
                {...rowOpens(() => setOpened(row))}
              >
                <td>
                  <button type="button" className="z-link" onClick={() => setOpened(row)}>
                    {name}
                  </button>
                  {'couponId' in row && row.name !== row.code && <span className="z-dim"> {row.name}</span>}
                  {row.state !== 'running' && <span className="z-tag">{t(`states.${row.state}`)}</span>}
                </td>
                <td>{text.off(row.off)}</td>
                <td>
                  {text.term(row.validFrom, row.validTo)}
                  <div className="z-dim">{text.when(row.conditions)}</div>
                </td>
                <td>{text.what(row.conditions)}</td>
                <td>{text.whom(row.conditions, segmentName)}</td>
                {'couponId' in row && (
                  <td className="z-number">
                    {row.maxUses === null ? row.uses : t('coupons.usesOf', { uses: row.uses, max: row.maxUses })}
                  </td>
                )}
                <td className="z-number">
                  <button
                    type="button"
                    className="z-link"
                    aria-label={t('effect.open', { name })}
                    onClick={() => setEffectOf(row)}
                  >
                    {row.effect.checks}
                  </button>
                </td>
                <td className="z-number">{money(row.effect.discountMinor)}</td>
                <td className="z-number">{money(row.effect.revenueMinor)}</td>
                <td className="z-actions">
                  {canEdit && (
                    <Tooltip label={t(row.isArchived ? 'common:restore' : 'common:archive')}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`${t(row.isArchived ? 'common:restore' : 'common:archive')}: ${name}`}
                        onClick={() => setArchived(row)}
                      >
                        {row.isArchived ? <IconArchiveOff size={18} /> : <IconArchive size={18} />}
                      </ActionIcon>
                    </Tooltip>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <MoreRows shown={rows.length} total={total} query={query} />
    </ListPage>
  );
}
