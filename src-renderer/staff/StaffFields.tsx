import { Button, Input, MultiSelect, SegmentedControl, Select, TextInput, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomId } from '../../src-shared/contract-base.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { JobPositionId, LevelId } from '../../src-shared/staff/staff.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useDesk } from '../app/session.ts';
import { Swatches } from '../ui/Swatches.tsx';
import { PositionsModal } from './PositionsModal.tsx';
import type { Faults, StaffDraft } from './staff-draft.ts';

interface FieldsProps {
  readonly draft: StaffDraft;
  readonly faults: Faults;
  readonly onChange: (values: Partial<StaffDraft>) => void;
}

const DATE = { valueFormat: 'DD.MM.YYYY', clearable: true } as const;

/** Who the person is and how to reach them. */
export function PersonalFields({ draft, faults, onChange }: FieldsProps) {
  const { t } = useTranslation('staff');
  const { today } = useDesk();
  const seesContacts = useCan('edit_catalogue');
  const fault = (field: keyof Faults) => (faults[field] ? t(`faults.${faults[field]}`) : null);
  return (
    <>
      <div className="z-pair">
        <TextInput
          data-autofocus
          label={t('form.lastName')}
          value={draft.lastName}
          maxLength={60}
          onChange={(event) => onChange({ lastName: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.firstName')}
          required
          value={draft.firstName}
          maxLength={60}
          error={fault('firstName')}
          onChange={(event) => onChange({ firstName: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.middleName')}
          value={draft.middleName}
          maxLength={60}
          onChange={(event) => onChange({ middleName: event.currentTarget.value })}
        />
      </div>
      <div className="z-pair">
        <TextInput
          label={t('form.phone')}
          type="tel"
          value={draft.phone}
          maxLength={30}
          error={fault('phone')}
          onChange={(event) => onChange({ phone: event.currentTarget.value })}
        />
        {seesContacts && (
          <DateInput
            {...DATE}
            label={t('form.birthday')}
            defaultLevel="decade"
            maxDate={today}
            value={draft.birthday}
            onChange={(birthday) => onChange({ birthday })}
          />
        )}
      </div>
      {seesContacts && (
        <>
          <div className="z-pair">
            <TextInput
              label={t('form.email')}
              type="email"
              value={draft.email}
              maxLength={120}
              onChange={(event) => onChange({ email: event.currentTarget.value })}
            />
            <TextInput
              label={t('form.messenger')}
              placeholder={t('form.messengerHint')}
              value={draft.messenger}
              maxLength={80}
              onChange={(event) => onChange({ messenger: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={t('form.address')}
            value={draft.address}
            maxLength={200}
            onChange={(event) => onChange({ address: event.currentTarget.value })}
          />
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
      )}
      <Swatches label={t('form.colour')} value={draft.colour} onChange={(colour) => onChange({ colour })} />
    </>
  );
}

/** What the person does in the salon, from when, and where. */
export function WorkFields({ draft, faults, onChange, rooms }: FieldsProps & { readonly rooms: readonly Room[] }) {
  const { t } = useTranslation('staff');
  const canEdit = useCan('edit_catalogue');
  const [isListOpen, setListOpen] = useState(false);
  const positions = useQuery(api.staff.positions.queryOptions({ input: {} }));
  const levels = useQuery(api.staff.levels.queryOptions());
  const open = rooms.map(({ id, name }) => ({ value: String(id), label: name }));
  const known = positions.data ?? [];
  const positionName = known.find(({ id }) => id === draft.jobPositionId)?.name ?? '';
  return (
    <>
      <div className="z-pair">
        <Select
          label={t('form.jobPosition')}
          placeholder={t('form.noPosition')}
          clearable
          searchable={known.length > 8}
          data={known.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={draft.jobPositionId === null ? null : String(draft.jobPositionId)}
          onChange={(value) => {
            const jobPositionId = value === null ? null : (Number(value) as JobPositionId);
            const next = known.find(({ id }) => id === jobPositionId)?.name ?? '';
            // A title of its own stays; the name of the old position goes with it.
            const isOwnTitle = draft.jobTitle.trim() !== '' && draft.jobTitle !== positionName;
            onChange({ jobPositionId, ...(isOwnTitle ? {} : { jobTitle: next }) });
          }}
        />
        <TextInput
          label={t('form.jobTitle')}
          placeholder={positionName || t('form.jobTitleHint')}
          value={draft.jobTitle}
          maxLength={80}
          onChange={(event) => onChange({ jobTitle: event.currentTarget.value })}
        />
      </div>
      {canEdit && (
        <Button variant="subtle" size="compact-sm" mt={-8} w="fit-content" onClick={() => setListOpen(true)}>
          {t('form.editPositions')}
        </Button>
      )}
      <Select
        label={t('form.level')}
        description={
          levels.data?.length === 0
            ? t('form.noLevels')
            : draft.levelId === null && draft.level
              ? t('form.levelWas', { level: draft.level })
              : t('form.levelHint')
        }
        placeholder={t('form.noLevel')}
        clearable
        disabled={levels.data?.length === 0}
        data={(levels.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.levelId === null ? null : String(draft.levelId)}
        onChange={(value) => onChange({ levelId: value === null ? null : (Number(value) as LevelId) })}
      />
      <div className="z-pair">
        <DateInput
          {...DATE}
          label={t('form.hiredOn')}
          value={draft.hiredOn}
          onChange={(hiredOn) => onChange({ hiredOn })}
        />
        <DateInput
          {...DATE}
          label={t('form.leftOn')}
          description={t('form.leftOnHint')}
          value={draft.leftOn}
          error={faults.leftOn ? t(`faults.${faults.leftOn}`) : null}
          onChange={(leftOn) => onChange({ leftOn })}
        />
      </div>
      <div className="z-pair">
        <Select
          label={t('form.room')}
          placeholder={t('form.noRoom')}
          clearable
          data={open}
          value={draft.defaultRoomId === null ? null : String(draft.defaultRoomId)}
          onChange={(value) => onChange({ defaultRoomId: value === null ? null : (Number(value) as RoomId) })}
        />
        <MultiSelect
          label={t('form.rooms')}
          placeholder={draft.roomIds.length === 0 ? t('form.anyRoom') : ''}
          clearable
          data={open}
          value={draft.roomIds.map(String)}
          onChange={(values) => onChange({ roomIds: values.map((value) => Number(value) as RoomId) })}
        />
      </div>
      <Input.Wrapper label={t('form.gap')} description={t('form.gapHint')} labelElement="div">
        <SegmentedControl
          mt={6}
          display="flex"
          w="fit-content"
          aria-label={t('form.gap')}
          data={[
            { value: 'salon', label: t('form.gapSalon') },
            { value: 'yes', label: t('form.gapYes') },
            { value: 'no', label: t('form.gapNo') },
          ]}
          value={draft.isGapBookable === null ? 'salon' : draft.isGapBookable ? 'yes' : 'no'}
          onChange={(value) => onChange({ isGapBookable: value === 'salon' ? null : value === 'yes' })}
        />
      </Input.Wrapper>
      {isListOpen && <PositionsModal onClose={() => setListOpen(false)} />}
    </>
  );
}
