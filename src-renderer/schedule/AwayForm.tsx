import { ActionIcon, Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import {
  ABSENCE_REASONS,
  type AbsenceReason,
  type PlannedChange,
} from '../../src-shared/schedule/schedule.contract.ts';
import { absenceProblem } from '../../src-shared/schedule/schedule.rules.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { type IntervalDraft, readIntervals } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';

interface AwayFormProps {
  readonly staffIds: readonly StaffId[];
  readonly first: string;
  readonly last: string;
  readonly ask: (change: PlannedChange) => Promise<boolean>;
  readonly onDone: () => void;
}

/** An absence of one master, or of several at once on whole days. */
export function AwayForm({ staffIds, first, last, ask, onDone }: AwayFormProps) {
  const { t } = useTranslation('schedule');
  const [reason, setReason] = useState<AbsenceReason>('vacation');
  const [fromDate, setFrom] = useState<string | null>(first);
  const [toDate, setTo] = useState<string | null>(last);
  const [isPart, setPart] = useState(false);
  const [part, setPartTime] = useState<IntervalDraft>({ start: 600, end: 720 });
  const [isPaid, setPaid] = useState(false);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const add = useCatalogueCommand(api.schedule.addAbsence.mutationOptions());
  const paint = useCatalogueCommand(api.schedule.paint.mutationOptions());
  const [single] = staffIds.length === 1 ? staffIds : [];
  const save = async (): Promise<void> => {
    const from = fromDate ?? first;
    const to = toDate ?? from;
    const read = isPart ? readIntervals([part]) : null;
    if (read && 'fault' in read) return setFault(read.fault);
    const [startMin, endMin] = read?.intervals[0] ?? [null, null];
    const values = { fromDate: from, toDate: to, startMin, endMin };
    const problem = absenceProblem(values);
    if (problem) return setFault(problem);
    if (single !== undefined) {
      const absence = { ...values, staffId: single, reason, isPaid, note };
      if ((await ask({ kind: 'addAbsence', ...absence })) && (await add.run(absence))) onDone();
      return;
    }
    const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, offset) => addDays(from, offset));
    const cells = staffIds.flatMap((staffId) =>
      dates.map((localDate) => ({ staffId, localDate, to: { kind: 'away' as const, reason, isPaid } })),
    );
    if ((await ask({ kind: 'paint', cells })) && (await paint.run({ cells }))) onDone();
  };
  return (
    <form
      className="z-day-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {single !== undefined && <ExistingAbsences staffId={single} first={first} last={last} />}
      <Select
        label={t('day.reason')}
        allowDeselect={false}
        data-autofocus
        data={ABSENCE_REASONS.map((value) => ({ value, label: t(`absence.${value}`) }))}
        value={reason}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => setReason(value ?? 'other')}
      />
      <div className="z-pair">
        <DatePickerInput
          label={t('day.from')}
          valueFormat="DD.MM.YYYY"
          value={fromDate}
          popoverProps={{ withinPortal: false }}
          onChange={setFrom}
        />
        <DatePickerInput
          label={t('day.to')}
          valueFormat="DD.MM.YYYY"
          value={toDate}
          popoverProps={{ withinPortal: false }}
          onChange={setTo}
        />
      </div>
      {single !== undefined && (
        <SegmentedControl
          data={[
            { value: 'whole', label: t('day.whole') },
            { value: 'part', label: t('day.part') },
          ]}
          value={isPart ? 'part' : 'whole'}
          onChange={(value) => setPart(value === 'part')}
        />
      )}
      {isPart && (
        <IntervalsInput
          isRequired
          label={t('day.part')}
          addLabel=""
          maxCount={1}
          value={[part]}
          fresh={part}
          onChange={([only]) => only && setPartTime(only)}
        />
      )}
      <Checkbox label={t('day.isPaid')} checked={isPaid} onChange={(event) => setPaid(event.currentTarget.checked)} />
      {single !== undefined && (
        <TextInput
          label={t('day.note')}
          maxLength={400}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {fault && <span className="z-warn">{t(`faults.${fault}`)}</span>}
      <div className="z-editor-foot">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={add.isPending || paint.isPending}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}

interface ExistingAbsencesProps {
  readonly staffId: StaffId;
  readonly first: string;
  readonly last: string;
}

function ExistingAbsences({ staffId, first, last }: ExistingAbsencesProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const found = useQuery(api.schedule.absences.queryOptions({ input: { staffId, fromDate: first, toDate: last } }));
  const remove = useCatalogueCommand(api.schedule.removeAbsence.mutationOptions());
  if (!found.data || found.data.length === 0) return null;
  return (
    <section>
      <strong>{t('day.existing')}</strong>
      <ul className="z-lines">
        {found.data.map((item) => {
          const dates = [item.fromDate, item.toDate].map((date) => formatDate(date, 'dayMonth', locale));
          const span = item.fromDate === item.toDate ? dates[0] : dates.join(' – ');
          const part =
            item.startMin === null || item.endMin === null ? '' : `, ${formatRange(item.startMin, item.endMin)}`;
          const what = `${t(`absence.${item.reason}`)}, ${span}${part}`;
          return (
            <li key={item.id}>
              <span>
                {what}
                {item.note && <small className="z-dim"> {item.note}</small>}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('day.removeAbsence', { what })}
                onClick={() => void remove.run({ absenceId: item.id })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
