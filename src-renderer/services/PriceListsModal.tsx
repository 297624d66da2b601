import { ActionIcon, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconArchive, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceList } from '../../src-shared/services/pricing.contract.ts';
import { api } from '../api/client.ts';
import { ArchivedItems } from '../ui/ArchivedItems.tsx';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface PriceListsModalProps {
  /** With those in the archive. */
  readonly priceLists: readonly PriceList[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** Price lists beside the default one, for certain clients (P1). Every change is saved at once. */
export function PriceListsModal({ priceLists: all, canEdit, onClose }: PriceListsModalProps) {
  useReturnFocus();
  const { t } = useTranslation('services');
  const priceLists = all.filter(({ isArchived }) => !isArchived);
  const [name, setName] = useState('');
  const create = useCatalogueCommand(api.services.createPriceList.mutationOptions());
  const update = useCatalogueCommand(api.services.updatePriceList.mutationOptions());
  const change = (list: PriceList, values: { name?: string; isArchived?: boolean }): null => {
    void update.run({ priceListId: list.id, version: list.version, values });
    return null;
  };
  return (
    <Modal opened onClose={onClose} title={t('lists.title')} size={520}>
      <Stack gap={12}>
        <Text size="sm" c="dimmed">
          {t('lists.hint')}
        </Text>
        {priceLists.length > 0 && (
          <table className="z-table">
            <tbody>
              {priceLists.map((list) => (
                <tr key={list.id}>
                  <td>
                    {canEdit ? (
                      <InlineEdit
                        label={t('editValue', { label: t('lists.name'), value: list.name })}
                        text={list.name}
                        onCommit={(text) => (text === '' ? t('faults.NAME_REQUIRED') : change(list, { name: text }))}
                      >
                        {list.name}
                      </InlineEdit>
                    ) : (
                      list.name
                    )}
                  </td>
                  <td className="z-number z-dim">{t('lists.clients', { count: list.clientCount })}</td>
                  <td className="z-actions">
                    {canEdit && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`${t('common:archive')}: ${list.name}`}
                        onClick={() => change(list, { isArchived: true })}
                      >
                        <IconArchive size={16} aria-hidden />
                      </ActionIcon>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ArchivedItems
          items={all.filter(({ isArchived }) => isArchived)}
          {...(canEdit && { onRestore: (list: PriceList) => change(list, { isArchived: false }) })}
        />
        {canEdit && (
          <form
            className="z-field-row"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') void create.run({ name }).then((made) => made && setName(''));
            }}
          >
            <TextInput
              data-autofocus
              flex={1}
              label={t('lists.add')}
              placeholder={t('lists.example')}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" loading={create.isPending} leftSection={<IconPlus size={16} aria-hidden />}>
              {t('prices.add')}
            </Button>
          </form>
        )}
      </Stack>
    </Modal>
  );
}
