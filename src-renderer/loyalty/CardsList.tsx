import { Button } from '@mantine/core';
import { IconId, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useCan } from '../app/session.ts';
import { ClientLink } from '../clients/ClientLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { CardActs } from './CardActs.tsx';
import { DiscountCardDrawer } from './DiscountCardDrawer.tsx';
import { LoyaltyBar, MoreRows, nextOffset, useListFilter } from './LoyaltyBar.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';

/** All discount cards: whose they are, what they give, how they stand. */
export function CardsList({ choice }: { readonly choice: ReactNode }) {
  const { t } = useTranslation('loyalty');
  const text = useLoyaltyText();
  const canEdit = useCan('edit_loyalty');
  const filter = useListFilter();
  const [isMaking, setMaking] = useState(false);
  const query = useInfiniteQuery(
    api.loyalty.cards.infiniteOptions({
      input: (offset: number) => ({ text: filter.text, withBlocked: filter.withOld, offset, limit: 100 }),
      initialPageParam: 0,
      getNextPageParam: nextOffset,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const add = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {t('cards.add')}
    </Button>
  );
  return (
    <ListPage
      title={t('lists.cards')}
      fact={query.data ? t('cards.count', { count: total }) : ''}
      actions={add}
      query={query}
      notice={
        <LoyaltyBar filter={filter} search={t('cards.search')} withOld={t('cards.withBlocked')}>
          {choice}
        </LoyaltyBar>
      }
      empty={
        rows.length > 0 ? null : filter.text !== '' ? (
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
                  <ClientLink className="z-link" clientId={card.clientId} name={card.clientName ?? ''} tab="loyalty" />
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
      <MoreRows shown={rows.length} total={total} query={query} />
    </ListPage>
  );
}
