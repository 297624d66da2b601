import './duplicates.css';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconRefresh, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api, client as core } from '../api/client.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { AlikeFacts } from './AlikeFacts.tsx';
import { MergeCardsDialog } from './MergeCardsDialog.tsx';

const PAGE = 100;

/** Suspected pairs of cards, the surest first: each is compared and merged, or told apart for good. */
export function DuplicatesPage() {
  const { t } = useTranslation('duplicates');
  const cache = useQueryClient();
  const input = { limit: PAGE, offset: 0 };
  const list = useQuery(api.duplicates.list.queryOptions({ input, placeholderData: keepPreviousData }));
  const [compared, setCompared] = useState<readonly [ClientId, ClientId] | null>(null);
  const [isSearching, setSearching] = useState(false);
  const dismiss = useCommand(api.duplicates.dismiss.mutationOptions());
  const again = (): void => {
    setSearching(true);
    core.duplicates
      .list({ ...input, isFresh: true })
      .then(
        (found) => cache.setQueryData(api.duplicates.list.queryKey({ input }), found),
        (error: unknown) => showError(error, t),
      )
      .finally(() => setSearching(false));
  };
  const pairs = list.data?.pairs ?? [];
  const total = list.data?.total ?? 0;
  return (
    <ListPage
      title={t('title')}
      {...(list.data ? { fact: t('fact', { count: total }) } : {})}
      query={list}
      notice={<p className="z-dim z-duplicates-text">{list.isPending || isSearching ? t('searching') : t('text')}</p>}
      actions={
        <>
          <Button
            component={Link}
            to="/clients"
            variant="default"
            leftSection={<IconArrowLeft size={18} aria-hidden />}
          >
            {t('back')}
          </Button>
          <Button
            variant="default"
            loading={isSearching}
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={again}
          >
            {t('again')}
          </Button>
        </>
      }
      empty={
        pairs.length === 0 ? <EmptyState icon={IconUsers} title={t('empty.title')} text={t('empty.text')} /> : null
      }
      overlay={
        compared && (
          <MergeCardsDialog pair={compared} onClose={() => setCompared(null)} onMerged={() => setCompared(null)} />
        )
      }
    >
      <ul className="z-duplicates">
        {pairs.map(({ one, other, score, reasons }) => {
          const names = { one: one.name, other: other.name };
          // The card with more visits is suggested to stay.
          const ordered: readonly [ClientId, ClientId] =
            other.visits > one.visits ? [other.id, one.id] : [one.id, other.id];
          return (
            <li key={`${one.id}-${other.id}`}>
              <div className="z-duplicates-cards">
                {[one, other].map((client) => (
                  <span key={client.id} className="z-card-head">
                    <Link to={`/clients/${client.id}`} className="z-link">
                      {client.name}
                    </Link>
                    <AlikeFacts client={client} />
                  </span>
                ))}
              </div>
              <span className="z-duplicates-why">
                <strong>{t('score', { score })}</strong>
                <small className="z-dim">{reasons.map((reason) => t(`reasons.${reason}`)).join(', ')}</small>
              </span>
              <span className="z-duplicates-acts">
                <Button size="compact-sm" aria-label={t('comparePair', names)} onClick={() => setCompared(ordered)}>
                  {t('compare')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('dismissPair', names)}
                  onClick={() => void dismiss.run({ oneId: one.id, otherId: other.id })}
                >
                  {t('dismiss')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </ListPage>
  );
}
