import { Alert, Button, Chip, Input, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import type { TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { IntervalsInput } from './IntervalsInput.tsx';
import { NEW_TEMPLATE, type TemplateDraft, draftOfTemplate, readTemplate, suggestedName } from './template-draft.ts';

interface TemplateFormProps {
  /** Null = a new one. */
  readonly template: TemplateRecord | null;
  readonly onDone: (templateId: number | null) => void;
}

/** A template: its shift, its break, and the days it falls on. */
export function TemplateForm({ template, onDone }: TemplateFormProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [{ draft: first, isWhole }] = useState(() =>
    template ? draftOfTemplate(template) : { draft: NEW_TEMPLATE, isWhole: true },
  );
  const [typed, setDraft] = useState(first);
  const [isNamed, setNamed] = useState(template !== null);
  const draft = isNamed ? typed : { ...typed, name: suggestedName(typed) };
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.schedule.createTemplate.mutationOptions());
  const update = useCatalogueCommand(api.schedule.updateTemplate.mutationOptions());
  const set = (values: Partial<TemplateDraft>) => setDraft((known) => ({ ...known, ...values }));
  const read = readTemplate(draft);
  const fault = isAsked && 'fault' in read ? read.fault : null;
  const save = async (): Promise<void> => {
    setAsked(true);
    if ('fault' in read) return;
    const values = { name: draft.name, kind: draft.kind, days: read.days };
    if (!template) {
      const made = await create.run(values);
      if (made) onDone(made.templateId);
    } else if (await update.run({ templateId: template.id, version: template.version, values })) onDone(template.id);
  };
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
      <Input.Wrapper label={t('template.kind')} labelElement="div">
        <SegmentedControl
          fullWidth
          data={(['cycle', 'weekly'] as const).map((value) => ({ value, label: t(`template.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
      </Input.Wrapper>
      {draft.kind === 'weekly' ? (
        <Input.Wrapper label={t('template.workDays')} labelElement="div">
          <div className="z-days-pick">
            {weekdayNames(locale).map((name, index) => (
              <Chip
                key={name}
                size="sm"
                checked={draft.weekdays[index] ?? false}
                onChange={(isOn) => set({ weekdays: draft.weekdays.with(index, isOn) })}
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
            onChange={(value) => set({ daysOn: typeof value === 'number' ? value : 1 })}
          />
          <NumberInput
            label={t('template.daysOff')}
            min={0}
            max={31}
            allowDecimal={false}
            value={draft.daysOff}
            onChange={(value) => set({ daysOff: typeof value === 'number' ? value : 0 })}
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
        onChange={([shift]) => shift && set({ shift })}
      />
      <Switch
        label={t('template.break')}
        checked={draft.pause !== null}
        onChange={(event) => set({ pause: event.currentTarget.checked ? { start: 840, end: 900 } : null })}
      />
      {draft.pause && (
        <IntervalsInput
          isRequired
          maxCount={1}
          label={t('template.break')}
          addLabel=""
          value={[draft.pause]}
          fresh={draft.pause}
          onChange={([pause]) => pause && set({ pause })}
        />
      )}
      {fault && fault !== 'NAME_REQUIRED' && <span className="z-warn">{t(`faults.${fault}`)}</span>}
      {!isWhole && (
        <Alert color="yellow" p={8}>
          {t('template.mixed')}
        </Alert>
      )}
      {template && <p className="z-dim">{t('template.changesAll')}</p>}
      <div className="z-editor-foot">
        <Button variant="default" onClick={() => onDone(null)}>
          {t('common:back')}
        </Button>
        <Button type="submit" loading={create.isPending || update.isPending}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}
