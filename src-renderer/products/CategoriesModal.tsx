import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductCategory } from '../../src-shared/products/products.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface CategoriesModalProps {
  readonly categories: readonly ProductCategory[];
  readonly onClose: () => void;
}

/** Categories of goods: a name each; each change is saved at once. */
export function CategoriesModal({ categories, onClose }: CategoriesModalProps) {
  useReturnFocus();
  const { t } = useTranslation('products');
  const [name, setName] = useState('');
  const create = useCommand(api.products.createCategory.mutationOptions());
  const update = useCommand(api.products.updateCategory.mutationOptions());
  const add = async (): Promise<void> => {
    if (name.trim() !== '' && (await create.run({ name }))) setName('');
  };
  return (
    <Modal opened size={440} title={t('categories.title')} onClose={onClose}>
      <form
        className="z-product-categories"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        {categories.map((category) => (
          <div key={category.id} className="z-product-category" data-archived={category.isArchived || undefined}>
            <InlineEdit
              label={t('categories.rename', { name: category.name })}
              text={category.name}
              onCommit={(text) => {
                if (text === '') return t('faults.NAME_REQUIRED');
                void update.run({ categoryId: category.id, version: category.version, values: { name: text } });
                return null;
              }}
            >
              {category.name}
            </InlineEdit>
            <span className="z-dim">{t('count', { count: category.productCount })}</span>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(category.isArchived ? 'restoreNamed' : 'archiveNamed', { name: category.name })}
              onClick={() =>
                void update.run({
                  categoryId: category.id,
                  version: category.version,
                  values: { isArchived: !category.isArchived },
                })
              }
            >
              {category.isArchived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />}
            </ActionIcon>
          </div>
        ))}
        <div className="z-product-category-new">
          <TextInput
            data-autofocus
            flex={1}
            label={t('categories.new')}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={name.trim() === ''}
            loading={create.isPending}
          >
            {t('categories.add')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
