import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconCategory, IconPlus, IconSearch, IconShoppingBag } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { barcodeOf } from '../../src-shared/products/barcode.rules.ts';
import type { Product } from '../../src-shared/products/products.contract.ts';
import { api, client } from '../api/client.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { hasCode } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { CategoriesModal } from './CategoriesModal.tsx';
import { ProductDrawer } from './ProductDrawer.tsx';
import { ProductTable } from './ProductTable.tsx';
import './products.css';

type Opened = { readonly product: Product } | { readonly begun: { name?: string; barcode?: string } } | null;

/** Goods that are sold: found by any part of a name or a barcode, priced in place. A scan opens the product. */
export function ProductsPage() {
  const { t } = useTranslation('products');
  const canEdit = useCan('edit_catalogue');
  // `?product=5` opens a card: the search of everything leads here.
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState('');
  const [wantsArchived, setWithArchived] = useState(false);
  const withArchived = wantsArchived || params.has('archived');
  const [categoryId, setCategoryId] = useState<number | null>(null);
  const [opened, setOpened] = useState<Opened>(null);
  const [hasCategories, setHasCategories] = useState(false);
  const list = useQuery(
    api.products.list.queryOptions({ input: { query, categoryId, withArchived }, placeholderData: keepPreviousData }),
  );
  const { products = [], categories = [], total = 0 } = list.data ?? {};
  const namedId = Number(params.get('product')) || null;
  // A product that was named or scanned may stand outside of what the list is filtered by.
  const wantedId = opened && 'product' in opened ? opened.product.id : opened ? null : namedId;
  const listed = products.find(({ id }) => id === wantedId);
  const everything = useQuery({
    ...api.products.list.queryOptions({ input: { withArchived: true, limit: 2000 } }),
    enabled: wantedId !== null && !listed && !list.isPending,
  });
  const openedProduct = listed ?? everything.data?.products.find(({ id }) => id === wantedId);
  const close = (): void => {
    if (params.size > 0) setParams({}, { replace: true });
    setOpened(null);
  };
  /** Enter in the search: a scanned barcode opens its product, an unknown one begins a new product. */
  const scan = async (): Promise<void> => {
    const [first] = products;
    const code = barcodeOf(query);
    if (!/^[\dA-Z-]{6,}$/.test(code) || !/\d{4}/.test(code)) {
      if (first && query.trim() !== '') setOpened({ product: first });
      return;
    }
    try {
      setOpened({ product: await client.products.byBarcode({ barcode: code }) });
    } catch (error) {
      if (!hasCode(error, 'NOT_FOUND') || !canEdit) return showError(error, t);
      showNotice(t('unknownBarcode', { code }), t('unknownBarcodeHint'));
      setOpened({ begun: { barcode: code } });
    }
  };
  const isFiltered = query.trim() !== '' || categoryId !== null;
  const addButton = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened({ begun: {} })}>
      {t('add')}
    </Button>
  );
  return (
    <ListPage
      title={t('title')}
      fact={list.data ? t('count', { count: total }) : ''}
      query={list}
      actions={
        <>
          <form
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              void scan();
            }}
          >
            <TextInput
              w={280}
              autoFocus
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={query}
              maxLength={100}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          </form>
          {categories.length > 0 && (
            <Select
              w={190}
              aria-label={t('columns.category')}
              placeholder={t('anyCategory')}
              clearable
              data={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={categoryId === null ? null : String(categoryId)}
              onChange={(value) => setCategoryId(value === null ? null : Number(value))}
            />
          )}
          <Switch
            label={t('withArchived')}
            checked={withArchived}
            onChange={(event) => setWithArchived(event.currentTarget.checked)}
          />
          {canEdit && (
            <Button
              variant="default"
              leftSection={<IconCategory size={18} aria-hidden />}
              onClick={() => setHasCategories(true)}
            >
              {t('categories.title')}
            </Button>
          )}
          {addButton}
        </>
      }
      empty={
        products.length > 0 ? null : isFiltered ? (
          <EmptyState
            icon={IconSearch}
            title={t('nothing.title')}
            text={t('nothing.text')}
            action={
              canEdit && (
                <Button variant="default" onClick={() => setOpened({ begun: begunBy(query) })}>
                  {t('nothing.add')}
                </Button>
              )
            }
          />
        ) : (
          <EmptyState icon={IconShoppingBag} title={t('empty.title')} text={t('empty.text')} action={addButton} />
        )
      }
      overlay={
        <>
          {hasCategories && <CategoriesModal categories={categories} onClose={() => setHasCategories(false)} />}
          {(openedProduct ?? (opened && 'begun' in opened)) && (
            <ProductDrawer
              key={openedProduct?.id ?? 0}
              product={openedProduct ?? null}
              {...(opened && 'begun' in opened ? { begun: opened.begun } : {})}
              categories={categories}
              canEdit={canEdit}
              onClose={close}
            />
          )}
        </>
      }
    >
      <ProductTable
        products={products}
        categories={categories}
        canEdit={canEdit}
        onOpen={(product) => setOpened({ product })}
      />
      {total > products.length && <p className="z-dim">{t('more', { count: total - products.length })}</p>}
    </ListPage>
  );
}

/** A new product begins with what was looked for: a barcode or a name. */
function begunBy(query: string): { name?: string; barcode?: string } {
  const text = query.trim();
  return /^\d{6,}$/.test(text) ? { barcode: text } : { name: text };
}
