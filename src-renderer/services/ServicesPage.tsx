import { Alert, Button, Menu, SegmentedControl, Skeleton, Stack, Switch, TextInput } from '@mantine/core';
import {
  IconCategoryPlus,
  IconChevronDown,
  IconClipboardList,
  IconPackage,
  IconPlus,
  IconPrinter,
  IconSearch,
  IconStairs,
  IconTags,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Category } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { BundleDrawer } from './BundleDrawer.tsx';
import { CategoryModal } from './CategoryModal.tsx';
import { LevelsModal } from './LevelsModal.tsx';
import { PriceTable } from './price-table/PriceTable.tsx';
import { PriceListsModal } from './PriceListsModal.tsx';
import { PrintPriceListModal } from './PrintPriceListModal.tsx';
import { ServiceDrawer } from './ServiceDrawer.tsx';
import { ServicesView } from './ServicesView.tsx';
import '../ui/data-table.css';

/** What is open over the list: a card, a new one, or a dialogue. */
type Open =
  | { readonly kind: 'service'; readonly id: number }
  | { readonly kind: 'newService'; readonly categoryId: Category['id'] | null }
  | { readonly kind: 'bundle'; readonly id: number | null }
  | { readonly kind: 'category'; readonly category: Category | null; readonly parentId: Category['id'] | null }
  | { readonly kind: 'levels' | 'lists' | 'print' };

/** The card that the address opens, `?service=5` or `?bundle=5`: the search of everything leads here. */
function askedCard(params: URLSearchParams): Open | null {
  const kind = (['service', 'bundle'] as const).find((name) => params.has(name));
  return kind ? { kind, id: Number(params.get(kind)) } : null;
}

