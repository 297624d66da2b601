import { Button, CloseButton, Combobox, Popover, TextInput, useCombobox } from '@mantine/core';
import { IconCheck, IconPlus, IconTag } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import type { ClientTagId } from '../../../src-shared/clients/client-parts.contract.ts';
import { SWATCHES } from '../../../src-shared/services/services.contract.ts';
import { fold } from '../../../src-shared/kernel/fold.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useCan } from '../../app/session.ts';
import { Dot } from '../../ui/Swatches.tsx';
import { ClientMarkChip } from '../ClientMarkChip.tsx';
import { useClientMarks } from '../use-client-lists.ts';

const NEW = 'new';

/** Tags of a client: put and taken by mouse or keyboard, a new one made by typing its name. */
export function TagRow({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clientCard');
  const mayEdit = useCan('edit_clients');
  const update = useCommand(api.clients.update.mutationOptions());
  const setTags = (tagIds: readonly number[]): void =>
    void update.run({ clientId: client.id, version: client.version, values: { tagIds: tagIds as ClientTagId[] } });
  const own = client.tags.map(({ id }) => id);
  if (!mayEdit && own.length === 0) return null;
  return (
    <ul className="z-client-tags" aria-label={t('tags.title')}>
      {client.tags.map((tag) => (
        <li key={tag.id}>
          <ClientMarkChip mark={tag} />
          {mayEdit && (
            <CloseButton
              size="xs"
              aria-label={t('tags.remove', { name: tag.name })}
              onClick={() => setTags(own.filter((id) => id !== tag.id))}
            />
          )}
        </li>
      ))}
      {mayEdit && (
        <li>
          <TagPicker
            own={own}
            onToggle={(id) => setTags(own.includes(id) ? own.filter((one) => one !== id) : [...own, id])}
          />
        </li>
      )}
    </ul>
  );
}

interface TagPickerProps {
  readonly own: readonly number[];
  readonly onToggle: (tagId: number) => void;
}

function TagPicker({ own, onToggle }: TagPickerProps) {
  const { t } = useTranslation('clientCard');
  const { tags } = useClientMarks();
  const create = useCommand(api.clients.createTag.mutationOptions(), { isQuiet: true });
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const combobox = useCombobox({ opened: isOpen });
  const words = fold(text.trim());
  const shown = tags.filter(
    ({ id, name, isArchived }) => (!isArchived || own.includes(id)) && fold(name).includes(words),
  );
  const isKnown = tags.some(({ name }) => fold(name) === words);
  const close = (): void => {
    setOpen(false);
    setText('');
    button.current?.focus();
  };
  const choose = async (key: string): Promise<void> => {
    if (key !== NEW) {
      onToggle(Number(key));
      setText('');
      return;
    }
    const colour = SWATCHES[tags.length % SWATCHES.length] ?? 'teal';
    const made = await create.run({ name: text.trim(), colour });
    if (made) onToggle(made.tagId);
    setText('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          ref={button}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconTag size={14} aria-hidden />}
          rightSection={<IconPlus size={12} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('tags.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} w={280}>
        <Combobox store={combobox} withinPortal={false} onOptionSubmit={(key) => void choose(key)}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              aria-label={t('tags.find')}
              placeholder={t('tags.find')}
              maxLength={40}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
                combobox.selectFirstOption();
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                close();
              }}
            />
          </Combobox.EventsTarget>
          <Combobox.Options mt={6} mah={260} style={{ overflow: 'auto' }} aria-label={t('tags.title')}>
            {shown.map((tag) => (
              <Combobox.Option key={tag.id} value={String(tag.id)} active={own.includes(tag.id)}>
                <span className="z-client-tag-option">
                  <Dot colour={tag.colour} />
                  <span>{tag.name}</span>
                  {own.includes(tag.id) && <IconCheck size={14} aria-hidden />}
                </span>
              </Combobox.Option>
            ))}
            {words !== '' && !isKnown && (
              <Combobox.Option value={NEW}>{t('tags.create', { name: text.trim() })}</Combobox.Option>
            )}
            {shown.length === 0 && words === '' && <Combobox.Empty>{t('tags.none')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
      </Popover.Dropdown>
    </Popover>
  );
}
