import { Button } from '@mantine/core';
import { IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote, Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { useMoney } from '../app/session.ts';
import { ClientSearchField } from '../clients/ClientPicker.tsx';

interface CheckoutClientProps {
  readonly visitId: number | null;
  readonly clientId: number | null;
  readonly quote: Quote;
  readonly onChange: (clientId: Ticket['clientId']) => void;
}

/** Whose check it is: of a visit its client; of a sale without one, somebody or nobody. Beside the name what they have. */
export function CheckoutClient({ visitId, clientId, quote, onChange }: CheckoutClientProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const [isSearching, setSearching] = useState(false);
  if (clientId === null && visitId !== null) return <span className="zc-client" />;
  if (clientId === null) {
    return isSearching ? (
      <div className="zc-client-search">
        <ClientSearchField
          autoFocus
          isExistingOnly
          label={t('screen.client.label')}
          onChange={(picked) => {
            setSearching(false);
            if (picked && 'id' in picked) onChange(picked.id);
          }}
        />
      </div>
    ) : (
      <span className="zc-client">
        <span className="z-dim">{t('screen.client.nobody')}</span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUserPlus size={14} aria-hidden />}
          onClick={() => setSearching(true)}
        >
          {t('screen.client.choose')}
        </Button>
      </span>
    );
  }
  return (
    <span className="zc-client">
      {visitId === null && <b>{quote.clientName ?? ''}</b>}
      {quote.depositMinor > 0 && <span>{t('screen.client.deposit', { sum: money(quote.depositMinor) })}</span>}
      {quote.bonus && quote.bonus.balanceMinor > 0 && (
        <span>{t('screen.client.bonus', { sum: money(quote.bonus.balanceMinor) })}</span>
      )}
      {quote.debtMinor > 0 && (
        <span className="zc-owes">{t('screen.client.debt', { sum: money(quote.debtMinor) })}</span>
      )}
      {visitId === null && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange(null)}
        >
          {t('screen.client.remove')}
        </Button>
      )}
    </span>
  );
}
