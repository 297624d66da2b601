import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { subtreeIds } from '../../src-shared/services/category-tree.rules.ts';
import type { Category } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { type Swatch, Swatches } from '../ui/Swatches.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { categoryOptions } from './category-options.ts';
import { IconPicker } from './ServiceIcon.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface CategoryModalProps {
  /** Null = a new one. */
  readonly category: Category | null;
  /** Where a new one goes at first. */
  readonly firstParentId: Category['id'] | null;
  readonly categories: readonly Category[];
  readonly onClose: () => void;
}

/** Name, place, sign and colour of a category. */
export function CategoryModal({ category, firstParentId, categories, onClose }: CategoryModalProps) {
  useReturnFocus();
  const { t } = useTranslation('services');
  const [name, setName] = useState(category?.name ?? '');
  const [colour, setColour] = useState<Swatch>(
    category?.colour ?? categories.find(({ id }) => id === firstParentId)?.colour ?? 'teal',
  );
  const [icon, setIcon] = useState(category?.icon ?? null);
  const [parentId, setParentId] = useState(category ? category.parentId : firstParentId);
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.services.createCategory.mutationOptions());
  const update = useCatalogueCommand(api.services.updateCategory.mutationOptions());
  const own = category ? subtreeIds(categories, category.id) : new Set<number>();
  const parents = categories.filter(({ id, isArchived }) => !isArchived && !own.has(id));
  const save = async (): Promise<void> => {
    setAsked(true);
    if (name.trim() === '') return;
    const values = { name, colour, icon, parentId };
    const done = category
      ? await update.run({ categoryId: category.id, version: category.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t(category ? 'category.editTitle' : 'category.newTitle')} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={14}>
          <div className="z-field-row">
            <IconPicker label={t('form.icon')} value={icon} onChange={setIcon} />
            <TextInput
              data-autofocus
              flex={1}
              label={t('category.name')}
              value={name}
              maxLength={80}
              error={isAsked && name.trim() === '' ? t('faults.NAME_REQUIRED') : null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </div>
          {parents.length > 0 && (
            <Select
              label={t('category.parent')}
              placeholder={t('category.top')}
              clearable
              searchable={parents.length > 8}
              data={categoryOptions(parents)}
              value={parentId === null ? null : String(parentId)}
              onChange={(value) => setParentId(value === null ? null : (Number(value) as Category['id']))}
            />
          )}
          <Swatches label={t('category.colour')} value={colour} onChange={setColour} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || update.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
