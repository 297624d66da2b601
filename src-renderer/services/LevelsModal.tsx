import { ActionIcon, Button, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconArchive, IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../src-shared/services/pricing.contract.ts';
import { api } from '../api/client.ts';
import { ArchivedItems } from '../ui/ArchivedItems.tsx';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface LevelsModalProps {
  /** With those in the archive. */
  readonly levels: readonly Level[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** Levels of masters, each with its share of the base price (P1). Every change is saved at once. */
export function LevelsModal({ levels: all, canEdit, onClose }: LevelsModalProps) {
  useReturnFocus();
  const { t } = useTranslation('services');
  const levels = all.filter(({ isArchived }) => !isArchived);
  const [name, setName] = useState('');
  const [percent, setPercent] = useState<number | string>(100);
  const create = useCatalogueCommand(api.services.createLevel.mutationOptions());
  const update = useCatalogueCommand(api.services.updateLevel.mutationOptions());
  const reorder = useCatalogueCommand(api.services.reorderLevels.mutationOptions());
  const change = (level: Level, values: { name?: string; percentBp?: number; isArchived?: boolean }): null => {
    void update.run({ levelId: level.id, version: level.version, values });
    return null;
  };
  const move = (index: number, by: -1 | 1): void => {
    const levelIds = levels.map(({ id }) => id);
    void reorder.run({ levelIds: levelIds.toSpliced(index, 1).toSpliced(index + by, 0, levelIds[index]!) });
  };
  const add = async (): Promise<void> => {
    if (name.trim() === '') return;
    const made = await create.run({ name, percentBp: Math.round(Number(percent) * 100) });
    if (!made) return;
    setName('');
    setPercent(100);
  };
  return (
    <Modal opened onClose={onClose} title={t('levels.title')} size={560}>
      <Stack gap={12}>
        <Text size="sm" c="dimmed">
          {t('levels.hint')}
        </Text>
        {levels.length > 0 && (
          <table className="z-table">
            <thead>
              <tr>
                <th scope="col">{t('levels.name')}</th>
                <th scope="col" className="z-number">
                  {t('levels.percent')}
                </th>
                <th scope="col" className="z-number">
                  {t('levels.staff')}
                </th>
                <th scope="col" aria-label={t('more', { name: '' })} />
              </tr>
            </thead>
            <tbody>
              {levels.map((level, index) => (
                <tr key={level.id}>
                  <td>
                    {canEdit ? (
                      <InlineEdit
                        label={t('editValue', { label: t('levels.name'), value: level.name })}
                        text={level.name}
                        onCommit={(text) => (text === '' ? t('faults.NAME_REQUIRED') : change(level, { name: text }))}
                      >
                        {level.name}
                      </InlineEdit>
                    ) : (
                      level.name
                    )}
                  </td>
                  <td className="z-number">
                    {canEdit ? (
                      <InlineEdit
                        label={t('editValue', { label: t('levels.percent'), value: `${level.percentBp / 100} %` })}
                        text={String(level.percentBp / 100).replace('.', ',')}
                        width={80}
                        onCommit={(text) => {
                          const value = Number(text.replace(',', '.').replace('%', ''));
                          const isFine = Number.isFinite(value) && value >= 0 && value <= 1000;
                          return isFine
                            ? change(level, { percentBp: Math.round(value * 100) })
                            : t('faults.PERCENT_RANGE');
                        }}
                      >
                        {level.percentBp / 100} %
                      </InlineEdit>
                    ) : (
                      `${level.percentBp / 100} %`
                    )}
                  </td>
                  <td className="z-number">{level.staffCount}</td>
                  <td className="z-actions">
                    {canEdit && (
                      <>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={`${t('moveUp')}: ${level.name}`}
                          disabled={index === 0}
                          onClick={() => move(index, -1)}
                        >
                          <IconArrowUp size={16} aria-hidden />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={`${t('moveDown')}: ${level.name}`}
                          disabled={index === levels.length - 1}
                          onClick={() => move(index, 1)}
                        >
                          <IconArrowDown size={16} aria-hidden />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={`${t('common:archive')}: ${level.name}`}
                          onClick={() => change(level, { isArchived: true })}
                        >
                          <IconArchive size={16} aria-hidden />
                        </ActionIcon>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ArchivedItems
          items={all.filter(({ isArchived }) => isArchived)}
          {...(canEdit && { onRestore: (level: Level) => change(level, { isArchived: false }) })}
        />
        {canEdit && (
          <form
            className="z-field-row"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <TextInput
              data-autofocus
              flex={1}
              label={t('levels.add')}
              placeholder={t('levels.example')}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput
              w={110}
              label={t('levels.percent')}
              value={percent}
              min={0}
              max={1000}
              decimalScale={2}
              suffix=" %"
              onChange={setPercent}
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
