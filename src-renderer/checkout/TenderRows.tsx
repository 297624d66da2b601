import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../src-shared/checkout/checkout.contract.ts';
import { handedSums } from '../../src-shared/checkout/desk.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import type { Tenders } from './use-tenders.ts';

interface TenderRowsProps {
  readonly quote: Quote;
  readonly tenders: Tenders;
}

/** What is paid in which way; a row without a typed sum takes whatever is left. */
export function TenderRows({ quote, tenders }: TenderRowsProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const locale = useLocale();
  const { plan } = tenders;
  const rows = tenders.rows.filter(({ kind }) => kind !== 'bonus');
  if (rows.length === 0) return null;
  return (
    <ul className="zc-tenders" aria-label={t('screen.tenders.label')}>
      {rows.map((row) => {
        const certificate = tenders.certificates.find(({ certificateId }) => certificateId === row.certificateId);
        const appliedMinor = plan.appliedMinor.get(row.id) ?? 0;
        const name = certificate
          ? t('screen.tenders.certificate', { number: certificate.number })
          : t(`screen.kinds.${row.kind}`);
        const isWrong = plan.overIds.has(row.id) || plan.overLimitIds.has(row.id);
        // What is left for this row to pay: what people hand over is offered for it.
        const wantedMinor = row.amountMinor === null ? appliedMinor : appliedMinor + plan.restMinor;
        return (
          <li key={row.id}>
            <div className="zc-tender">
              <span>
                {name}
                {row.limitMinor !== null && (
                  <small className="z-dim">
                    {t('screen.tenders.limit', { sum: money(row.limitMinor) })}
                    {certificate?.expiresOn &&
                      `, ${t('screen.tenders.until', { date: formatDate(certificate.expiresOn, 'short', locale) })}`}
                  </small>
                )}
              </span>
              <MoneyInput
                size="sm"
                w={140}
                data-at={`tender-${row.id}`}
                aria-label={t(row.kind === 'cash' ? 'screen.tenders.handed' : 'screen.tenders.amount', { name })}
                value={row.amountMinor ?? appliedMinor}
                error={
                  isWrong &&
                  t('screen.tenders.atMost', {
                    sum: money(Math.min(row.limitMinor ?? quote.dueMinor, appliedMinor + plan.restMinor)),
                  })
                }
                onFocus={(event) => event.currentTarget.select()}
                onChange={(amountMinor) => tenders.setRow(row.id, { amountMinor })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={t('screen.tenders.remove', { name })}
                onClick={() => tenders.remove(row.id)}
              >
                <IconX size={16} />
              </ActionIcon>
            </div>
            {row.kind === 'cash' && (
              <div className="zc-notes" role="group" aria-label={t('screen.tenders.quick')}>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-pressed={row.amountMinor === null}
                  onClick={() => tenders.setRow(row.id, { amountMinor: null })}
                >
                  {t('screen.tenders.exact')}
                </Button>
                {handedSums(wantedMinor).map((sum) => (
                  <Button
                    key={sum}
                    size="compact-sm"
                    variant="default"
                    aria-pressed={row.amountMinor === sum}
                    onClick={() => tenders.setRow(row.id, { amountMinor: sum })}
                  >
                    {money(sum)}
                  </Button>
                ))}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
