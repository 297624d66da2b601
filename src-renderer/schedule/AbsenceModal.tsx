import { Button, Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import {
  ABSENCE_REASONS,
  type AbsenceReason,
  type AbsenceRecord,
  type PlannedChange,
} from '../../src-shared/schedule/schedule.contract.ts';
import { absenceProblem } from '../../src-shared/schedule/schedule.rules.ts';
import { api } from '../api/client.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { ChangeSummary } from './ChangeSummary.tsx';
import { type IntervalDraft, readIntervals, toDraft } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';

interface AbsenceModalProps {
  /** Null = a new one. */
  readonly absence: AbsenceRecord | null;
  readonly staffId: StaffId;
  readonly name: string;
  readonly date: string;
  readonly onClose: () => void;
}

/** One absence: when, why, and whom it leaves without a master. */
export function AbsenceModal({ absence, staffId, name, date, onClose }: AbsenceModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const [reason, setReason] = useState<AbsenceReason>(absence?.reason ?? 'vacation');
  const [fromDate, setFrom] = useState<string | null>(absence?.fromDate ?? date);
  const [toDate, setTo] = useState<string | null>(absence?.toDate ?? date);
  const [part, setPart] = useState<IntervalDraft | null>(
    absence && absence.startMin !== null && absence.endMin !== null
      ? toDraft([absence.startMin, absence.endMin])
      : null,
  );
  const [isPaid, setPaid] = useState(absence?.isPaid ?? false);
  const [note, setNote] = useState(absence?.note ?? '');
  const add = useCatalogueCommand(api.schedule.addAbsence.mutationOptions());
  const update = useCatalogueCommand(api.schedule.updateAbsence.mutationOptions());
  const remove = useCatalogueCommand(api.schedule.removeAbsence.mutationOptions());
  const read = part ? readIntervals([part]) : null;
  const [startMin, endMin] = (read && 'intervals' in read ? read.intervals[0] : null) ?? [null, null];
  const values = {
    fromDate: fromDate ?? date,
    toDate: toDate ?? fromDate ?? date,
    startMin,
    endMin,
    reason,
    isPaid,
    note,
  };
  const fault = read && 'fault' in read ? read.fault : absenceProblem(values);
  const change: PlannedChange | null = fault
    ? null
    : absence
      ? { kind: 'updateAbsence', absenceId: absence.id, version: absence.version, values }
      : { kind: 'addAbsence', staffId, ...values };
  const save = async (): Promise<void> => {
    if (fault) return;
    const done = absence
      ? await update.run({ absenceId: absence.id, version: absence.version, values })
      : await add.run({ staffId, ...values });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('absences.title', { name })} size="md">
      <form
        className="z-day-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Select
          label={t('day.reason')}
          allowDeselect={false}
          data-autofocus
          data={ABSENCE_REASONS.map((value) => ({ value, label: t(`absence.${value}`) }))}
          value={reason}
          onChange={(value) => setReason(value ?? 'other')}
        />
        <div className="z-pair">
          <DatePickerInput label={t('day.from')} valueFormat="DD.MM.YYYY" value={fromDate} onChange={setFrom} />
          <DatePickerInput label={t('day.to')} valueFormat="DD.MM.YYYY" value={toDate} onChange={setTo} />
        </div>
        <SegmentedControl
          data={[
            { value: 'whole', label: t('day.whole') },
            { value: 'part', label: t('day.part') },
          ]}
          value={part ? 'part' : 'whole'}
          onChange={(value) => setPart(value === 'part' ? { start: 600, end: 720 } : null)}
        />
        {part && (
          <IntervalsInput
            isRequired
            label={t('day.part')}
            addLabel=""
            maxCount={1}
            value={[part]}
            fresh={part}
            onChange={([only]) => only && setPart(only)}
          />
        )}
        <Checkbox label={t('day.isPaid')} checked={isPaid} onChange={(event) => setPaid(event.currentTarget.checked)} />
        <TextInput
          label={t('day.note')}
          maxLength={400}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {fault && <span className="z-warn">{t(`faults.${fault}`)}</span>}
        <ChangeSummary change={change} />
        <div className="z-editor-foot">
          {absence && (
            <Button
              className="z-foot-start"
              variant="subtle"
              color="danger"
              size="compact-sm"
              loading={remove.isPending}
              onClick={() => void remove.run({ absenceId: absence.id }).then((done) => done && onClose())}
            >
              {t('absences.remove')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={add.isPending || update.isPending}>
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
