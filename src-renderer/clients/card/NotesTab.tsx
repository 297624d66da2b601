import { ActionIcon, Button, Checkbox, Group, Textarea, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconNote, IconPencil, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientNote } from '../../../src-shared/clients/client-parts.contract.ts';
import { formatInstant } from '../../../src-shared/i18n/format.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useCan, useDesk, useLocale } from '../../app/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { CardTabProps } from './card-tabs.ts';
import { FIRST_VISITS } from './VisitsTab.tsx';

/** Notes with author and time; Ctrl+Enter writes one down. Everybody who sees the card may write. */
export function NotesTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clientCard');
  const add = useCommand(api.clients.addNote.mutationOptions());
  const { data } = useQuery(api.clients.card.queryOptions({ input: { clientId, visitLimit: FIRST_VISITS } }));
  const [body, setBody] = useState('');
  const [isPinned, setPinned] = useState(false);
  if (!data) return null;
  const save = async (): Promise<void> => {
    if (body.trim() === '') return;
    if (!(await add.run({ clientId, body: body.trim(), isPinned }))) return;
    setBody('');
    setPinned(false);
  };
  return (
    <div className="z-client-notes">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Textarea
          aria-label={t('notes.new')}
          placeholder={t('notes.placeholder')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={4000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={onCtrlEnter(() => void save())}
        />
        <Group justify="space-between" mt={8}>
          <Tooltip label={t('notes.pinHint')}>
            <Checkbox
              label={t('notes.pin')}
              checked={isPinned}
              onChange={(event) => setPinned(event.currentTarget.checked)}
            />
          </Tooltip>
          <Button type="submit" size="compact-md" disabled={body.trim() === ''} loading={add.isPending}>
            {t('notes.add')}
          </Button>
        </Group>
      </form>
      {data.notes.length === 0 ? (
        <EmptyState icon={IconNote} title={t('notes.emptyTitle')} text={t('notes.emptyText')} />
      ) : (
        <ul>
          {data.notes.map((note) => (
            <Note key={note.id} note={note} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Note({ note }: { readonly note: ClientNote }) {
  const { t } = useTranslation('clientCard');
  const locale = useLocale();
  const { settings, today } = useDesk();
  const mayEditOthers = useCan('edit_clients');
  const update = useCommand(api.clients.updateNote.mutationOptions());
  const remove = useCommand(api.clients.removeNote.mutationOptions());
  const [draft, setDraft] = useState<string | null>(null);
  const mayEdit = note.isMine || mayEditOthers;
  const { id: noteId, version } = note;
  const save = async (): Promise<void> => {
    if (draft === null || draft.trim() === '') return;
    if (draft.trim() !== note.body && !(await update.run({ noteId, version, values: { body: draft.trim() } }))) return;
    setDraft(null);
  };
  return (
    <li data-pinned={note.isPinned || undefined} aria-label={t('notes.acts', { text: note.body.slice(0, 60) })}>
      {draft === null ? (
        <p className="z-client-note-text">{note.body}</p>
      ) : (
        <>
          <Textarea
            autoFocus
            autosize
            maxRows={10}
            maxLength={4000}
            aria-label={t('notes.edit')}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              onCtrlEnter(() => void save())(event);
              if (event.key === 'Escape') {
                event.stopPropagation();
                setDraft(null);
              }
            }}
          />
          <Group gap={8} mt={8}>
            <Button size="compact-sm" loading={update.isPending} onClick={() => void save()}>
              {t('common:save')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
              {t('common:cancel')}
            </Button>
          </Group>
        </>
      )}
      <footer>
        <span className="z-dim">
          {note.author ?? t('notes.program')},{' '}
          {formatInstant(note.createdAtMs, settings.timeZone, locale, Number(today.slice(0, 4)))}
        </span>
        {note.isPinned && <span className="z-tag">{t('notes.pinned')}</span>}
        {mayEdit && draft === null && (
          <span className="z-client-note-acts">
            <Act
              label={t(note.isPinned ? 'notes.unpin' : 'notes.pin')}
              icon={note.isPinned ? IconPinnedOff : IconPin}
              onClick={() => void update.run({ noteId, version, values: { isPinned: !note.isPinned } })}
            />
            <Act label={t('notes.edit')} icon={IconPencil} onClick={() => setDraft(note.body)} />
            <Act label={t('notes.remove')} icon={IconTrash} onClick={() => void remove.run({ noteId, version })} />
          </span>
        )}
      </footer>
    </li>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: typeof IconPin;
  readonly onClick: () => void;
}

function Act({ label, icon: Icon, onClick }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={onClick}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function onCtrlEnter(run: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.code !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    run();
  };
}
