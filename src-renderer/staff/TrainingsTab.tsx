import { ActionIcon, Button, TextInput, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { StaffTraining } from '../../src-shared/staff/staff-papers.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { type FileChange, FileField, FileLink } from './PaperFile.tsx';
import { PaperModal } from './PaperModal.tsx';

interface TrainingsTabProps {
  readonly staffId: StaffId;
  readonly trainings: readonly StaffTraining[];
  readonly canEdit: boolean;
}

/** Courses and certificates of a master, the latest first. */
export function TrainingsTab({ staffId, trainings, canEdit }: TrainingsTabProps) {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  const [edited, setEdited] = useState<StaffTraining | 'new' | null>(null);
  const remove = useCatalogueCommand(api.staff.removeTraining.mutationOptions());
  return (
    <>
      {trainings.length === 0 && <p className="z-dim">{t(canEdit ? 'trainings.empty' : 'trainings.emptyOwn')}</p>}
      {trainings.length > 0 && (
        <ul className="z-papers">
          {trainings.map((training) => (
            <li key={training.id}>
              <div className="z-paper-main">
                <strong>{training.title}</strong>
                <small>
                  {[training.provider, training.heldOn && formatDate(training.heldOn, 'full', locale), training.note]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                {training.file && <FileLink file={training.file} />}
              </div>
              {canEdit && (
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`${t('common:edit')}: ${training.title}`}
                    onClick={() => setEdited(training)}
                  >
                    <IconPencil size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`${t('documents.remove')}: ${training.title}`}
                    onClick={() => void remove.run({ trainingId: training.id, version: training.version })}
                  >
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {canEdit && (
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited('new')}
        >
          {t('trainings.add')}
        </Button>
      )}
      {edited && (
        <TrainingModal staffId={staffId} training={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

interface TrainingModalProps {
  readonly staffId: StaffId;
  readonly training: StaffTraining | null;
  readonly onClose: () => void;
}

function TrainingModal({ staffId, training, onClose }: TrainingModalProps) {
  const { t } = useTranslation('staff');
  const [values, setValues] = useState({
    title: training?.title ?? '',
    provider: training?.provider ?? '',
    heldOn: training?.heldOn ?? null,
    note: training?.note ?? '',
  });
  const [file, setFile] = useState<FileChange>(undefined);
  const [isAsked, setAsked] = useState(false);
  const add = useCatalogueCommand(api.staff.addTraining.mutationOptions());
  const update = useCatalogueCommand(api.staff.updateTraining.mutationOptions());
  const set = (part: Partial<typeof values>): void => setValues((known) => ({ ...known, ...part }));
  const save = async (): Promise<void> => {
    setAsked(true);
    if (values.title.trim() === '') return;
    const done = training
      ? await update.run({
          trainingId: training.id,
          version: training.version,
          values,
          ...(file === undefined ? {} : { file }),
        })
      : await add.run({ staffId, values, file: file ?? null });
    if (done) onClose();
  };
  return (
    <PaperModal
      title={training?.title ?? t('trainings.add')}
      isSaving={add.isPending || update.isPending}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('trainings.title')}
        value={values.title}
        maxLength={160}
        error={isAsked && values.title.trim() === '' ? t('faults.TITLE_REQUIRED') : null}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <div className="z-pair">
        <TextInput
          label={t('trainings.provider')}
          value={values.provider}
          maxLength={120}
          onChange={(event) => set({ provider: event.currentTarget.value })}
        />
        <DateInput
          label={t('trainings.heldOn')}
          valueFormat="DD.MM.YYYY"
          clearable
          value={values.heldOn}
          onChange={(heldOn) => set({ heldOn })}
        />
      </div>
      <FileField file={training?.file ?? null} change={file} onChange={setFile} />
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
