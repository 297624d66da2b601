import { MultiSelect, NumberInput, SegmentedControl, Switch, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import { ROOM_KINDS, type RoomKind } from '../../src-shared/rooms/rooms.rules.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useDesk } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { useChangeGuard } from '../schedule/use-change-guard.tsx';
import { WeekHoursInput, areWeekHoursRight } from '../settings/WeekHoursInput.tsx';
import { EntityCard } from '../ui/EntityCard.tsx';
import { Closings } from './Closings.tsx';
import '../settings/settings.css';
import '../schedule/schedule.css';

interface RoomDrawerProps {
  /** Null = a new one. */
  readonly room: Room | null;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

type Week = NonNullable<Room['weekHours']>;

/** The card of a room or a device: places, hours, what is done there and by whom, when it is closed. */
export function RoomDrawer({ room, canEdit, onClose }: RoomDrawerProps) {
  const { t } = useTranslation('rooms');
  const { settings } = useDesk();
  const [name, setName] = useState(room?.name ?? '');
  const [kind, setKind] = useState<RoomKind>(room?.kind ?? 'room');
  const [capacity, setCapacity] = useState<number | null>(room?.capacity ?? 1);
  const [weekHours, setWeekHours] = useState<Week | null>(room?.weekHours ?? null);
  const [note, setNote] = useState(room?.note ?? '');
  const [serviceIds, setServiceIds] = useState<readonly ServiceId[]>(room?.serviceIds ?? []);
  const [staffIds, setStaffIds] = useState<readonly StaffId[]>(room?.staffIds ?? []);
  const [isAsked, setAsked] = useState(false);
  const services = useQuery(api.services.list.queryOptions({ input: {} }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const create = useCatalogueCommand(api.rooms.create.mutationOptions());
  const update = useCatalogueCommand(api.rooms.update.mutationOptions());
  const fields = { name, kind, weekHours, note, serviceIds: [...serviceIds], staffIds: [...staffIds] };
  const guard = useChangeGuard();
  const [before] = useState(() => JSON.stringify({ ...fields, capacity }));
  const isDirty = JSON.stringify({ ...fields, capacity }) !== before;
  const isCapacityFine = capacity !== null && capacity >= 1 && capacity <= 100;
  const areHoursFine = weekHours === null || areWeekHoursRight(weekHours);
  const save = async (): Promise<void> => {
    setAsked(true);
    if (name.trim() === '' || !isCapacityFine || !areHoursFine) return;
    const values = { ...fields, capacity };
    const areHoursOther = JSON.stringify(weekHours) !== JSON.stringify(room?.weekHours ?? null);
    if (room && areHoursOther && !(await guard.askOfRoom({ roomId: room.id, weekHours }))) return;
    const done = room ? await update.run({ roomId: room.id, version: room.version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <EntityCard
      title={room?.name ?? t('add')}
      size={520}
      isForm={false}
      isDirty={isDirty}
      isSaving={create.isPending || update.isPending || guard.isAsking}
      onClose={onClose}
      onSave={canEdit ? () => void save() : undefined}
      foot={!canEdit && t('readOnly')}
    >
      <fieldset className="z-plain" disabled={!canEdit}>
        <SegmentedControl
          fullWidth
          aria-label={t('kind')}
          data={ROOM_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          data-autofocus
          label={t('columns.name')}
          value={name}
          maxLength={80}
          error={isAsked && name.trim() === '' ? t('nameRequired') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label={t('columns.capacity')}
          description={t(kind === 'room' ? 'capacityHint' : 'unitsHint')}
          value={capacity ?? ''}
          min={0}
          max={1000}
          allowDecimal={false}
          error={isAsked && !isCapacityFine ? t('capacityRange') : null}
          onChange={(value) => setCapacity(typeof value === 'number' ? value : null)}
        />
        <section className="z-section">
          <h2>{t('hours.title')}</h2>
          <Switch
            label={t('hours.own')}
            description={t('hours.hint')}
            checked={weekHours !== null}
            onChange={(event) => setWeekHours(event.currentTarget.checked ? settings.weekHours : null)}
          />
          {weekHours !== null && (
            <WeekHoursInput
              value={weekHours}
              isReadOnly={!canEdit}
              onChange={(value) => setWeekHours(value.map((day) => day.map(([start, end]) => [start, end] as const)))}
            />
          )}
          {isAsked && !areHoursFine && <span className="z-warn">{t('hours.wrong')}</span>}
        </section>
        <MultiSelect
          label={t('services')}
          description={t('servicesHint')}
          placeholder={serviceIds.length === 0 ? t('anyService') : ''}
          searchable
          clearable
          hidePickedOptions
          limit={60}
          data={(services.data?.services ?? []).map(({ id, name: label }) => ({ value: String(id), label }))}
          value={serviceIds.map(String)}
          onChange={(ids) => setServiceIds(ids.map((id) => Number(id) as ServiceId))}
        />
        <MultiSelect
          label={t('staff')}
          description={t('staffHint')}
          placeholder={staffIds.length === 0 ? t('anyStaff') : ''}
          searchable
          clearable
          hidePickedOptions
          data={(staff.data ?? []).map((person) => ({
            value: String(person.id),
            label: personName(person, settings.nameOrder),
          }))}
          value={staffIds.map(String)}
          onChange={(ids) => setStaffIds(ids.map((id) => Number(id) as StaffId))}
        />
        <Textarea
          label={t('note')}
          maxLength={400}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </fieldset>
      {guard.dialog}
      {room && <Closings owner={{ roomId: room.id }} name={room.name} canAdd={!room.isArchived} />}
    </EntityCard>
  );
}
