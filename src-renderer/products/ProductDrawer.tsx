import { Select, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRODUCT_UNITS, type Product, type ProductCategory } from '../../src-shared/products/products.contract.ts';
import { api } from '../api/client.ts';
import { codedError, errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { EntityCard } from '../ui/EntityCard.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { Barcodes } from './Barcodes.tsx';
import { PriceRules } from './PriceRules.tsx';
import { type ProductDraft, draftFaults, draftOf } from './product-draft.ts';

interface ProductDrawerProps {
  /** Null = a new one. */
  readonly product: Product | null;
  /** What was looked for in vain, for a new one. */
  readonly begun?: { name?: string; barcode?: string };
  readonly categories: readonly ProductCategory[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** The card of a product. Saved as one command. */
export function ProductDrawer({ product, begun, categories, canEdit, onClose }: ProductDrawerProps) {
  const { t } = useTranslation('products');
  const [first] = useState(() => draftOf(product, begun));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const [taken, setTaken] = useState<{ field: string; text: string } | null>(null);
  const onRefused = (error: unknown): boolean => {
    const coded = codedError(error);
    const field = coded?.data['field'];
    if (coded?.code !== 'ALREADY_EXISTS' || typeof field !== 'string') return false;
    const { name, barcode } = coded.data;
    setTaken({
      field,
      text: field === 'barcodes' ? t('faults.BARCODE_TAKEN', { name, code: barcode }) : errorText(error, t),
    });
    return true;
  };
  const create = useCommand(api.products.create.mutationOptions(), { onRefused });
  const update = useCommand(api.products.update.mutationOptions(), { onRefused });
  const faults = draftFaults(draft);
  const fault = (field: keyof ProductDraft): string | null => {
    if (taken?.field === field) return taken.text;
    return isAsked && faults[field] ? t(`faults.${faults[field]}`) : null;
  };
  const set = (values: Partial<ProductDraft>): void => {
    setTaken(null);
    setDraft((known) => ({ ...known, ...values }));
  };
  const save = async (): Promise<void> => {
    setAsked(true);
    const { priceMinor } = draft;
    if (Object.keys(faults).length > 0 || priceMinor === null) return;
    const values = { ...draft, priceMinor, barcodes: [...draft.barcodes] };
    const done = product
      ? await update.run({ productId: product.id, version: product.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  return (
    <EntityCard
      title={product?.name ?? t('form.newTitle')}
      size={520}
      isDirty={JSON.stringify(draft) !== JSON.stringify(first)}
      isSaving={create.isPending || update.isPending}
      onClose={onClose}
      onSave={canEdit ? () => void save() : undefined}
      foot={!canEdit && t('readOnly')}
    >
      <TextInput
        data-autofocus
        label={t('form.name')}
        value={draft.name}
        maxLength={160}
        error={fault('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className="z-pair">
        <MoneyInput
          label={t('form.price')}
          value={draft.priceMinor}
          error={fault('priceMinor')}
          onChange={(priceMinor) => set({ priceMinor })}
        />
        <Select
          label={t('form.unit')}
          allowDeselect={false}
          data={PRODUCT_UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
          value={draft.unit}
          onChange={(value) => value && set({ unit: value })}
        />
      </div>
      <div className="z-pair">
        <TextInput
          label={t('form.brand')}
          value={draft.brand}
          maxLength={80}
          onChange={(event) => set({ brand: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.articleNo')}
          value={draft.articleNo}
          maxLength={60}
          onChange={(event) => set({ articleNo: event.currentTarget.value })}
        />
      </div>
      <Select
        label={t('form.category')}
        placeholder={t('noCategory')}
        clearable
        searchable={categories.length > 8}
        data={categories
          .filter(({ isArchived }) => !isArchived)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.categoryId === null ? null : String(draft.categoryId)}
        onChange={(value) => set({ categoryId: categories.find(({ id }) => String(id) === value)?.id ?? null })}
      />
      <Barcodes value={draft.barcodes} error={fault('barcodes')} onChange={(barcodes) => set({ barcodes })} />
      <PriceRules value={draft} floorFault={fault('minPriceMinor')} onChange={set} />
      <Textarea
        label={t('form.note')}
        autosize
        minRows={2}
        maxLength={500}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </EntityCard>
  );
}
