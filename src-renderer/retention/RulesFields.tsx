import { ActionIcon, NumberInput, Select, Switch, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServiceId } from '../../src-shared/contract-base.ts';
import { SCRIPT_PLACEHOLDERS, fillScript } from '../../src-shared/retention/retention.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { useSettings } from '../app/session.ts';
import { Choice } from '../settings/Choice.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';
import type { Rules } from './use-rules.ts';
import '../ui/data-table.css';
import './retention.css';

const NUMBERS = {
  when: [
    ['aheadDays', 'dueAheadDays', 0, 60],
    ['lostFactor', 'lostFactor', 1, 10],
    ['lossDays', 'lossDays', 7, 730],
    ['winBackDays', 'winBackDays', 30, 3650],
  ],
  care: [
    ['perDay', 'callsPerDay', 1, 500],
    ['gapDays', 'callGapDays', 0, 180],
    ['maxPerMonth', 'maxCallsPerMonth', 1, 30],
  ],
  next: [
    ['noAnswerDays', 'noAnswerDays', 1, 30],
    ['laterDays', 'laterDays', 1, 90],
    ['refusedDays', 'refusedDays', 1, 365],
  ],
} as const satisfies Record<string, readonly (readonly [string, keyof Settings, number, number])[]>;
type Script = Rules['callScripts'][number];

interface RulesFieldsProps {
  readonly values: Rules;
  readonly faults: Readonly<Record<string, string>>;
  readonly canSet: boolean;
  readonly onChange: (part: Partial<Rules>) => void;
}

/** The rules of calling and the texts, as the salon wants them (domain.md 11, A4). */
export function RulesFields({ values, faults, canSet, onChange: set }: RulesFieldsProps) {
  const { t } = useTranslation('retention');
  const numbers = (group: keyof typeof NUMBERS) => (
    <div className="z-pair zr-pair">
      {NUMBERS[group].map(([text, key, min, max]) => (
        <NumberInput
          key={key}
          label={t(`rules.${text}`)}
          value={values[key]}
          min={min}
          max={max}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          disabled={!canSet}
          error={faults[`values.${key}`]}
          onChange={(value) => typeof value === 'number' && set({ [key]: value })}
        />
      ))}
    </div>
  );
  const [fromMin, toMin] = values.callHours;
  return (
    <>
      {!canSet && <p className="z-dim">{t('rules.readOnly')}</p>}
      <section className="z-section">
        <h2>{t('rules.when')}</h2>
        {numbers('when')}
        <Switch
          label={t('rules.personal')}
          description={t('rules.personalHint')}
          checked={values.usesPersonalInterval}
          disabled={!canSet}
          onChange={(event) => set({ usesPersonalInterval: event.currentTarget.checked })}
        />
        <Choice
          label={t('rules.match')}
          value={values.dueMatch}
          data={[
            { value: 'service', label: t('rules.matchService') },
            { value: 'category', label: t('rules.matchCategory') },
          ]}
          onChange={(value) => canSet && set({ dueMatch: value === 'category' ? 'category' : 'service' })}
        />
      </section>
      <section className="z-section">
        <h2>{t('rules.care')}</h2>
        <Choice
          label={t('rules.contact')}
          hint={t('rules.contactHint')}
          value={values.contactPolicy}
          data={[
            { value: 'agreed', label: t('rules.contactAgreed') },
            { value: 'notWithdrawn', label: t('rules.contactNotWithdrawn') },
          ]}
          onChange={(value) => canSet && set({ contactPolicy: value === 'agreed' ? 'agreed' : 'notWithdrawn' })}
        />
        <div className="z-pair zr-pair">
          <TimeInput
            label={t('rules.hoursFrom')}
            value={fromMin}
            disabled={!canSet}
            onChange={(minute) => {
              if (minute !== null && minute < toMin) set({ callHours: [minute, toMin] });
            }}
          />
          <TimeInput
            label={t('rules.hoursTo')}
            value={toMin}
            disabled={!canSet}
            onChange={(minute) => {
              if (minute !== null && minute > fromMin) set({ callHours: [fromMin, minute] });
            }}
          />
        </div>
        {numbers('care')}
      </section>
      <section className="z-section">
        <h2>{t('rules.next')}</h2>
        {numbers('next')}
      </section>
      <section className="z-section">
        <h2>{t('rules.scripts')}</h2>
        <p className="z-dim">{t('rules.scriptsHint', { list: Object.keys(SCRIPT_PLACEHOLDERS).join(' ') })}</p>
        <Scripts scripts={values.callScripts} canSet={canSet} onChange={(callScripts) => set({ callScripts })} />
      </section>
    </>
  );
}

interface ScriptsProps {
  readonly scripts: readonly Script[];
  readonly canSet: boolean;
  readonly onChange: (scripts: Script[]) => void;
}

/** The texts: one for each reason, and own ones of services; under each how a client hears it. */
function Scripts({ scripts, canSet, onChange }: ScriptsProps) {
  const { t } = useTranslation('retention');
  const { salonName } = useSettings();
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const services = (catalogue.data?.services ?? []).filter(({ periodicityDays }) => periodicityDays !== null);
  const nameOf = (serviceId: number | null): string =>
    serviceId === null
      ? t('rules.allServices')
      : (services.find(({ id }) => id === serviceId)?.name ?? t('rules.sample.service'));
  const sample = (script: Script): string =>
    fillScript(script.text, {
      client: t('rules.sample.client'),
      service: script.serviceId === null ? t('rules.sample.service') : nameOf(script.serviceId),
      staff: t('rules.sample.staff'),
      days: t('days', { count: 36 }),
      salon: salonName,
    });
  const change = (index: number, part: Partial<Script>): void =>
    onChange(scripts.map((script, at) => (at === index ? { ...script, ...part } : script)));
  const free = services.filter(
    ({ id }) => !scripts.some((script) => script.serviceId === id && script.reason === 'due'),
  );
  return (
    <>
      {scripts.map((script, index) => {
        const reason = t(script.reason === 'due' ? 'rules.scriptDue' : 'rules.scriptLost');
        const service = nameOf(script.serviceId);
        return (
          <div key={`${script.reason}-${script.serviceId ?? 'all'}`} className="zr-script-field">
            <Textarea
              label={t('rules.scriptFor', { reason, service })}
              autosize
              minRows={2}
              maxLength={1500}
              value={script.text}
              disabled={!canSet}
              onChange={(event) => change(index, { text: event.currentTarget.value })}
            />
            {script.serviceId !== null && canSet && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('rules.removeScript', { service })}
                onClick={() => onChange(scripts.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
            <p className="z-dim">
              {t('rules.preview')}: «{sample(script)}»
            </p>
          </div>
        );
      })}
      {canSet && free.length > 0 && (
        <Select
          label={t('rules.addScript')}
          placeholder={t('rules.chooseService')}
          leftSection={<IconPlus size={16} aria-hidden />}
          data={free.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={null}
          searchable
          onChange={(value) => {
            if (value === null) return;
            const common = scripts.find((script) => script.reason === 'due' && script.serviceId === null);
            onChange([...scripts, { reason: 'due', serviceId: Number(value) as ServiceId, text: common?.text ?? '' }]);
          }}
        />
      )}
    </>
  );
}
