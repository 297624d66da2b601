import { ActionIcon } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import type { Product, ProductCategory } from '../../src-shared/products/products.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale, useMoney } from '../app/session.ts';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { parseAmount } from '../ui/MoneyInput.tsx';

interface ProductTableProps {
  readonly products: readonly Product[];
  readonly categories: readonly ProductCategory[];
  readonly canEdit: boolean;
  readonly onOpen: (product: Product) => void;
}

/** Goods in rows: a name opens the card, a price is changed where it stands. */
export function ProductTable({ products, categories, canEdit, onOpen }: ProductTableProps) {
  const { t } = useTranslation('products');
  const money = useMoney();
  const locale = useLocale();
  const update = useCommand(api.products.update.mutationOptions());
  const nameOf = new Map(categories.map(({ id, name }) => [id, name]));
  const change = (product: Product, values: { priceMinor?: number; isArchived?: boolean }): void => {
    void update.run({ productId: product.id, version: product.version, values });
  };
  return (
    <table className="z-table z-products">
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col">{t('columns.brand')}</th>
          <th scope="col">{t('columns.category')}</th>
          <th scope="col">{t('columns.barcode')}</th>
          <th scope="col" className="z-number">
            {t('columns.price')}
          </th>
          <th scope="col">{t('columns.unit')}</th>
          {canEdit && <th scope="col" aria-label={t('columns.actions')} />}
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id} data-archived={product.isArchived || undefined}>
            <td>
              <button type="button" className="z-link" onClick={() => onOpen(product)}>
                {product.name}
              </button>
              {product.isArchived && <span className="z-tag">{t('archived')}</span>}
              {product.noDiscount && <span className="z-tag">{t('tags.noDiscount')}</span>}
            </td>
            <td className="z-dim">{[product.brand, product.articleNo].filter(Boolean).join(' · ')}</td>
            <td className="z-dim">{product.categoryId === null ? '' : nameOf.get(product.categoryId)}</td>
            <td className="z-dim z-nums">
              {product.barcodes[0] ?? ''}
              {product.barcodes.length > 1 && ` +${product.barcodes.length - 1}`}
            </td>
            <td className="z-number z-nums">
              {canEdit && !product.isArchived ? (
                <InlineEdit
                  width={110}
                  label={t('changePrice', { name: product.name, price: money(product.priceMinor) })}
                  text={formatNumber(product.priceMinor / 100, locale, product.priceMinor % 100 === 0 ? 0 : 2)}
                  onCommit={(text) => {
                    const priceMinor = parseAmount(text);
                    if (priceMinor === null) return t('common:fields.notMoney');
                    if (priceMinor !== product.priceMinor) change(product, { priceMinor });
                    return null;
                  }}
                >
                  {money(product.priceMinor)}
                </InlineEdit>
              ) : (
                money(product.priceMinor)
              )}
            </td>
            <td className="z-dim">{t(`units.${product.unit}`)}</td>
            {canEdit && (
              <td className="z-actions">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t(product.isArchived ? 'restoreNamed' : 'archiveNamed', { name: product.name })}
                  onClick={() => change(product, { isArchived: !product.isArchived })}
                >
                  {product.isArchived ? (
                    <IconArchiveOff size={18} aria-hidden />
                  ) : (
                    <IconArchive size={18} aria-hidden />
                  )}
                </ActionIcon>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
