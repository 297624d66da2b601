import { ActionIcon, Button, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import type { Segment } from '../../src-shared/services/services.rules.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useLocale, useMoney, useSettings } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { type ServiceDraft, draftFaults, draftOf, isSameDraft, isSameStaff, withSegments } from './service-draft.ts';
import { TermsRow, USUAL_TERMS } from './TermsRow.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface ServiceDrawerProps {
  /** Null = a new one. */
  readonly service: Service | null;
  readonly firstCategoryId: Category['id'] | null;
  readonly categories: readonly Category[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** The card of a service: everything about it and who does it. */
export function ServiceDrawer({ service, firstCategoryId, categories, staff, canEdit, onClose }: ServiceDrawerProps) {
  const { t } = useTranslation('services');
  const active = categories.filter(({ isArchived }) => !isArchived);
  const [first] = useState(() => draftOf(service, firstCategoryId ?? active[0]!.id));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.services.create.mutationOptions());
  const update = useCatalogueCommand(api.services.update.mutationOptions());
  const setStaff = useCatalogueCommand(api.services.setStaff.mutationOptions());
  const close = useDiscardGuard(!isSameDraft(first, draft), onClose);
  const faults = draftFaults(draft);
  const fault = (field: keyof ServiceDraft) => (isAsked && faults[field] ? t(`faults.${faults[field]}`) : null);
  const set = (values: Partial<ServiceDraft>) => setDraft((known) => ({ ...known, ...values }));

  const save = async (): Promise<void> => {
    setAsked(true);
    const { staff: terms, priceMinor, durationMin, segments, ...rest } = draft;
    if (Object.keys(faults).length > 0 || priceMinor === null || durationMin === null) return;
    const values = { ...rest, priceMinor, durationMin, segments: segments && [...segments] };
    const people = [...terms].map(([staffId, own]) => ({ staffId: staffId as StaffId, ...own }));
    // Own times that are gone must go first: a service becomes one of segments only then (A5).
    if (service && !isSameStaff(first, draft) && !(await setStaff.run({ serviceId: service.id, staff: people })))
      return;
    if (service) {
      const done = await update.run({ serviceId: service.id, version: service.version, values });
      if (done) onClose();
      return;
    }
    const made = await create.run(values);
    if (!made) return;
    if (people.length > 0) await setStaff.run({ serviceId: made.serviceId, staff: people });
    onClose();
  };

  return (
    <CardDrawer
      title={service?.name ?? t('form.newTitle')}
      size={480}
      onClose={close}
      onSave={canEdit ? () => void save() : undefined}
    >
      <fieldset className="z-card-body" style={{ border: 0, margin: 0 }} disabled={!canEdit}>
        <TextInput
          data-autofocus
          label={t('form.name')}
          value={draft.name}
          maxLength={120}
          error={fault('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('form.category')}
          allowDeselect={false}
          searchable={active.length > 8}
          data={active.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(draft.categoryId)}
          onChange={(value) => set({ categoryId: Number(value) as Category['id'] })}
        />
        <div className="z-pair">
          <MoneyInput
            label={t('form.price')}
            value={draft.priceMinor}
            error={fault('priceMinor')}
            onChange={(priceMinor) => set({ priceMinor })}
          />
          <MoneyInput
            label={t('form.priceMax')}
            description={t('form.priceMaxHint')}
            value={draft.priceMaxMinor}
            error={fault('priceMaxMinor')}
            onChange={(priceMaxMinor) => set({ priceMaxMinor })}
          />
        </div>
        <TimeFields draft={draft} fault={fault} onChange={setDraft} />
        <div className="z-pair">
          <MinutesInput
            label={t('form.periodicity')}
            description={t('form.periodicityHint')}
            max={730}
            value={draft.periodicityDays}
            onChange={(value) => set({ periodicityDays: value === 0 ? null : value })}
          />
        </div>
        <Switch
          label={t('form.isOnline')}
          checked={draft.isOnline}
          onChange={(event) => set({ isOnline: event.currentTarget.checked })}
        />
        <StaffTerms draft={draft} staff={staff} canEdit={canEdit} onChange={(terms) => set({ staff: terms })} />
      </fieldset>
      <footer className="z-card-foot">
        <span className="z-dim">{!canEdit && t('readOnly')}</span>
        <Button variant="default" onClick={close}>
          {t(canEdit ? 'common:cancel' : 'common:close')}
        </Button>
        {canEdit && (
          <Button
            type="submit"
            loading={create.isPending || update.isPending || setStaff.isPending}
            rightSection={<Keys shortcut="Ctrl+Enter" />}
          >
            {t('common:save')}
          </Button>
        )}
      </footer>
    </CardDrawer>
  );
}

interface TimeFieldsProps {
  readonly draft: ServiceDraft;
  readonly fault: (field: keyof ServiceDraft) => string | null;
  readonly onChange: (draft: ServiceDraft) => void;
}

/** Time of a service: one number, or its parts of work and waiting (A5), and the buffers around it. */
function TimeFields({ draft, fault, onChange }: TimeFieldsProps) {
  const { t } = useTranslation('services');
  const locale = useLocale();
  const { segments } = draft;
  const change = (index: number, values: Partial<Segment>) =>
    onChange(
      withSegments(
        draft,
        (segments ?? []).map((segment, at) => (at === index ? { ...segment, ...values } : segment)),
      ),
    );
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
          {segments.map((segment, index) => (
            <div key={index} style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
              <SegmentedControl
                aria-label={t('form.segmentKind', { number: index + 1 })}
                data={(['active', 'processing'] as const).map((kind) => ({ value: kind, label: t(`form.${kind}`) }))}
                value={segment.kind}
                onChange={(kind) => change(index, { kind })}
              />
              <NumberInput
                w={90}
                aria-label={t('form.segmentMinutes', { number: index + 1 })}
                value={segment.minutes}
                min={5}
                max={480}
                step={5}
                allowDecimal={false}
                onChange={(value) => change(index, { minutes: typeof value === 'number' ? value : 5 })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('form.removeSegment', { number: index + 1 })}
                onClick={() => onChange(withSegments(draft, segments.length > 1 ? segments.toSpliced(index, 1) : null))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <div className="z-section-head">
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={segments.length >= 10}
              onClick={() => onChange(withSegments(draft, [...segments, { kind: 'active', minutes: 30 }]))}
            >
              {t('form.addSegment')}
            </Button>
            <span>{t('form.total', { duration: formatDuration(draft.durationMin ?? 0, locale) })}</span>
          </div>
          {fault('segments') && <span className="z-warn">{fault('segments')}</span>}
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
    </>
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
  readonly label: string;
  readonly description?: string;
  readonly value: number | null;
  readonly max: number;
  readonly error?: string | null;
  readonly onChange: (value: number | null) => void;
}

function MinutesInput({ onChange, value, ...rest }: MinutesInputProps) {
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

interface StaffTermsProps {
  readonly draft: ServiceDraft;
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  readonly onChange: (terms: ServiceDraft['staff']) => void;
}

function StaffTerms({ draft, staff, canEdit, onChange }: StaffTermsProps) {
  const { t } = useTranslation('services');
  const money = useMoney();
  const { nameOrder } = useSettings();
  const people = useMemo(
    () =>
      staff
        .filter(({ isArchived }) => !isArchived)
        .map((person) => ({ id: person.id, name: personName(person, nameOrder) })),
    [staff, nameOrder],
  );
  return (
    <section className="z-section">
      <div className="z-section-head">
        <h2>{t('form.staff')}</h2>
        {canEdit && people.length > 0 && draft.staff.size < people.length && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => onChange(new Map(people.map(({ id }) => [id, draft.staff.get(id) ?? USUAL_TERMS])))}
          >
            {t('form.all')}
          </Button>
        )}
      </div>
      <span className={draft.staff.size === 0 && people.length > 0 ? 'z-warn' : 'z-dim'}>
        {people.length === 0 ? t('form.noStaffYet') : t(draft.staff.size === 0 ? 'noStaffHint' : 'form.staffHint')}
      </span>
      {people.map(({ id, name }) => (
        <TermsRow
          key={id}
          label={name}
          terms={draft.staff.get(id) ?? null}
          priceLabel={t('form.ownPrice', { name })}
          durationLabel={t('form.ownDuration', { name })}
          usualPrice={draft.priceMinor === null ? '' : money(draft.priceMinor)}
          usualDuration={draft.durationMin ?? 0}
          isReadOnly={!canEdit}
          hasOwnDuration={draft.segments === null}
          onChange={(terms) => {
            const next = new Map(draft.staff);
            if (terms) next.set(id, terms);
            else next.delete(id);
            onChange(next);
          }}
        />
      ))}
    </section>
  );
}
