import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCategory, ClientTag } from '../../../src-shared/clients/client-marks.contract.ts';
import { api } from '../../api/client.ts';
import { codedError, hasCode } from '../../api/error-text.ts';
import { useCommand } from '../../api/use-command.tsx';
import { type Swatch, Swatches } from '../../ui/Swatches.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';

interface MarkFormProps {
  readonly title: string;
  readonly example: string;
  readonly name: string;
  readonly colour: Swatch;
  readonly fault: string;
  readonly isPending: boolean;
  readonly children?: ReactNode;
  readonly onName: (name: string) => void;
  readonly onColour: (colour: Swatch) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

function MarkForm(props: MarkFormProps) {
  useReturnFocus();
  const { t } = useTranslation('clientCard');
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave();
        }}
      >
        <Stack gap={14}>
          <TextInput
            data-autofocus
            label={t('marks.name')}
            placeholder={props.example}
            maxLength={40}
            value={props.name}
            error={props.fault}
            onChange={(event) => props.onName(event.currentTarget.value)}
          />
          <Swatches label={t('marks.colour')} value={props.colour} onChange={props.onColour} />
          {props.children}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={props.onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={props.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The name of a mark with what is wrong with it, and how a refusal of the core reads. */
function useMarkName(start: string) {
  const { t } = useTranslation('clientCard');
  const [name, setName] = useState(start);
  const [fault, setFault] = useState('');
  return {
    name,
    fault,
    setName: (next: string): void => {
      setName(next);
      setFault('');
    },
    /** The name without outer spaces; '' after telling that there is none. */
    given: (): string => {
      if (name.trim() === '') setFault(t('marks.nameRequired'));
      return name.trim();
    },
    onRefused: (error: unknown): boolean => {
      if (!hasCode(error, 'ALREADY_EXISTS')) return false;
      setFault(t(codedError(error)?.data['isArchived'] === true ? 'marks.existsArchived' : 'marks.exists'));
      return true;
    },
  };
}

interface CategoryDialogProps {
  /** Null = a new one. */
  readonly category: ClientCategory | null;
  readonly onClose: () => void;
}

/** Name, colour, prices and discount of a category of clients. */
export function CategoryDialog({ category, onClose }: CategoryDialogProps) {
  const { t } = useTranslation('clientCard');
  const { name, fault, setName, given, onRefused } = useMarkName(category?.name ?? '');
  const [colour, setColour] = useState<Swatch>(category?.colour ?? 'violet');
  const [priceListId, setPriceListId] = useState(category?.priceListId ?? null);
  const [percent, setPercent] = useState<number | string>((category?.discountBp ?? 0) / 100);
  const create = useCommand(api.clients.createCategory.mutationOptions(), { onRefused });
  const update = useCommand(api.clients.updateCategory.mutationOptions(), { onRefused });
  const priceLists = useQuery(api.services.list.queryOptions({ input: {} })).data?.priceLists ?? [];
  const save = async (): Promise<void> => {
    const text = given();
    if (text === '') return;
    const values = { name: text, colour, priceListId, discountBp: Math.round(Number(percent) * 100) };
    const done = category
      ? await update.run({ categoryId: category.id, version: category.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  return (
    <MarkForm
      title={t(category ? 'marks.editCategory' : 'marks.addCategory')}
      example={t('marks.exampleCategory')}
      name={name}
      colour={colour}
      fault={fault}
      isPending={create.isPending || update.isPending}
      onName={setName}
      onColour={setColour}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="z-pair">
        <Select
          label={t('marks.priceList')}
          allowDeselect={false}
          data={[
            { value: '', label: t('clients:fields.defaultPriceList') },
            ...priceLists.map(({ id, name: list }) => ({ value: String(id), label: list })),
          ]}
          value={priceLists.some(({ id }) => id === priceListId) ? String(priceListId) : ''}
          onChange={(value) => setPriceListId((value ? Number(value) : null) as ClientCategory['priceListId'])}
        />
        <NumberInput
          label={t('marks.discount')}
          min={0}
          max={100}
          decimalScale={2}
          decimalSeparator=","
          suffix=" %"
          value={percent}
          onChange={setPercent}
        />
      </div>
    </MarkForm>
  );
}

interface TagDialogProps {
  /** Null = a new one. */
  readonly tag: ClientTag | null;
  readonly onClose: () => void;
}

/** Name and colour of a tag. */
export function TagDialog({ tag, onClose }: TagDialogProps) {
  const { t } = useTranslation('clientCard');
  const { name, fault, setName, given, onRefused } = useMarkName(tag?.name ?? '');
  const [colour, setColour] = useState<Swatch>(tag?.colour ?? 'blue');
  const create = useCommand(api.clients.createTag.mutationOptions(), { onRefused });
  const update = useCommand(api.clients.updateTag.mutationOptions(), { onRefused });
  const save = async (): Promise<void> => {
    const text = given();
    if (text === '') return;
    const done = tag
      ? await update.run({ tagId: tag.id, version: tag.version, values: { name: text, colour } })
      : await create.run({ name: text, colour });
    if (done) onClose();
  };
  return (
    <MarkForm
      title={t(tag ? 'marks.editTag' : 'marks.addTag')}
      example={t('marks.exampleTag')}
      name={name}
      colour={colour}
      fault={fault}
      isPending={create.isPending || update.isPending}
      onName={setName}
      onColour={setColour}
      onSave={() => void save()}
      onClose={onClose}
    />
  );
}
