import { ActionIcon, Button, Chip, Input, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, weekdayNames } from '../../src-shared/i18n/format.ts';
import type { TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { ChangeSummary } from './ChangeSummary.tsx';
import { IntervalsInput } from './IntervalsInput.tsx';
import {
  type DayDraft,
  NEW_TEMPLATE,
  type TemplateDraft,
  dayByDay,
  draftOfTemplate,
  readTemplate,
  suggestedName,
} from './template-draft.ts';
import { describeDays } from './template-text.ts';

interface TemplateFormProps {
  /** Null = a new one. */
  readonly template: TemplateRecord | null;
  readonly onDone: (templateId: number | null) => void;
  /** Whether something was typed that a dialog must not close over without a question. */
  readonly onDirty: (isDirty: boolean) => void;
}

/** A template: its shifts and breaks, the days they fall on, and from when a change holds. */
export function TemplateForm({ template, onDone, onDirty }: TemplateFormProps) {
  const { t } = useTranslation('schedule');
  const { today } = useDesk();
  const locale = useLocale();
  const [first] = useState(() => (template ? draftOfTemplate(template).draft : NEW_TEMPLATE));
  const [typed, setDraft] = useState(first);
  const [isNamed, setNamed] = useState(template !== null);
  const draft = isNamed ? typed : { ...typed, name: suggestedName(typed) };
  const [isFromBeginning, setFromBeginning] = useState(false);
  const [fromDate, setFromDate] = useState<string | null>(today);
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.schedule.createTemplate.mutationOptions());
  const update = useCatalogueCommand(api.schedule.updateTemplate.mutationOptions());
  const set = (values: Partial<TemplateDraft>) => setDraft((known) => ({ ...known, ...values }));
  const isDirty = JSON.stringify(typed) !== JSON.stringify(first);
  useEffect(() => {
    onDirty(isDirty);
    return () => onDirty(false);
  }, [isDirty, onDirty]);
  const back = useDiscardGuard(isDirty, () => onDone(null));
  const read = readTemplate(draft);
  const fault = isAsked && 'fault' in read ? read.fault : null;
  const validFrom = isFromBeginning ? null : (fromDate ?? today);
  const change =
    template && 'days' in read
      ? {
          templateId: template.id,
          version: template.version,
          values: { name: draft.name, kind: draft.kind, days: read.days, skipsHolidays: draft.skipsHolidays },
          validFrom,
        }
      : null;
  const save = async (): Promise<void> => {
    setAsked(true);
    if ('fault' in read) return;
    if (change) {
      if (await update.run(change)) onDone(template!.id);
      return;
    }
    const { name, kind, skipsHolidays } = draft;
    const made = await create.run({ name, kind, days: read.days, skipsHolidays });
    if (made) onDone(made.templateId);
  };
  // The kind decides how days are counted: in the past too, so it changes only together with all days.
  const isKindFixed = template !== null && !isFromBeginning;
  return (
    <form
      className="z-day-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void save();
      }}
    >
      <TextInput
        data-autofocus
        label={t('template.name')}
        maxLength={80}
        value={draft.name}
        error={fault === 'NAME_REQUIRED' ? t('faults.NAME_REQUIRED') : null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setNamed(true);
          set({ name: event.currentTarget.value });
        }}
      />
      <Input.Wrapper
        label={t('template.kind')}
        description={isKindFixed ? t('template.kindFixed') : null}
        labelElement="div"
      >
        <SegmentedControl
          fullWidth
          disabled={isKindFixed}
          data={(['cycle', 'weekly'] as const).map((value) => ({ value, label: t(`template.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => set({ kind, byDay: null })}
        />
      </Input.Wrapper>
      {draft.byDay ? (
        <DayRows kind={draft.kind} days={draft.byDay} onChange={(byDay) => set({ byDay })} />
      ) : (
        <SimpleDays draft={draft} onChange={set} />
      )}
      <Switch
        label={t('template.byDay')}
        checked={draft.byDay !== null}
        onChange={(event) => set({ byDay: event.currentTarget.checked ? dayByDay(draft) : null })}
      />
      <Switch
        label={t('template.skipsHolidays')}
        description={t('template.skipsHolidaysHint')}
        checked={draft.skipsHolidays}
        onChange={(event) => set({ skipsHolidays: event.currentTarget.checked })}
      />
      {template && (
        <>
          <Input.Wrapper label={t('template.validFrom')} labelElement="div">
            <div className="z-pair">
              <SegmentedControl
                data={[
                  { value: 'date', label: t('template.fromDate') },
                  { value: 'beginning', label: t('template.fromBeginning') },
                ]}
                value={isFromBeginning ? 'beginning' : 'date'}
                onChange={(value) => setFromBeginning(value === 'beginning')}
              />
              {isFromBeginning ? (
                <span className="z-warn z-from-hint">{t('template.fromBeginningHint')}</span>
              ) : (
                <DatePickerInput
                  aria-label={t('template.validFrom')}
                  valueFormat="DD.MM.YYYY"
                  value={fromDate}
                  onChange={setFromDate}
                />
              )}
            </div>
          </Input.Wrapper>
          <Versions template={template} locale={locale} />
          <ChangeSummary change={change && { kind: 'updateTemplate', ...change }} />
        </>
      )}
      {fault && fault !== 'NAME_REQUIRED' && <span className="z-warn">{t(`faults.${fault}`)}</span>}
      <div className="z-editor-foot">
        <Button variant="default" onClick={back}>
          {t('common:back')}
        </Button>
        <Button type="submit" loading={create.isPending || update.isPending}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}

interface SimpleDaysProps {
  readonly draft: TemplateDraft;
  readonly onChange: (values: Partial<TemplateDraft>) => void;
}

/** One shift and the days it falls on. */
function SimpleDays({ draft, onChange }: SimpleDaysProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  return (
    <>
      {draft.kind === 'weekly' ? (
        <Input.Wrapper label={t('template.workDays')} labelElement="div">
          <div className="z-days-pick">
            {weekdayNames(locale).map((name, index) => (
              <Chip
                key={name}
                size="sm"
                checked={draft.weekdays[index] ?? false}
                onChange={(isOn) => onChange({ weekdays: draft.weekdays.with(index, isOn) })}
              >
                {name}
              </Chip>
            ))}
          </div>
        </Input.Wrapper>
      ) : (
        <div className="z-pair">
          <NumberInput
            label={t('template.daysOn')}
            min={1}
            max={31}
            allowDecimal={false}
            value={draft.daysOn}
            onChange={(value) => onChange({ daysOn: typeof value === 'number' ? value : 1 })}
          />
          <NumberInput
            label={t('template.daysOff')}
            min={0}
            max={31}
            allowDecimal={false}
            value={draft.daysOff}
            onChange={(value) => onChange({ daysOff: typeof value === 'number' ? value : 0 })}
          />
        </div>
      )}
      <IntervalsInput
        isRequired
        maxCount={1}
        label={t('template.hours')}
        addLabel=""
        value={[draft.shift]}
        fresh={draft.shift}
        onChange={([shift]) => shift && onChange({ shift })}
      />
      <Switch
        label={t('template.break')}
        checked={draft.pause !== null}
        onChange={(event) => onChange({ pause: event.currentTarget.checked ? { start: 840, end: 900 } : null })}
      />
      {draft.pause && (
        <IntervalsInput
          isRequired
          maxCount={1}
          label={t('template.break')}
          addLabel=""
          value={[draft.pause]}
          fresh={draft.pause}
          onChange={([pause]) => pause && onChange({ pause })}
        />
      )}
    </>
  );
}

interface DayRowsProps {
  readonly kind: TemplateDraft['kind'];
  readonly days: readonly DayDraft[];
  readonly onChange: (days: readonly DayDraft[]) => void;
}

const USUAL: DayDraft = { work: [{ start: 600, end: 1200 }], breaks: [] };
const MAX_DAYS = 62;

/** Every day of the template by itself. */
function DayRows({ kind, days, onChange }: DayRowsProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const names = weekdayNames(locale, 'weekdayLong');
  const setDay = (index: number, day: DayDraft): void => onChange(days.with(index, day));
  return (
    <div className="z-day-rows">
      {kind === 'cycle' && (
        <NumberInput
          label={t('template.cycleLength')}
          min={1}
          max={MAX_DAYS}
          allowDecimal={false}
          value={days.length}
          onChange={(value) => {
            if (typeof value !== 'number' || value < 1 || value > MAX_DAYS) return;
            onChange(Array.from({ length: value }, (_, index) => days[index] ?? { work: [], breaks: [] }));
          }}
        />
      )}
      {days.map((day, index) => {
        const name = kind === 'weekly' ? (names[index] ?? '') : t('template.dayNo', { no: index + 1 });
        const isOn = day.work.length > 0;
        return (
          <div key={index} className="z-day-row" role="group" aria-label={name}>
            <Switch
              label={name}
              checked={isOn}
              onChange={(event) => {
                const known = days.slice(0, index).findLast(({ work }) => work.length > 0) ?? USUAL;
                setDay(index, event.currentTarget.checked ? known : { work: [], breaks: [] });
              }}
            />
            {isOn ? (
              <div className="z-pair">
                <IntervalsInput
                  isRequired
                  label={t('day.hours')}
                  addLabel={t('day.addHours')}
                  value={day.work}
                  fresh={{ start: null, end: null }}
                  onChange={(work) => setDay(index, { ...day, work })}
                />
                <IntervalsInput
                  label={t('day.breaks')}
                  addLabel={t('day.addBreak')}
                  value={day.breaks}
                  fresh={{ start: 840, end: 900 }}
                  onChange={(breaks) => setDay(index, { ...day, breaks })}
                />
              </div>
            ) : (
              <span className="z-dim">{t('dayOff')}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface VersionsProps {
  readonly template: TemplateRecord;
  readonly locale: 'ru' | 'en';
}

/** What was and will be in force; a version can be taken back. */
function Versions({ template, locale }: VersionsProps) {
  const { t } = useTranslation('schedule');
  const remove = useCatalogueCommand(api.schedule.removeTemplateVersion.mutationOptions());
  if (template.versions.length < 2) return null;
  return (
    <section>
      <strong>{t('template.versions')}</strong>
      <ul className="z-lines">
        {template.versions.map(({ validFrom, days }) => {
          const from =
            validFrom === null
              ? t('template.atFirst')
              : t('assignment.since', { date: formatDate(validFrom, 'short', locale) });
          return (
            <li key={validFrom ?? ''}>
              <span>
                {from}: <span className="z-dim">{describeDays(days, t)}</span>
              </span>
              {validFrom !== null && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('template.removeVersion', { from })}
                  onClick={() => void remove.run({ templateId: template.id, validFrom })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
