import { Button, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconId, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/client.ts';
import { useCan } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { CardActs } from './CardActs.tsx';
import { DiscountCardDrawer } from './DiscountCardDrawer.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';

/** All discount cards: whose they are, what they give, how they stand. */
export function CardsList({ choice }: { readonly choice: ReactNode }) {
  const { t } = useTranslation('loyalty');
  const text = useLoyaltyText();
  const canEdit = useCan('edit_loyalty');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [withBlocked, setWithBlocked] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const query = useQuery(
    api.loyalty.cards.queryOptions({
      input: { text: search, withBlocked, limit: 500 },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.rows ?? [];
  const add = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {t('cards.add')}
    </Button>
  );
  return (
    <ListPage
      title={t('lists.cards')}
      fact={query.data ? t('cards.count', { count: query.data.total }) : ''}
      actions={add}
      query={query}
      notice={
        <div className="z-loyalty-bar">
          {choice}
          <TextInput
            w={260}
            aria-label={t('cards.search')}
            placeholder={t('cards.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Switch
            label={t('cards.withBlocked')}
            checked={withBlocked}
            onChange={(event) => setWithBlocked(event.currentTarget.checked)}
          />
        </div>
      }
      empty={
        rows.length > 0 ? null : search !== '' ? (
          <EmptyState icon={IconId} title={t('cards.nothingFound')} />
        ) : (
          <EmptyState icon={IconId} title={t('cards.emptyTitle')} text={t('cards.emptyText')} action={add} />
        )
      }
      overlay={isMaking && <DiscountCardDrawer card={null} canEdit={canEdit} onClose={() => setMaking(false)} />}
    >
      <table className="z-table">
        <thead>
          <tr>
            <th scope="col">{t('cards.columns.number')}</th>
            <th scope="col">{t('cards.columns.client')}</th>
            <th scope="col">{t('cards.columns.rate')}</th>
            <th scope="col">{t('cards.columns.term')}</th>
            <th scope="col">{t('cards.columns.state')}</th>
            <th scope="col">{t('cards.note')}</th>
            <th scope="col" aria-label={t('cards.edit')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((card) => (
            <tr key={card.cardId} data-archived={card.isBlocked || undefined}>
              <td>{card.number}</td>
              <td>
                {card.clientId === null ? (
                  <span className="z-dim">{t('cards.inDrawer')}</span>
                ) : (
                  <Link className="z-link" to={`/clients/${card.clientId}?tab=loyalty`}>
                    {card.clientName}
                  </Link>
                )}
              </td>
              <td>{text.cardRate(card)}</td>
              <td>{text.term(card.validFrom, card.validTo)}</td>
              <td>{t(`cardStates.${card.state}`)}</td>
              <td className="z-dim">{card.note}</td>
              <td className="z-actions">
                <CardActs card={card} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListPage>
  );
}
