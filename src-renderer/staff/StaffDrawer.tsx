import { Button, Select, Tabs, TextInput, Textarea } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomId, ServiceId } from '../../src-shared/contract-base.ts';
import { phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useSettings } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Swatches } from '../ui/Swatches.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { type StaffDraft, draftOf, isSameCard, isSameServices, valuesOf } from './staff-draft.ts';
import { StaffServices } from './StaffServices.tsx';

interface StaffDrawerProps {
  /** Null = a new one. */
  readonly person: StaffMember | null;
  /** How many people there are already. */
  readonly peopleBefore: number;
  readonly rooms: readonly Room[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** The card of a person: who they are, and what they do. */
export function StaffDrawer({ person, peopleBefore, rooms, canEdit, onClose }: StaffDrawerProps) {
  const { t } = useTranslation('staff');
  const { nameOrder } = useSettings();
  const [first] = useState(() => draftOf(person, peopleBefore));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const [tab, setTab] = useState<string | null>('card');
  const create = useCatalogueCommand(api.staff.create.mutationOptions());
  const update = useCatalogueCommand(api.staff.update.mutationOptions());
  const setServices = useCatalogueCommand(api.staff.setServices.mutationOptions());
  const isDirty = !isSameCard(first, draft) || !isSameServices(first, draft);
  const close = useDiscardGuard(isDirty, onClose);
  const set = (values: Partial<StaffDraft>) => setDraft((known) => ({ ...known, ...values }));
  const faults = faultsOf(draft);

  const save = async (): Promise<void> => {
    setAsked(true);
    if (Object.keys(faults).length > 0) return setTab('card');
    const services = [...draft.services].map(([serviceId, terms]) => ({ serviceId: serviceId as ServiceId, ...terms }));
    const values = valuesOf(draft);
    if (!person) {
      const made = await create.run(values);
      if (!made) return;
      if (services.length > 0) await setServices.run({ staffId: made.staffId, services });
      return onClose();
    }
    if (!isSameServices(first, draft) && !(await setServices.run({ staffId: person.id, services }))) return;
    if (isSameCard(first, draft) || (await update.run({ staffId: person.id, version: person.version, values })))
      onClose();
  };

  return (
    <CardDrawer
      title={person ? personName(person, nameOrder) : t('form.newTitle')}
      size={520}
      onClose={close}
      onSave={canEdit ? () => void save() : undefined}
    >
      <Tabs value={tab} onChange={setTab} px={20} pb={12}>
        <Tabs.List>
          <Tabs.Tab value="card">{t('tabs.card')}</Tabs.Tab>
          <Tabs.Tab value="services">
            {t('tabs.services')} <span className="z-dim">{draft.services.size}</span>
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <fieldset className="z-card-body" style={{ border: 0, margin: 0 }} disabled={!canEdit}>
        {tab === 'card' ? (
          <CardFields draft={draft} rooms={rooms} faults={isAsked ? faults : {}} onChange={set} />
        ) : (
          <StaffServices terms={draft.services} canEdit={canEdit} onChange={(services) => set({ services })} />
        )}
      </fieldset>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={close}>
          {t(canEdit ? 'common:cancel' : 'common:close')}
        </Button>
        {canEdit && (
          <Button
            type="submit"
            loading={create.isPending || update.isPending || setServices.isPending}
            rightSection={<Keys shortcut="Ctrl+Enter" />}
          >
            {t('common:save')}
          </Button>
        )}
      </footer>
    </CardDrawer>
  );
}

type Faults = Partial<Record<'firstName' | 'phone' | 'leftOn', string>>;

/** Faults by field; keys of `staff:faults`. */
function faultsOf({ firstName, phone, hiredOn, leftOn }: StaffDraft): Faults {
  return {
    ...(firstName.trim() === '' ? { firstName: 'NAME_REQUIRED' } : {}),
    ...(phone.trim() !== '' && !phone.includes('•') && phoneDigits(phone) === null ? { phone: 'NOT_A_PHONE' } : {}),
    ...(hiredOn !== null && leftOn !== null && leftOn < hiredOn ? { leftOn: 'BEFORE_HIRED' } : {}),
  };
}

interface CardFieldsProps {
  readonly draft: StaffDraft;
  readonly rooms: readonly Room[];
  readonly faults: Faults;
  readonly onChange: (values: Partial<StaffDraft>) => void;
}

function CardFields({ draft, rooms, faults, onChange }: CardFieldsProps) {
  const { t } = useTranslation('staff');
  const fault = (field: keyof Faults) => (faults[field] ? t(`faults.${faults[field]}`) : null);
  const date = { valueFormat: 'DD.MM.YYYY', clearable: true } as const;
  return (
    <>
      <div className="z-pair">
        <TextInput
          data-autofocus
          label={t('form.firstName')}
          value={draft.firstName}
          maxLength={60}
          error={fault('firstName')}
          onChange={(event) => onChange({ firstName: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.lastName')}
          value={draft.lastName}
          maxLength={60}
          onChange={(event) => onChange({ lastName: event.currentTarget.value })}
        />
      </div>
      <div className="z-pair">
        <TextInput
          label={t('form.jobTitle')}
          value={draft.jobTitle}
          maxLength={80}
          onChange={(event) => onChange({ jobTitle: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.level')}
          description={t('form.levelHint')}
          value={draft.level}
          maxLength={40}
          onChange={(event) => onChange({ level: event.currentTarget.value })}
        />
      </div>
      <Swatches label={t('form.colour')} value={draft.colour} onChange={(colour) => onChange({ colour })} />
      <div className="z-pair">
        <TextInput
          label={t('form.phone')}
          type="tel"
          value={draft.phone}
          maxLength={30}
          error={fault('phone')}
          onChange={(event) => onChange({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.email')}
          type="email"
          value={draft.email}
          maxLength={120}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
        />
      </div>
      <Select
        label={t('form.room')}
        placeholder={t('form.noRoom')}
        clearable
        data={rooms.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.defaultRoomId === null ? null : String(draft.defaultRoomId)}
        onChange={(value) => onChange({ defaultRoomId: value === null ? null : (Number(value) as RoomId) })}
      />
      <div className="z-pair">
        <DatePickerInput
          {...date}
          label={t('form.hiredOn')}
          value={draft.hiredOn}
          onChange={(hiredOn) => onChange({ hiredOn })}
        />
        <DatePickerInput
          {...date}
          label={t('form.leftOn')}
          description={t('form.leftOnHint')}
          value={draft.leftOn}
          error={fault('leftOn')}
          onChange={(leftOn) => onChange({ leftOn })}
        />
      </div>
      <Textarea
        label={t('form.note')}
        description={t('form.noteHint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  );
}
