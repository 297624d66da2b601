import { NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../src-shared/services/pricing.contract.ts';
import type { Segment } from '../../src-shared/services/services.rules.ts';
import { SegmentsEditor } from './SegmentsEditor.tsx';
import { type ServiceDraft, withSegments } from './service-draft.ts';

interface ServiceTimeProps {
  readonly draft: ServiceDraft;
  readonly levels: readonly Level[];
  readonly fault: (field: keyof ServiceDraft) => string | null;
  readonly onChange: (draft: ServiceDraft) => void;
}

/** Time of a service: one number, or its parts of work and waiting (A5), the buffers around it, and times of levels. */
export function ServiceTime({ draft, levels, fault, onChange }: ServiceTimeProps) {
  const { t } = useTranslation('services');
  const { segments } = draft;
  const setLevel = (
    levelId: number,
    own: { durationMin: number | null; segments: readonly Segment[] | null },
  ): void => {
    const next = new Map(draft.levels);
    if (own.durationMin === null && own.segments === null) next.delete(levelId);
    else next.set(levelId, own);
    onChange({ ...draft, levels: next });
  };
  return (
    <>
      {segments === null && (
        <MinutesInput
          label={t('form.duration')}
          value={draft.durationMin}
          max={720}
          error={fault('durationMin')}
          onChange={(durationMin) => onChange({ ...draft, durationMin })}
        />
      )}
      <Switch
        label={t('form.hasSegments')}
        description={t('form.hasSegmentsHint')}
        checked={segments !== null}
        onChange={(event) =>
          onChange(withSegments(draft, event.currentTarget.checked ? firstSegments(draft.durationMin ?? 60) : null))
        }
      />
      {segments && (
        <div className="z-section">
          <SegmentsEditor segments={segments} onChange={(next) => onChange(withSegments(draft, next))} />
          {fault('segments') && <span className="z-warn">{fault('segments')}</span>}
          <Switch
            label={t('form.isGapBookable')}
            description={t('form.isGapBookableHint')}
            checked={draft.isGapBookable}
            onChange={(event) => onChange({ ...draft, isGapBookable: event.currentTarget.checked })}
          />
        </div>
      )}
      <div className="z-pair">
        <MinutesInput
          label={t('form.bufferBefore')}
          value={draft.bufferBeforeMin}
          max={240}
          onChange={(value) => onChange({ ...draft, bufferBeforeMin: value ?? 0 })}
        />
        <MinutesInput
          label={t('form.bufferAfter')}
          description={t('form.bufferHint')}
          value={draft.bufferAfterMin}
          max={240}
          onChange={(value) => onChange({ ...draft, bufferAfterMin: value ?? 0 })}
        />
      </div>
      {levels.length > 0 && (
        <section className="z-section">
          <h2>{t('form.levelTimes')}</h2>
          <span className="z-dim">{t('form.levelTimesHint')}</span>
          {levels.map((level) => {
            const own = draft.levels.get(level.id);
            return segments === null ? (
              <div key={level.id} className="z-terms">
                <span>{level.name}</span>
                <span />
                <MinutesInput
                  size="xs"
                  aria-label={t('form.levelTime', { name: level.name })}
                  placeholder={String(draft.durationMin ?? '')}
                  value={own?.durationMin ?? null}
                  max={720}
                  onChange={(durationMin) => setLevel(level.id, { durationMin, segments: null })}
                />
              </div>
            ) : (
              <OwnSegments
                key={level.id}
                name={level.name}
                usual={segments}
                segments={own?.segments ?? null}
                onChange={(next) => setLevel(level.id, { durationMin: null, segments: next })}
              />
            );
          })}
          {fault('levels') && <span className="z-warn">{fault('levels')}</span>}
        </section>
      )}
    </>
  );
}

interface OwnSegmentsProps {
  readonly name: string;
  readonly usual: readonly Segment[];
  readonly segments: readonly Segment[] | null;
  readonly onChange: (segments: readonly Segment[] | null) => void;
}

/** Own parts of a master or a level for a service in segments: off, or the parts themselves. */
export function OwnSegments({ name, usual, segments, onChange }: OwnSegmentsProps) {
  const { t } = useTranslation('services');
  return (
    <div>
      <Switch
        size="xs"
        label={t('form.ownSegments', { name })}
        checked={segments !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usual : null)}
      />
      {segments && <SegmentsEditor segments={segments} onChange={onChange} prefix={`${name}: `} />}
    </div>
  );
}

/** Work, waiting, work: the shape of a colouring, within the time that the service had. */
function firstSegments(durationMin: number): Segment[] {
  const third = Math.max(5, Math.round(durationMin / 15) * 5);
  return [
    { kind: 'active', minutes: third },
    { kind: 'processing', minutes: third },
    { kind: 'active', minutes: Math.max(5, durationMin - 2 * third) },
  ];
}

interface MinutesInputProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly size?: string;
  readonly placeholder?: string;
  readonly description?: string;
  readonly value: number | null;
  readonly max: number;
  readonly error?: string | null;
  readonly onChange: (value: number | null) => void;
}

/** A whole number of minutes or days; empty = null. */
export function MinutesInput({ onChange, value, ...rest }: MinutesInputProps) {
  return (
    <NumberInput
      {...rest}
      value={value ?? ''}
      min={0}
      step={5}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
    />
  );
}
