import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { type Swatch, Swatches } from '../ui/Swatches.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface CategoryModalProps {
  /** Null = a new one. */
  readonly category: Category | null;
  readonly onClose: () => void;
}

/** Name and colour of a category. */
export function CategoryModal({ category, onClose }: CategoryModalProps) {
  useReturnFocus();
  const { t } = useTranslation('services');
  const [name, setName] = useState(category?.name ?? '');
  const [colour, setColour] = useState<Swatch>(category?.colour ?? 'teal');
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.services.createCategory.mutationOptions());
  const update = useCatalogueCommand(api.services.updateCategory.mutationOptions());
  const save = async (): Promise<void> => {
    setAsked(true);
    if (name.trim() === '') return;
    const values = { name, colour };
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
          <TextInput
            data-autofocus
            label={t('category.name')}
            value={name}
            maxLength={80}
            error={isAsked && name.trim() === '' ? t('faults.NAME_REQUIRED') : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
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
