import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { CellTarget, MatrixDay, PlannedChange } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { AwayForm } from './AwayForm.tsx';
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
  readonly rooms: readonly Room[];
  /** The question about booked clients; false = the person thought better of it. */
  readonly ask: (change: PlannedChange) => Promise<boolean>;
  readonly onDone: () => void;
}

type Mode = 'work' | 'off' | 'away';

/** What the chosen days are: a shift, a day off, or an absence. */
export function DayEditor({ chosen, day, salonHours, rooms, ask, onDone }: DayEditorProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [mode, setMode] = useState<Mode>(day.absence && day.minutes === 0 ? 'away' : 'work');
  const dates = chosen[0]?.days.map(({ localDate }) => localDate) ?? [];
  const cells = chosen.flatMap(({ staffId, days }) => days.map(({ localDate }) => ({ staffId, localDate })));
  const isReplaced = chosen.some(({ days }) => days.some(({ source }) => source === 'override'));
  const paint = useCatalogueCommand(api.schedule.paint.mutationOptions());
  const apply = async (to: CellTarget): Promise<void> => {
    const change = { cells: cells.map((cell) => ({ ...cell, to })) };
    if ((await ask({ kind: 'paint', ...change })) && (await paint.run(change))) onDone();
  };
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
      {mode === 'away' ? (
        <AwayForm staffIds={chosen.map(({ staffId }) => staffId)} first={first} last={last} ask={ask} onDone={onDone} />
      ) : (
        <ShiftForm
          key={mode}
          day={day}
          isOff={mode === 'off'}
          salonHours={salonHours}
          rooms={rooms}
          isPending={paint.isPending}
          onSave={(to) => void apply(to)}
          onCancel={onDone}
          restore={
            isReplaced && (
              <Button variant="subtle" size="compact-sm" onClick={() => void apply({ kind: 'template' })}>
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
  readonly day: MatrixDay;
  readonly isOff: boolean;
  readonly salonHours: readonly Interval[];
  readonly rooms: readonly Room[];
  readonly isPending: boolean;
  readonly onSave: (to: CellTarget) => void;
  readonly onCancel: () => void;
  readonly restore: React.ReactNode;
}

const USUAL_SHIFT: IntervalDraft = { start: 600, end: 1200 };

function ShiftForm({ day, isOff, salonHours, rooms, isPending, onSave, onCancel, restore }: ShiftFormProps) {
  const { t } = useTranslation('schedule');
  const planned = day.planned;
  const [work, setWork] = useState<readonly IntervalDraft[]>(() => {
    if (planned && planned.work.length > 0) return planned.work.map(toDraft);
    return [salonHours[0] ? toDraft(salonHours[0]) : USUAL_SHIFT];
  });
  const [breaks, setBreaks] = useState<readonly IntervalDraft[]>(() => planned?.breaks.map(toDraft) ?? []);
  const [ignoresSalonHours, setIgnores] = useState(planned?.ignoresSalonHours ?? false);
  const [roomId, setRoom] = useState(planned?.roomId ?? null);
  const [note, setNote] = useState(day.note);
  const [isAsked, setAsked] = useState(false);
  const readWork = readIntervals(isOff ? [] : work);
  const readPauses = 'intervals' in readWork ? readBreaks(isOff ? [] : breaks, readWork.intervals) : { intervals: [] };
  const faultText = (read: { intervals: Interval[] } | { fault: string }) =>
    isAsked && 'fault' in read ? t(`faults.${read.fault}`) : null;
  const save = (): void => {
    setAsked(true);
    if (isOff) return onSave({ kind: 'off' });
    if ('fault' in readWork || 'fault' in readPauses) return;
    onSave({
      kind: 'shift',
      work: readWork.intervals,
      breaks: readPauses.intervals,
      ignoresSalonHours,
      roomId,
      note,
    });
  };
  const usable = rooms.filter((room) => room.kind === 'room' && (!room.isArchived || room.id === roomId));
  return (
    <form
      className="z-day-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
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
          {usable.length > 0 && (
            <Select
              label={t('day.room')}
              placeholder={t('paint.usualRoom')}
              clearable
              comboboxProps={{ withinPortal: false }}
              data={usable.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={roomId === null ? null : String(roomId)}
              onChange={(value) => setRoom(value === null ? null : (Number(value) as NonNullable<typeof roomId>))}
            />
          )}
          <Checkbox
            label={t('day.ignoresSalonHours')}
            checked={ignoresSalonHours}
            onChange={(event) => setIgnores(event.currentTarget.checked)}
          />
          <TextInput
            label={t('day.note')}
            maxLength={120}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      <div className="z-editor-foot">
        <span className="z-foot-start">{restore}</span>
        <Button variant="default" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={isPending} {...(isOff ? { 'data-autofocus': true } : {})}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}