/** The price list: services by category, or the table service × master. */
export function ServicesPage() {
  const { t } = useTranslation('services');
  const canEdit = useCan('edit_catalogue');
  const canPrint = useCan('print_documents');
  const [view, setView] = useState<'list' | 'table'>('list');
  const [wantsArchived, setWithArchived] = useState(false);
  const [query, setQuery] = useState('');
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState<Open | null>(null);
  const open = opened ?? askedCard(params);
  const setOpen = (next: Open | null): void => {
    if (params.size > 0) setParams({}, { replace: true });
    setOpened(next);
  };
  const withArchived = wantsArchived || params.has('archived');
  const list = useQuery(api.services.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const { categories = [], services = [], levels = [], priceLists = [], bundles = [] } = list.data ?? {};
  const found = services.filter((service) => matches(service, query));
  const foundBundles = bundles.filter((bundle) => matches(bundle, query));
  const isFiltered = query.trim() !== '';
  const isEmpty = list.data !== undefined && categories.length === 0;
  const isNothing = isFiltered && found.length + foundBundles.length === 0 && !isEmpty && list.data !== undefined;
  const service = open?.kind === 'service' ? services.find(({ id }) => id === open.id) : undefined;
  const bundle = open?.kind === 'bundle' ? bundles.find(({ id }) => id === open.id) : undefined;
  const active = { levels: levels.filter(isUsed), priceLists: priceLists.filter(isUsed) };
  const close = (): void => setOpen(null);
  return (
    <div className="z-list">
      <PageHeader title={t('title')} fact={list.data ? t('count', { count: services.length }) : ''}>
        <SegmentedControl
          aria-label={t('view.label')}
          data={(['list', 'table'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
          value={view}
          onChange={setView}
        />
        <TextInput
          w={190}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        {view === 'list' && (
          <Switch
            label={t('withArchived')}
            checked={withArchived}
            onChange={(event) => setWithArchived(event.currentTarget.checked)}
          />
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('moreActions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {canPrint && (
              <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => setOpen({ kind: 'print' })}>
                {t('print.open')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconStairs size={16} />} onClick={() => setOpen({ kind: 'levels' })}>
              {t('levels.title')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTags size={16} />} onClick={() => setOpen({ kind: 'lists' })}>
              {t('lists.title')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {canEdit && (
          <Menu position="bottom-end">
            <Button.Group>
              {categories.length > 0 && (
                <Button
                  leftSection={<IconPlus size={18} aria-hidden />}
                  onClick={() => setOpen({ kind: 'newService', categoryId: null })}
                >
                  {t('add')}
                </Button>
              )}
              <Menu.Target>
                <Button px={10} aria-label={t('addMenu')} className="z-split">
                  <IconChevronDown size={16} aria-hidden />
                </Button>
              </Menu.Target>
            </Button.Group>
            <Menu.Dropdown>
              {services.length > 0 && (
                <Menu.Item
                  leftSection={<IconPackage size={16} />}
                  onClick={() => setOpen({ kind: 'bundle', id: null })}
                >
                  {t('bundle.newTitle')}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconCategoryPlus size={16} />}
                onClick={() => setOpen({ kind: 'category', category: null, parentId: null })}
              >
                {t('addCategory')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </PageHeader>
      <div className="z-list-body" data-fills={view === 'table' || undefined}>
        {list.isPending && <ListSkeleton />}
        {list.isError && <Alert color="danger">{errorText(list.error, t)}</Alert>}
        {isEmpty && (
          <EmptyState
            icon={IconClipboardList}
            title={t('empty.title')}
            text={canEdit ? t('empty.text') : t('readOnly')}
            action={
              canEdit && (
                <Button onClick={() => setOpen({ kind: 'category', category: null, parentId: null })}>
                  {t('addCategory')}
                </Button>
              )
            }
          />
        )}
        {isNothing && (
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
        {!isEmpty && !isNothing && list.data && view === 'list' && (
          <ServicesView
            categories={categories}
            allServices={services}
            services={found}
            bundles={foundBundles}
            staff={staff.data ?? []}
            canEdit={canEdit}
            isFiltered={isFiltered}
            onOpen={(id) => setOpen({ kind: 'service', id })}
            onOpenBundle={(id) => setOpen({ kind: 'bundle', id })}
            onAdd={(categoryId) => setOpen({ kind: 'newService', categoryId })}
            onAddCategory={(parentId) => setOpen({ kind: 'category', category: null, parentId })}
            onEditCategory={(category) => setOpen({ kind: 'category', category, parentId: category.parentId })}
          />
        )}
        {!isEmpty && !isNothing && list.data && view === 'table' && (
          <PriceTable
            categories={categories.filter(isUsed)}
            services={found.filter(isUsed)}
            {...active}
            staff={staff.data ?? []}
            canEdit={canEdit}
            onOpen={(id) => setOpen({ kind: 'service', id })}
          />
        )}
      </div>
      {open?.kind === 'category' && (
        <CategoryModal category={open.category} firstParentId={open.parentId} categories={categories} onClose={close} />
      )}
      {(service ?? open?.kind === 'newService') && (
        <ServiceDrawer
          key={service?.id ?? 'new'}
          service={service ?? null}
          firstCategoryId={open?.kind === 'newService' ? open.categoryId : null}
          categories={categories}
          services={services.filter(isUsed)}
          {...active}
          staff={staff.data ?? []}
          canEdit={canEdit}
          onClose={close}
        />
      )}
      {open?.kind === 'bundle' && (bundle || open.id === null) && (
        <BundleDrawer
          key={bundle?.id ?? 'new'}
          bundle={bundle ?? null}
          categories={categories}
          services={services.filter(isUsed)}
          canEdit={canEdit}
          onClose={close}
        />
      )}
      {open?.kind === 'levels' && <LevelsModal levels={levels} canEdit={canEdit} onClose={close} />}
      {open?.kind === 'lists' && <PriceListsModal priceLists={priceLists} canEdit={canEdit} onClose={close} />}
      {open?.kind === 'print' && <PrintPriceListModal priceLists={active.priceLists} onClose={close} />}
    </div>
  );
}

function isUsed(item: { readonly isArchived: boolean }): boolean {
  return !item.isArchived;
}

function matches(item: { readonly name: string }, query: string): boolean {
  const name = fold(item.name);
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
