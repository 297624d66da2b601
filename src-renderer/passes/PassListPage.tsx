import './passes.css';
import { Button, Select, Switch, TextInput } from '@mantine/core';
import { type Icon, IconSearch, IconShoppingBag } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.ts';
import { openCheckout } from '../checkout/checkout-desk.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import type { PassFilter } from './use-pass-filter.ts';

interface PassListPageProps<Status extends string> {
  /** Namespace of the texts: both have the same keys. */
  readonly ns: 'certificates' | 'memberships';
  readonly filter: PassFilter<Status>;
  readonly statuses: readonly Status[];
  readonly types: readonly { readonly value: string; readonly label: string }[];
  readonly list: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly fact: string | undefined;
  readonly count: number;
  readonly icon: Icon;
  readonly notice?: ReactNode;
  /** The kinds that are sold, as a drawer. */
  readonly Types: ComponentType<{ readonly onClose: () => void }>;
  /** The card of the row that is open. */
  readonly card: ReactNode;
  readonly children: ReactNode;
}

/** The page of certificates or of memberships: search, filters, rows a page at a time, cards, kinds. */
export function PassListPage<Status extends string>(props: PassListPageProps<Status>) {
  const { ns, filter, list, Types } = props;
  const { t } = useTranslation('certificates');
  const [areTypesOpen, setTypesOpen] = useState(false);
  const { isNarrowed } = filter;
  const maySell = useCan('take_payment');
  const sell = maySell && (
    <Button
      leftSection={<IconShoppingBag size={16} aria-hidden />}
      onClick={() => openCheckout({ begins: ns === 'certificates' ? 'certificate' : 'membership' })}
    >
      {t('sell', { ns })}
    </Button>
  );
  return (
    <ListPage
      title={t('title', { ns })}
      {...(props.fact === undefined ? {} : { fact: props.fact })}
      query={list}
      actions={
        <>
          <Button variant="default" onClick={() => setTypesOpen(true)}>
            {t('types.title', { ns })}
          </Button>
          {sell}
        </>
      }
      notice={
        <>
          {props.notice}
          <div className="z-pass-filters" role="search">
            <TextInput
              aria-label={t('search', { ns })}
              placeholder={t('search', { ns })}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={filter.text}
              w={280}
              maxLength={80}
              onChange={(event) => filter.setText(event.currentTarget.value)}
            />
            <Select
              aria-label={t('status', { ns })}
              w={190}
              placeholder={t('anyStatus', { ns })}
              clearable
              data={props.statuses.map((value) => ({ value, label: t(`statuses.${value}`, { ns }) }))}
              value={filter.status}
              onChange={(value) => filter.put('status', value)}
            />
            {props.types.length > 0 && (
              <Select
                aria-label={t('types.pick', { ns })}
                w={220}
                placeholder={t('passes:anyType')}
                clearable
                searchable
                data={[...props.types]}
                value={filter.typeId === null ? null : String(filter.typeId)}
                onChange={(value) => filter.put('type', value)}
              />
            )}
            <Switch
              label={t('passes:soon')}
              checked={filter.isSoon}
              onChange={(event) => filter.put('soon', event.currentTarget.checked ? '1' : null)}
            />
          </div>
        </>
      }
      empty={
        props.count > 0 ? null : (
          <EmptyState
            icon={props.icon}
            title={t(isNarrowed ? 'empty.narrowed' : 'empty.title', { ns })}
            {...(isNarrowed ? {} : { text: t('empty.text', { ns }), action: sell })}
          />
        )
      }
      overlay={
        <>
          {props.card}
          {areTypesOpen && <Types onClose={() => setTypesOpen(false)} />}
        </>
      }
    >
      {props.children}
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('passes:more')}
        </Button>
      )}
    </ListPage>
  );
}
