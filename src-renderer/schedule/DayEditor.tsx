import { ActionIcon, Alert, Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { ABSENCE_REASONS, type AbsenceReason, type MatrixDay } from '../../src-shared/schedule/schedule.contract.ts';
import { absenceProblem } from '../../src-shared/schedule/schedule.rules.ts';
import { api } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { type IntervalDraft, readBreaks, readIntervals, toDraft } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';

interface Chosen {
  readonly staffId: StaffId;
  readonly name: string;
  readonly days: readonly MatrixDay[];
}

interface DayEditorProps {
  /** The days that are changed together, by master. */
  readonly chosen: readonly Chosen[];
  /** The one that the fields begin with. */
  readonly day: MatrixDay;
  readonly salonHours: readonly Interval[];
  readonly onDone: () => void;
}

type Mode = 'work' | 'off' | 'away';

/** What the chosen days are: a shift, a day off, or an absence. */
export function DayEditor({ chosen, day, salonHours, onDone }: DayEditorProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [mode, setMode] = useState<Mode>(day.absence && day.minutes === 0 ? 'away' : 'work');
  const dates = chosen[0]?.days.map(({ localDate }) => localDate) ?? [];
  const cells = chosen.flatMap(({ staffId, days }) => days.map(({ localDate }) => ({ staffId, localDate })));
  const visits = chosen.flatMap(({ days }) => days).reduce((sum, item) => sum + item.visits, 0);
  const isReplaced = chosen.some(({ days }) => days.some(({ source }) => source === 'override'));
  const clear = useCatalogueCommand(api.schedule.clearDays.mutationOptions());
  const first = dates[0] ?? day.localDate;
  const last = dates.at(-1) ?? first;
  const when =
    first === last
      ? formatDate(first, 'day', locale)
      : `${formatDate(first, 'dayMonth', locale)} – ${formatDate(last, 'dayMonth', locale)}`;
  const who = chosen.length === 1 ? chosen[0]!.name : chosen.map(({ name }) => name).join(', ');
  return (
    <div className="z-day-editor" role="dialog" aria-label={`${who}, ${when}`}>
      <h2>
        {who}
        <br />
        <span className="z-dim">
          {when}
          {cells.length > 1 && `, ${t('day.several', { count: cells.length })}`}
        </span>
      </h2>
      <SegmentedControl
        fullWidth
        aria-label={t('day.mode')}
        data={(['work', 'off', 'away'] as const).map((value) => ({ value, label: t(`day.${value}`) }))}
        value={mode}
        onChange={(value) => setMode(value)}
      />
      {visits > 0 && mode !== 'work' && (
        <Alert color="yellow" p={8}>
          {t('day.hasVisits', { count: visits })}
        </Alert>
      )}
      {mode === 'away' ? (
        <AwayForm chosen={chosen} first={first} last={last} onDone={onDone} />
      ) : (
        <ShiftForm
          key={mode}
          cells={cells}
          day={day}
          isOff={mode === 'off'}
          salonHours={salonHours}
          onDone={onDone}
          restore={
            isReplaced && (
              <Button
                variant="subtle"
                size="compact-sm"
                loading={clear.isPending}
                onClick={() => void clear.run({ days: cells }).then((done) => done && onDone())}
              >
                {t('day.asTemplate')}
              </Button>
            )
          }
        />
      )}
    </div>
  );
}

interface ShiftFormProps {
  readonly cells: readonly { readonly staffId: StaffId; readonly localDate: string }[];
  readonly day: MatrixDay;
  readonly isOff: boolean;
  readonly salonHours: readonly Interval[];
  readonly onDone: () => void;
  readonly restore: React.ReactNode;
}

const USUAL_SHIFT: IntervalDraft = { start: 600, end: 1200 };

function ShiftForm({ cells, day, isOff, salonHours, onDone, restore }: ShiftFormProps) {
  const { t } = useTranslation('schedule');
  const planned = day.planned;
  const [work, setWork] = useState<readonly IntervalDraft[]>(() => {
    if (planned && planned.work.length > 0) return planned.work.map(toDraft);
    return [salonHours[0] ? toDraft(salonHours[0]) : USUAL_SHIFT];
  });
  const [breaks, setBreaks] = useState<readonly IntervalDraft[]>(() => planned?.breaks.map(toDraft) ?? []);
  const [ignoresSalonHours, setIgnores] = useState(planned?.ignoresSalonHours ?? false);
  const [note, setNote] = useState(day.note);
  const [isAsked, setAsked] = useState(false);
  const setDays = useCatalogueCommand(api.schedule.setDays.mutationOptions());
  const readWork = readIntervals(isOff ? [] : work);
  const readPauses = 'intervals' in readWork ? readBreaks(isOff ? [] : breaks, readWork.intervals) : { intervals: [] };
  const faultText = (read: { intervals: Interval[] } | { fault: string }) =>
    isAsked && 'fault' in read ? t(`faults.${read.fault}`) : null;
  const save = async (): Promise<void> => {
    setAsked(true);
    if ('fault' in readWork || 'fault' in readPauses) return;
    const done = await setDays.run({
      days: [...cells],
      work: readWork.intervals,
      breaks: readPauses.intervals,
      ignoresSalonHours: !isOff && ignoresSalonHours,
      roomId: planned?.roomId ?? null,
      note,
    });
    if (done) onDone();
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
      {!isOff && (
        <>
          <IntervalsInput
            hasFocus
            isRequired
            label={t('day.hours')}
            addLabel={t('day.addHours')}
            value={work}
            fresh={{ start: null, end: null }}
            error={faultText(readWork)}
            onChange={setWork}
          />
          <IntervalsInput
            label={t('day.breaks')}
            addLabel={t('day.addBreak')}
            value={breaks}
            fresh={{ start: 780, end: 840 }}
            error={faultText(readPauses)}
            onChange={setBreaks}
          />
          <Checkbox
            label={t('day.ignoresSalonHours')}
            checked={ignoresSalonHours}
            onChange={(event) => setIgnores(event.currentTarget.checked)}
          />
        </>
      )}
      <TextInput
        label={t('day.note')}
        maxLength={120}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="z-editor-foot">
        <span className="z-foot-start">{restore}</span>
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={setDays.isPending}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}

interface AwayFormProps {
  readonly chosen: readonly Chosen[];
  readonly first: string;
  readonly last: string;
  readonly onDone: () => void;
}

function AwayForm({ chosen, first, last, onDone }: AwayFormProps) {
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
  const save = async (): Promise<void> => {
    const from = fromDate ?? first;
    const to = toDate ?? from;
    const read = isPart ? readIntervals([part]) : null;
    if (read && 'fault' in read) return setFault(read.fault);
    const [startMin, endMin] = read?.intervals[0] ?? [null, null];
    const values = { fromDate: from, toDate: to, startMin, endMin };
    const problem = absenceProblem(values);
    if (problem) return setFault(problem);
    let affected = 0;
    for (const { staffId } of chosen) {
      const done = await add.run({ ...values, staffId, reason, isPaid, note });
      if (!done) return;
      affected += done.affectedVisits;
    }
    if (affected > 0) showNotice(t('day.affectedTitle'), t('day.affected', { count: affected }));
    onDone();
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
      {chosen.length === 1 && <ExistingAbsences staffId={chosen[0]!.staffId} first={first} last={last} />}
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
      <SegmentedControl
        data={[
          { value: 'whole', label: t('day.whole') },
          { value: 'part', label: t('day.part') },
        ]}
        value={isPart ? 'part' : 'whole'}
        onChange={(value) => setPart(value === 'part')}
      />
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
      <TextInput
        label={t('day.note')}
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {fault && <span className="z-warn">{t(`faults.${fault}`)}</span>}
      <div className="z-editor-foot">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={add.isPending}>
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
