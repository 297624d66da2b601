import './clients.css';
import '../ui/data-table.css';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { errorText, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { actions, useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { openCheckout } from '../checkout/checkout-desk.ts';
import { useViewed } from '../search/use-viewed.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ClientCardView } from './ClientCardView.tsx';
import { FIRST_VISITS } from './card/VisitsTab.tsx';
import { hitOf } from './client-hit.ts';
import { ClientFormDrawer } from './ClientFormDrawer.tsx';

interface ClientCardPanelProps {
  readonly clientId: number;
  /** Leads back to where the card was opened; none in a drawer. */
  readonly onBack?: () => void;
  readonly onOpenOther: (clientId: number) => void;
  /** The card was merged into another, which is shown. */
  readonly onMoved?: (clientId: number) => void;
}

/** Reads a client's card and runs what can be done on it. */
export function ClientCardPanel({ clientId, onBack, onOpenOther, onMoved }: ClientCardPanelProps) {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const [isEditing, setEditing] = useState(false);
  const id = clientId as ClientId;
  const card = useQuery(
    api.clients.card.queryOptions({
      input: { clientId: id, visitLimit: FIRST_VISITS },
      placeholderData: (previous) => (previous?.id === id ? previous : undefined),
    }),
  );
  useViewed('client', card.data?.id ?? null);
  const shownId = card.data?.id ?? id;
  useEffect(() => {
    if (shownId !== id) onMoved?.(shownId);
  }, [id, onMoved, shownId]);
  // The core refuses every write on an erased card (D8).
  const isErased = (card.data?.erasedAtMs ?? null) !== null;
  const mayEdit = useCan('edit_clients') && !isErased;
  const archive = useCommand(api.clients.setArchived.mutationOptions());
  const mayBook = useCan('edit_journal') && !isErased;
  const book = (): void => {
    if (!card.data || isErased) return;
    actions.runWhenReady('journal.book');
    void navigate('/journal', { state: { bookClient: hitOf(card.data) } });
  };
  const maySell = useCan('take_payment') && !isErased;
  const sell = (): void => openCheckout(isErased ? {} : { clientId: shownId });
  useActions([
    {
      id: 'checkout.sell',
      title: 'checkout:screen.actions.sell',
      group: 'clients',
      shortcut: 'F7',
      permission: 'take_payment',
      run: sell,
    },
    {
      id: 'journal.book',
      title: 'clients:card.bookClient',
      group: 'clients',
      shortcut: 'F2',
      permission: 'edit_journal',
      run: book,
    },
  ]);
  if (hasCode(card.error, 'NOT_FOUND')) {
    return (
      <EmptyState
        icon={IconUsers}
        title={t('card.missing.title')}
        text={t('card.missing.text')}
        action={<Button onClick={() => void navigate('/clients')}>{t('card.missing.action')}</Button>}
      />
    );
  }
  if (card.error) return <EmptyState icon={IconUsers} title={errorText(card.error, t)} />;
  if (!card.data) {
    return (
      <div className="z-client-loading z-appear-late" aria-busy>
        <Skeleton height={56} />
        <Skeleton height={320} />
      </div>
    );
  }
  const client = card.data;
  return (
    <>
      <ClientCardView
        client={client}
        onBack={onBack}
        onBook={mayBook && !client.isArchived ? book : undefined}
        onSell={maySell && !client.isArchived ? sell : undefined}
        onEdit={mayEdit ? () => setEditing(true) : undefined}
        onArchive={
          mayEdit
            ? () => void archive.run({ clientId: id, version: client.version, isArchived: !client.isArchived })
            : undefined
        }
      />
      {isEditing && (
        <ClientFormDrawer
          client={client}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
          onOpenOther={(other) => {
            setEditing(false);
            onOpenOther(other);
          }}
        />
      )}
    </>
  );
}
