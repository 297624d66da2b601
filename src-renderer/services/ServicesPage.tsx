import { Alert, Button, Skeleton, Stack, Switch, TextInput } from '@mantine/core';
import { IconCategoryPlus, IconClipboardList, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { CategoryModal } from './CategoryModal.tsx';
import { ServiceDrawer } from './ServiceDrawer.tsx';
import { ServicesView } from './ServicesView.tsx';
import '../ui/data-table.css';

/** The card that is open: a known service, or a new one of a category. */
type OpenCard = { readonly serviceId: number } | { readonly categoryId: Category['id'] | null };

/** The price list: services by category, prices and times changed in place. */
export function ServicesPage() {
  const { t } = useTranslation('services');
  const canEdit = useCan('edit_catalogue');
  const [withArchived, setWithArchived] = useState(false);
  const [query, setQuery] = useState('');
  const [card, setCard] = useState<OpenCard | null>(null);
  const [category, setCategory] = useState<Category | 'new' | null>(null);
  const list = useQuery(api.services.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const { categories = [], services = [] } = list.data ?? {};
  const found = services.filter((service) => matches(service, query));
  const isEmpty = list.data !== undefined && categories.length === 0;
  const open = card && 'serviceId' in card ? services.find(({ id }) => id === card.serviceId) : undefined;
  return (
    <div className="z-list">
      <PageHeader title={t('title')} fact={list.data ? t('count', { count: services.length }) : ''}>
        <TextInput
          w={220}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <Switch
          label={t('withArchived')}
          checked={withArchived}
          onChange={(event) => setWithArchived(event.currentTarget.checked)}
        />
        {canEdit && (
          <>
            <Button
              variant="default"
              leftSection={<IconCategoryPlus size={18} aria-hidden />}
              onClick={() => setCategory('new')}
            >
              {t('addCategory')}
            </Button>
            {categories.length > 0 && (
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCard({ categoryId: null })}>
                {t('add')}
              </Button>
            )}
          </>
        )}
      </PageHeader>
      <div className="z-list-body">
        {list.isPending && <ListSkeleton />}
        {list.isError && <Alert color="danger">{errorText(list.error, t)}</Alert>}
        {isEmpty && (
          <EmptyState
            icon={IconClipboardList}
            title={t('empty.title')}
            text={canEdit ? t('empty.text') : t('readOnly')}
            action={canEdit && <Button onClick={() => setCategory('new')}>{t('addCategory')}</Button>}
          />
        )}
        {query.trim() !== '' && found.length === 0 && !isEmpty && list.data && (
          <EmptyState
            icon={IconSearch}
            title={t('nothingFound.title', { query: query.trim() })}
            text={t('nothingFound.text')}
            action={
              <Button variant="default" onClick={() => setQuery('')}>
                {t('nothingFound.action')}
              </Button>
            }
          />
        )}
        {!isEmpty && (found.length > 0 || query.trim() === '') && list.data && (
          <ServicesView
            categories={categories}
            services={found}
            staff={staff.data ?? []}
            canEdit={canEdit}
            isFiltered={query.trim() !== ''}
            onOpen={(serviceId) => setCard({ serviceId })}
            onAdd={(categoryId) => setCard({ categoryId })}
            onEditCategory={setCategory}
          />
        )}
      </div>
      {category && <CategoryModal category={category === 'new' ? null : category} onClose={() => setCategory(null)} />}
      {card && (open ?? 'categoryId' in card) && (
        <ServiceDrawer
          key={open?.id ?? 'new'}
          service={open ?? null}
          firstCategoryId={'categoryId' in card ? card.categoryId : null}
          categories={categories}
          staff={staff.data ?? []}
          canEdit={canEdit}
          onClose={() => setCard(null)}
        />
      )}
    </div>
  );
}

function matches(service: Service, query: string): boolean {
  const name = fold(service.name);
  return fold(query)
    .split(' ')
    .every((word) => name.includes(word));
}

/** Grey lines while a list is read for the first time; shown only when that takes a while. */
export function ListSkeleton() {
  return (
    <Stack gap={8} className="z-appear-late" aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={36} radius="md" />
      ))}
    </Stack>
  );
}
