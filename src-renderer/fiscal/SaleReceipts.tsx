import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useMoney } from '../app/session.ts';
import { ReceiptActs } from './ReceiptActs.tsx';
import { printedText, troubleText, useReceiptTitle } from './receipt-words.ts';
import './fiscal.css';

/** The fiscal receipts of a check: of the sale, of later payments and of what went back. Nothing where there are none. */
export function SaleReceipts({ saleId }: { readonly saleId: Sale['saleId'] }) {
  const canSee = useCan('see_cash');
  return canSee ? <Receipts saleId={saleId} /> : null;
}

function Receipts({ saleId }: { readonly saleId: Sale['saleId'] }) {
  const { t } = useTranslation('fiscal');
  const money = useMoney();
  const titleOf = useReceiptTitle();
  const receipts = useQuery(api.fiscal.ofSale.queryOptions({ input: { saleId } }));
  const status = useQuery(api.fiscal.status.queryOptions());
  if (!receipts.data || receipts.data.length === 0) return null;
  return (
    <section>
      <h3>{t('sale.title')}</h3>
      <ul className="zk-list">
        {receipts.data.map((job) => {
          const figures = printedText(t, job);
          return (
            <li key={job.jobId}>
              <div className="zk-line">
                <span>
                  {titleOf(job)} · {t(`signs.${job.receipt.sign}`)} ·{' '}
                  <span className="zk-state" data-state={job.state}>
                    {t(`states.${job.state}`)}
                  </span>
                </span>
                <span className="z-nums">{money(job.receipt.totalMinor)}</span>
              </div>
              {figures !== '' && <small>{figures}</small>}
              {job.trouble && <div className="zk-trouble">{troubleText(t, job.trouble)}</div>}
              <ReceiptActs job={job} isPrinting={status.data?.mode === 'atol'} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
