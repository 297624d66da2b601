import { ActionIcon, Button, Group, Textarea } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import type { StaffNote } from '../../src-shared/staff/staff-papers.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { PaperModal } from './PaperModal.tsx';

interface NotesTabProps {
  readonly staffId: StaffId;
  readonly notes: readonly StaffNote[];
  readonly canEdit: boolean;
}

/** What was noted about a master, by whom and when; the latest first. */
export function NotesTab({ staffId, notes, canEdit }: NotesTabProps) {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  const { settings, today } = useDesk();
  const [body, setBody] = useState('');
  const [edited, setEdited] = useState<StaffNote | null>(null);
  const add = useCatalogueCommand(api.staff.addNote.mutationOptions());
  const remove = useCatalogueCommand(api.staff.removeNote.mutationOptions());
  const save = async (): Promise<void> => {
    if (body.trim() !== '' && (await add.run({ staffId, body }))) setBody('');
  };
  return (
    <>
      {canEdit && (
        <div
          onKeyDown={(event) => {
            if (event.code !== 'Enter' || !event.ctrlKey) return;
            // Saves the note, not the card.
            event.preventDefault();
            event.stopPropagation();
            void save();
          }}
        >
          <Textarea
            aria-label={t('notes.placeholder')}
            placeholder={t('notes.placeholder')}
            description={t('notes.hint')}
            autosize
            minRows={2}
            maxLength={4000}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <Group justify="flex-end" mt={8}>
            <Button variant="default" loading={add.isPending} disabled={body.trim() === ''} onClick={() => void save()}>
              {t('notes.add')}
            </Button>
          </Group>
        </div>
      )}
      {notes.length === 0 && <p className="z-dim">{t('notes.empty')}</p>}
      {notes.length > 0 && (
        <ul className="z-papers">
          {notes.map((note) => (
            <li key={note.id}>
              <div className="z-paper-main">
                <span className="z-note-body">{note.body}</span>
                <small>
                  {t('notes.by', {
                    date: formatInstant(note.createdAtMs, settings.timeZone, locale, Number(today.slice(0, 4))),
                    author: note.authorName,
                  })}
                </small>
              </div>
              {canEdit && (
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('notes.edit')}
                    onClick={() => setEdited(note)}
                  >
                    <IconPencil size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('notes.remove')}
                    onClick={() => void remove.run({ noteId: note.id, version: note.version })}
                  >
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited && <NoteModal note={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function NoteModal({ note, onClose }: { readonly note: StaffNote; readonly onClose: () => void }) {
  const { t } = useTranslation('staff');
  const [body, setBody] = useState(note.body);
  const update = useCatalogueCommand(api.staff.updateNote.mutationOptions());
  const save = async (): Promise<void> => {
    if (body.trim() === '') return;
    if (await update.run({ noteId: note.id, version: note.version, body })) onClose();
  };
  return (
    <PaperModal title={t('notes.edit')} isSaving={update.isPending} onSave={() => void save()} onClose={onClose}>
      <Textarea
        data-autofocus
        aria-label={t('notes.edit')}
        autosize
        minRows={4}
        maxLength={4000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </PaperModal>
  );
}
