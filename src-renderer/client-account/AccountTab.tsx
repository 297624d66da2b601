import './client-account.css';
import { Button, Skeleton } from '@mantine/core';
import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCashBanknote,
  IconCoins,
  IconFileText,
  IconUserOff,
  IconWallet,
} from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClientAccount, OpenDebt } from '../../src-shared/client-account/client-account.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AccountDialog, type AccountAct } from './AccountDialog.tsx';
import { AccountRows } from './AccountRows.tsx';
import { PayDebtDialog } from './PayDebtDialog.tsx';
import { StatementDialog } from './StatementDialog.tsx';

const PAGE_SIZE = 50;

/** The tab of a client's card about money: balance, unpaid checks, every document, and what may be done. */
export function AccountTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clientAccount');
  const [act, setAct] = useState<AccountAct | null>(null);
  const [paid, setPaid] = useState<{ readonly debt: OpenDebt | null } | null>(null);
  const [isStatement, setStatement] = useState(false);
  const account = useQuery(api.clientAccount.account.queryOptions({ input: { clientId } }));
  const pages = useInfiniteQuery(
    api.clientAccount.rows.infiniteOptions({
      input: (beforeId: number | null) => ({ clientId, beforeId, limit: PAGE_SIZE }),
      initialPageParam: null,
      getNextPageParam: (last) => (last.hasMore ? (last.rows.at(-1)?.documentId ?? null) : null),
    }),
  );
  const error = account.error ?? pages.error;
  if (error) return <p className="z-field-error">{errorText(error, t)}</p>;
  if (!account.data || !pages.data) return <Skeleton height={200} className="z-appear-late" />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  return (
    <div className="z-account">
      <Facts account={account.data} onLimit={() => setAct({ kind: 'limit' })} />
      <Acts
        account={account.data}
        onAct={setAct}
        onPay={() => setPaid({ debt: null })}
        onStatement={() => setStatement(true)}
      />
      {account.data.debts.length > 0 && (
        <Debts account={account.data} onAct={setAct} onPay={(debt) => setPaid({ debt })} />
      )}
      <section>
        <h2>{t('rows.title')}</h2>
        {rows.length === 0 ? (
          <EmptyState icon={IconWallet} title={t('rows.empty')} text={t('rows.emptyText')} />
        ) : (
          <AccountRows rows={rows} onReverse={(row) => setAct({ kind: 'reverse', row })} />
        )}
        {pages.hasNextPage && (
          <Button
            mt={8}
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('acts.more')}
          </Button>
        )}
      </section>
      {act && <AccountDialog account={account.data} act={act} onClose={() => setAct(null)} />}
      {paid && <PayDebtDialog account={account.data} debt={paid.debt} onClose={() => setPaid(null)} />}
      {isStatement && <StatementDialog clientId={clientId} onClose={() => setStatement(false)} />}
    </div>
  );
}

function Facts({ account, onLimit }: { readonly account: ClientAccount; readonly onLimit: () => void }) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const maySetLimit = useCan('manage_money');
  const limit = account.debtLimitMinor ?? account.salonLimitMinor;
  const limitText = limit === 0 ? t('facts.limitForbidden') : money(limit);
  return (
    <dl className="z-account-facts">
      <div data-warn={account.balanceMinor < 0 || undefined} title={t('facts.balanceHint')}>
        <dt>{t('facts.balance')}</dt>
        <dd>{money(account.balanceMinor)}</dd>
      </div>
      <div>
        <dt>{t('facts.deposit')}</dt>
        <dd>{money(account.depositMinor)}</dd>
      </div>
      <div data-warn={account.debtMinor > 0 || undefined}>
        <dt>{t('facts.debt')}</dt>
        <dd>{account.debtMinor === 0 ? t('facts.noDebt') : money(account.debtMinor)}</dd>
      </div>
      <div>
        <dt>{t('facts.bonus')}</dt>
        <dd>{money(account.bonusMinor)}</dd>
      </div>
      <div>
        <dt>{t('facts.limit')}</dt>
        <dd>
          {maySetLimit ? (
            <button type="button" className="z-link z-figure-link" aria-label={t('acts.limit')} onClick={onLimit}>
              {limitText}
            </button>
          ) : (
            limitText
          )}
          {limit > 0 && <small>{t('facts.creditLeft', { amount: money(account.creditLeftMinor) })}</small>}
        </dd>
      </div>
    </dl>
  );
}

interface ActsProps {
  readonly account: ClientAccount;
  readonly onAct: (act: AccountAct) => void;
  readonly onPay: (debt: OpenDebt | null) => void;
  readonly onStatement: () => void;
}

function Acts({ account, onAct, onPay, onStatement }: ActsProps) {
  const { t } = useTranslation('clientAccount');
  const mayTake = useCan('take_payment');
  const mayReturn = useCan('refund');
  return (
    <div className="z-account-acts">
      {mayTake && account.debtMinor > 0 && (
        <Button leftSection={<IconCoins size={18} />} onClick={() => onPay(null)}>
          {t('acts.payDebt')}
        </Button>
      )}
      {mayTake && (
        <Button
          variant={account.debtMinor > 0 ? 'default' : 'filled'}
          leftSection={<IconCashBanknote size={18} />}
          onClick={() => onAct({ kind: 'topUp' })}
        >
          {t('acts.topUp')}
        </Button>
      )}
      {mayReturn && account.depositMinor > 0 && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} />}
          onClick={() => onAct({ kind: 'giveBack' })}
        >
          {t('acts.giveBack')}
        </Button>
      )}
      {mayReturn && (
        <Button variant="default" leftSection={<IconUserOff size={18} />} onClick={() => onAct({ kind: 'charge' })}>
          {t('acts.charge')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconFileText size={18} />} onClick={onStatement}>
        {t('acts.statement')}
      </Button>
    </div>
  );
}

function Debts({ account, onAct, onPay }: Omit<ActsProps, 'onStatement'>) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const locale = useLocale();
  const mayTake = useCan('take_payment');
  const mayWriteOff = useCan('refund');
  return (
    <section aria-label={t('debts.title')}>
      <h2>{t('debts.title')}</h2>
      <ul className="z-account-debts">
        {account.debts.map((debt) => (
          <li key={debt.saleId}>
            <span>
              <Link to={`/cash/sales?sale=${debt.saleId}`}>
                {t('debts.sale', { number: debt.saleNumber, date: formatDate(debt.localDate, 'full', locale) })}
              </Link>
              <small>{debt.titles.join(', ')}</small>
            </span>
            <span className="z-dim">
              {debt.ageDays === 0 ? t('debts.today') : t('debts.age', { count: debt.ageDays })}
            </span>
            <strong className="z-warn">
              {t('debts.of', { debt: money(debt.debtMinor), net: money(debt.netMinor) })}
            </strong>
            {mayTake && (
              <Button
                size="compact-sm"
                variant="light"
                aria-label={t('acts.payDebtOf', { number: debt.saleNumber })}
                onClick={() => onPay(debt)}
              >
                {t('acts.pay')}
              </Button>
            )}
            {mayWriteOff && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconAlertCircle size={16} />}
                aria-label={t('acts.writeOffOf', { number: debt.saleNumber })}
                onClick={() => onAct({ kind: 'writeOff', debt })}
              >
                {t('acts.writeOff')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
