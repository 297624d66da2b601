import { ActionIcon, Button, Switch, TextInput, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { documentLevel } from '../../src-shared/staff/staff.rules.ts';
import type { StaffDocument } from '../../src-shared/staff/staff-papers.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { DueTag } from './DocumentWarnings.tsx';
import { type FileChange, FileField, FileLink } from './PaperFile.tsx';
import { PaperModal } from './PaperModal.tsx';

interface DocumentsTabProps {
  readonly staffId: StaffId;
  readonly documents: readonly StaffDocument[];
  readonly canEdit: boolean;
}

/** The documents of a master, the nearest end first. */
export function DocumentsTab({ staffId, documents, canEdit }: DocumentsTabProps) {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  const { today } = useDesk();
  const [edited, setEdited] = useState<StaffDocument | 'new' | null>(null);
  const remove = useCatalogueCommand(api.staff.removeDocument.mutationOptions());
  return (
    <>
      {documents.length === 0 && <p className="z-dim">{t(canEdit ? 'documents.empty' : 'documents.emptyOwn')}</p>}
      {documents.length > 0 && (
        <ul className="z-papers">
          {documents.map((document) => {
            const { expiresOn } = document;
            const daysLeft = expiresOn === null ? null : daysBetween(today, expiresOn);
            const level = daysLeft === null ? null : documentLevel(daysLeft);
            return (
              <li key={document.id}>
                <div className="z-paper-main">
                  <span className="z-paper-title">
                    <strong>{document.title}</strong>
                    {document.number && <span>{document.number}</span>}
                    {level !== null && daysLeft !== null && expiresOn !== null && (
                      <DueTag level={level} daysLeft={daysLeft} expiresOn={expiresOn} />
                    )}
                  </span>
                  <small>
                    {[
                      level === null &&
                        (expiresOn === null
                          ? t('documents.forEver')
                          : t('documents.goodUntil', { date: formatDate(expiresOn, 'full', locale) })),
                      document.blocksBooking && t('documents.blocksShort'),
                      document.note,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                  {document.file && <FileLink file={document.file} />}
                </div>
                {canEdit && (
                  <>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t('common:edit')}: ${document.title}`}
                      onClick={() => setEdited(document)}
                    >
                      <IconPencil size={18} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t('documents.remove')}: ${document.title}`}
                      onClick={() => void remove.run({ documentId: document.id, version: document.version })}
                    >
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {canEdit && (
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited('new')}
        >
          {t('documents.add')}
        </Button>
      )}
      {edited && (
        <DocumentModal staffId={staffId} document={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

interface DocumentModalProps {
  readonly staffId: StaffId;
  readonly document: StaffDocument | null;
  readonly onClose: () => void;
}

function DocumentModal({ staffId, document, onClose }: DocumentModalProps) {
  const { t } = useTranslation('staff');
  const [values, setValues] = useState({
    title: document?.title ?? '',
    number: document?.number ?? '',
    issuedOn: document?.issuedOn ?? null,
    expiresOn: document?.expiresOn ?? null,
    blocksBooking: document?.blocksBooking ?? false,
    note: document?.note ?? '',
  });
  const [file, setFile] = useState<FileChange>(undefined);
  const [isAsked, setAsked] = useState(false);
  const add = useCatalogueCommand(api.staff.addDocument.mutationOptions());
  const update = useCatalogueCommand(api.staff.updateDocument.mutationOptions());
  const set = (part: Partial<typeof values>): void => setValues((known) => ({ ...known, ...part }));
  const areDatesReversed = values.issuedOn !== null && values.expiresOn !== null && values.expiresOn < values.issuedOn;
  const save = async (): Promise<void> => {
    setAsked(true);
    if (values.title.trim() === '' || areDatesReversed) return;
    const done = document
      ? await update.run({
          documentId: document.id,
          version: document.version,
          values,
          ...(file === undefined ? {} : { file }),
        })
      : await add.run({ staffId, values, file: file ?? null });
    if (done) onClose();
  };
  const date = { valueFormat: 'DD.MM.YYYY', clearable: true } as const;
  return (
    <PaperModal
      title={document?.title ?? t('documents.add')}
      isSaving={add.isPending || update.isPending}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="z-pair">
        <TextInput
          data-autofocus
          label={t('documents.title')}
          placeholder={t('documents.titleHint')}
          value={values.title}
          maxLength={120}
          error={isAsked && values.title.trim() === '' ? t('faults.TITLE_REQUIRED') : null}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <TextInput
          label={t('documents.number')}
          value={values.number}
          maxLength={60}
          onChange={(event) => set({ number: event.currentTarget.value })}
        />
      </div>
      <div className="z-pair">
        <DateInput
          {...date}
          label={t('documents.issuedOn')}
          value={values.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        <DateInput
          {...date}
          label={t('documents.expiresOn')}
          placeholder={t('documents.expiresHint')}
          value={values.expiresOn}
          error={areDatesReversed ? t('errors:fault.DATES_REVERSED') : null}
          onChange={(expiresOn) => set({ expiresOn })}
        />
      </div>
      <Switch
        label={t('documents.blocks')}
        description={t('documents.blocksHint')}
        checked={values.blocksBooking}
        onChange={(event) => set({ blocksBooking: event.currentTarget.checked })}
      />
      <FileField file={document?.file ?? null} change={file} onChange={setFile} />
      <Textarea
        label={t('documents.note')}
        autosize
        minRows={2}
        maxLength={1000}
        value={values.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </PaperModal>
  );
}
