import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';

interface HolderFieldProps {
  readonly ticket: Ticket;
  readonly label: string;
  readonly error?: string | undefined;
  readonly onChange: (clientId: Ticket['clientId']) => void;
}

/** Whose it will be, where the check has no client yet; the person becomes the client of the check. */
export function HolderField({ ticket, label, error, onChange }: HolderFieldProps) {
  const { t } = useTranslation('checkout');
  const [picked, setPicked] = useState<PickedClient>(null);
  if (ticket.clientId !== null) return null;
  return (
    <div>
      <ClientPicker
        value={picked}
        autoFocus
        isExistingOnly
        label={label}
        error={error}
        onChange={(next) => {
          setPicked(next);
          onChange(next && 'id' in next ? next.id : null);
          // The search field is gone with the focus in it: the next question has it now.
          if (next) requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-after-holder]')?.focus());
        }}
      />
      <small className="z-dim">{t('screen.money.becomesClient')}</small>
    </div>
  );
}
