import { Alert, Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Coupon, Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import type { Period } from './LoyaltyPage.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';

interface ChecksModalProps {
  readonly of: Promotion | Coupon;
  readonly period: Period;
  readonly onClose: () => void;
}

/** The checks behind the effect of a promotion or coupon, down to their numbers. */
export function ChecksModal({ of, period, onClose }: ChecksModalProps) {
  useReturnFocus();
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { date } = useLoyaltyText();
  const isCoupon = 'couponId' in of;
  const promotion = useQuery({
    ...api.loyalty.promotionChecks.queryOptions({
      input: { ...period, promotionId: isCoupon ? (0 as never) : of.promotionId },
    }),
    enabled: !isCoupon,
  });
  const coupon = useQuery({
    ...api.loyalty.couponChecks.queryOptions({
      input: { ...period, couponId: isCoupon ? of.couponId : (0 as never) },
    }),
    enabled: isCoupon,
  });
  const { data, error } = isCoupon ? coupon : promotion;
  return (
    <Modal opened size="xl" title={t('effect.title', { name: isCoupon ? of.code : of.name })} onClose={onClose}>
      {error && <Alert color="danger">{errorText(error, t)}</Alert>}
      {!data && !error && <Skeleton height={120} />}
      {data?.length === 0 && <EmptyState title={t('effect.empty')} text={t('effect.emptyText')} />}
      {data && data.length > 0 && (
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
            {data.map((row) => (
              <tr key={row.saleId}>
                <td>№ {row.number}</td>
                <td>{date(row.localDate)}</td>
                <td>{row.clientName ?? <span className="z-dim">{t('effect.anonymous')}</span>}</td>
                <td className="z-dim">{row.titles.join(', ')}</td>
                <td className="z-number">{money(row.discountMinor)}</td>
                <td className="z-number">{money(row.netMinor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
