import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { useDesk } from '../app/session.ts';
import { CardsList } from './CardsList.tsx';
import { DiscountList } from './DiscountList.tsx';
import './loyalty.css';
import '../ui/data-table.css';

/** Days of which the effect is shown, both included. */
export interface Period {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

const LISTS = ['promotions', 'coupons', 'cards'] as const;
type List = (typeof LISTS)[number];
const SPANS = { days30: 30, days90: 90, year: 365 } as const;

/** «Лояльность» of the cash desk: promotions and coupons with what they brought, discount cards. */
export function LoyaltyPage() {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const [params, setParams] = useSearchParams();
  const [span, setSpan] = useState<keyof typeof SPANS>('days30');
  const list: List = LISTS.find((one) => one === params.get('list')) ?? 'promotions';
  const period = { fromDate: addDays(today, 1 - SPANS[span]), toDate: today };
  const choice = (
    <SegmentedControl
      aria-label={t('lists.label')}
      value={list}
      data={LISTS.map((value) => ({ value, label: t(`lists.${value}`) }))}
      onChange={(value) => setParams({ list: value }, { replace: true })}
    />
  );
  if (list === 'cards') return <CardsList choice={choice} />;
  return (
    <DiscountList
      key={list}
      list={list}
      period={period}
      choice={
        <>
          {choice}
          <SegmentedControl
            aria-label={t('effect.period')}
            value={span}
            data={(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((value) => ({
              value,
              label: t(`effect.${value}`),
            }))}
            onChange={setSpan}
          />
        </>
      }
    />
  );
}
