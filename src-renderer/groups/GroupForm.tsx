import {
  Button,
  Checkbox,
  Group,
  Kbd,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconUsersPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupStart } from './use-group-grid.tsx';
import { conflictText } from '../../src-shared/journal/conflict-text.ts';
import type { Day, DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney, useSettings } from '../app/session.ts';
import type { BookingClient } from '../journal/booking/booking-model.ts';
import { RefusalNote } from '../journal/booking/RefusalNote.tsx';
import { useRefusal } from '../journal/booking/use-refusal.ts';
import { absenceName } from '../journal/journal-columns.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { eventConflicts } from './group-place.ts';
import { RepeatWeekly } from './RepeatWeekly.tsx';

interface GroupFormProps {
  /** The day it stands on when the form opens. */
  readonly day: Day;
  /** The event to change; absent for a new one. */
  readonly event?: DayEvent;
  readonly start?: GroupStart;
  /** A seat of a session that is there already, or of the one just made. */
  readonly onJoin: (eventId: number, client: BookingClient | null) => void;
  readonly onClose: () => void;
}

const AUTO = 'auto';
const NONE = 'none';

/** A group event being written or changed: service, master, room, time, seats, price (A13). */
export function GroupForm({ day: firstDay, event, start, onJoin, onClose }: GroupFormProps) {
  const { t } = useTranslation(['groups', 'journal', 'common']);
  const money = useMoney();
  const settings = useSettings();
  const hintId = useId();
  const [serviceId, setServiceId] = useState<number | null>(event?.serviceId ?? start?.serviceId ?? null);
  const [staffId, setStaffId] = useState<number>(event?.staffId ?? start?.staffId ?? 0);
  const [room, setRoom] = useState<string>(event ? String(event.roomId ?? NONE) : AUTO);
  const [localDate, setLocalDate] = useState(event?.localDate ?? firstDay.localDate);
  const [startMin, setStartMin] = useState<number | null>(event?.startMin ?? start?.startMin ?? 600);
  const [ownDuration, setOwnDuration] = useState<number | null>(event?.durationMin ?? null);
  const [ownCapacity, setOwnCapacity] = useState<number | null>(event?.capacity ?? null);
  const [ownPrice, setOwnPrice] = useState<number | null>(event?.priceMinor ?? null);
  const [title, setTitle] = useState(event && event.title !== event.serviceName ? event.title : '');
  const [comment, setComment] = useState(event?.comment ?? '');
  const [weeks, setWeeks] = useState<number | null>(null);
  const [isTouched, setIsTouched] = useState(false);

  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const otherDay = useQuery(
    api.journal.day.queryOptions({ input: { localDate }, enabled: localDate !== firstDay.localDate }),
  );
  const day = localDate === firstDay.localDate ? firstDay : (otherDay.data ?? null);
  const groupServices = useMemo(
    () =>
      (catalogue.data?.services ?? []).filter(
        (service) => service.groupCapacity !== null && (!service.isArchived || service.id === serviceId),
      ),
    [catalogue.data, serviceId],
  );
  // The only one there is needs no choice.
  const only = groupServices.length === 1 ? groupServices[0]?.id : undefined;
  const service = groupServices.find(({ id }) => id === (serviceId ?? only)) ?? null;
  const own = service?.staff.find((item) => item.staffId === staffId);
  const durationMin = ownDuration ?? own?.durationMin ?? service?.durationMin ?? 60;
  const capacity = ownCapacity ?? service?.groupCapacity ?? null;
  const roomId = room === AUTO ? undefined : room === NONE ? null : Number(room);

  const conflicts = useMemo(() => {
    if (day === null || service === null || startMin === null) return [];
    const place = {
      serviceId: service.id,
      staffId,
      roomId,
      startMin,
      durationMin,
      bufferBeforeMin: event?.bufferBeforeMin ?? service.bufferBeforeMin,
      bufferAfterMin: event?.bufferAfterMin ?? service.bufferAfterMin,
    };
    return eventConflicts(place, event ?? null, event ? firstDay : null, { day, settings });
  }, [day, service, startMin, staffId, roomId, durationMin, event, firstDay, settings]);
  const [worst] = conflicts;
  const worstText =
    worst &&
    conflictText(
      worst.code,
      worst.code === 'MASTER_ABSENT' ? { ...worst, reason: absenceName(worst.reason, t) } : worst,
      t('journal:conflicts.noClient'),
    );
  /** Sessions of the same service on this day that still have a seat: often that is what the client wants. */
  const sessions =
    event || !day ? [] : day.events.filter((item) => item.serviceId === service?.id && item.taken < item.capacity);

  const refused = useRefusal();
  const options = { onRefused: refused.onRefused };
  const create = useCommand(api.groups.create.mutationOptions(), options);
  const update = useCommand(api.groups.update.mutationOptions(), {
    onRefused: (error) => (hasCode(error, 'STALE_VERSION') ? false : refused.onRefused(error)),
  });
  const repeat = useCommand(api.groups.repeat.mutationOptions());
  const isPending = create.isPending || update.isPending || repeat.isPending;
  const touch =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      setIsTouched(true);
      refused.clear();
      set(value);
    };
  const close = useDiscardGuard(isTouched, onClose);

  const save = async (reason: string | null = null): Promise<void> => {
    if (startMin === null || (service === null && !event) || isPending) return;
    const overrides = refused.overridesFor(reason);
    refused.clear();
    const place = {
      staffId: staffId as DayEvent['staffId'],
      ...(roomId === undefined ? {} : { roomId: roomId as DayEvent['roomId'] }),
      localDate,
      startMin,
      durationMin,
      ...(capacity === null ? {} : { capacity }),
      ...(ownPrice === null ? {} : { priceMinor: ownPrice }),
      title,
      comment,
      ...overrides,
    };
    if (event) {
      const done = await update.run({ eventId: event.id, version: event.version, ...place });
      if (done) onClose();
      return;
    }
    if (service === null) return;
    const done = await create.run({ serviceId: service.id, ...place });
    if (!done) return;
    if (weeks !== null) await repeat.run({ eventId: done.eventId, weeks });
    onJoin(done.eventId, start?.client ?? null);
  };

  return (
    <Modal
      opened
      onClose={close}
      size={560}
      title={event ? t('groups:form.editTitle') : t('groups:form.title')}
      closeButtonProps={{ 'aria-label': t('journal:booking.close') }}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save();
        }}
        onKeyDown={(pressed) => {
          if (!pressed.ctrlKey || pressed.code !== 'Enter') return;
          pressed.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Select
            data-autofocus={serviceId === null || undefined}
            required
            label={t('groups:form.service')}
            placeholder={t('groups:form.servicePlaceholder')}
            nothingFoundMessage={t('groups:form.noServices')}
            description={groupServices.length === 0 && catalogue.isSuccess ? t('groups:form.noServices') : undefined}
            data={groupServices.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={service === null ? null : String(service.id)}
            disabled={event !== undefined}
            searchable
            selectFirstOptionOnChange
            onChange={(value) => touch(setServiceId)(value === null ? null : Number(value))}
          />
          {sessions.length > 0 && (
            <Stack gap={4}>
              <Text size="sm" c="dimmed">
                {t('groups:form.sessions')}
              </Text>
              {sessions.map((item) => (
                <Group key={item.id} gap="sm" wrap="nowrap" justify="space-between">
                  <Text size="md">
                    {t('groups:form.session', {
                      time: formatMinute(item.startMin),
                      title: item.title,
                      taken: item.taken,
                      total: item.capacity,
                    })}
                  </Text>
                  <Button
                    size="xs"
                    variant="light"
                    leftSection={<IconUsersPlus size={16} aria-hidden />}
                    onClick={() => onJoin(item.id, start?.client ?? null)}
                  >
                    {t('groups:form.joinSession')}
                  </Button>
                </Group>
              ))}
            </Stack>
          )}
          <Group grow gap="sm" align="flex-start">
            <DateInput
              label={t('groups:form.date')}
              value={localDate}
              valueFormat="D MMMM YYYY"
              onChange={(value) => {
                if (value !== null) touch(setLocalDate)(value);
              }}
            />
            <TimeInput label={t('groups:form.start')} value={startMin} onChange={touch(setStartMin)} />
            <NumberInput
              label={t('groups:form.duration')}
              min={5}
              max={720}
              step={5}
              allowDecimal={false}
              allowNegative={false}
              value={durationMin}
              onChange={(value) => touch(setOwnDuration)(typeof value === 'number' ? value : null)}
            />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <Select
              label={t('groups:form.master')}
              data={(day ?? firstDay).staff.map((person) => ({ value: String(person.id), label: person.name }))}
              value={String(staffId)}
              allowDeselect={false}
              searchable
              onChange={(value) => {
                if (value !== null) touch(setStaffId)(Number(value));
              }}
            />
            <Select
              label={t('groups:form.room')}
              data={[
                ...(event ? [] : [{ value: AUTO, label: t('groups:form.roomAuto') }]),
                ...firstDay.rooms.map(({ id, name, capacity: places }) => ({
                  value: String(id),
                  label: t('groups:form.roomPlaces', { name, count: places }),
                })),
                { value: NONE, label: t('groups:form.roomNone') },
              ]}
              value={room}
              allowDeselect={false}
              searchable
              onChange={(value) => {
                if (value !== null) touch(setRoom)(value);
              }}
            />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <NumberInput
              label={t('groups:form.capacity')}
              min={Math.max(1, event?.taken ?? 1)}
              max={500}
              allowDecimal={false}
              allowNegative={false}
              value={capacity ?? ''}
              onChange={(value) => touch(setOwnCapacity)(typeof value === 'number' ? value : null)}
            />
            <MoneyInput
              label={t('groups:form.price')}
              placeholder={service ? money(service.priceMinor) : ''}
              value={ownPrice}
              onChange={touch(setOwnPrice)}
            />
          </Group>
          <TextInput
            label={t('groups:form.name')}
            placeholder={service?.name ?? ''}
            maxLength={80}
            value={title}
            onChange={(changed) => touch(setTitle)(changed.currentTarget.value)}
          />
          <Textarea
            label={t('groups:form.comment')}
            autosize
            minRows={1}
            maxRows={3}
            maxLength={1000}
            value={comment}
            onChange={(changed) => touch(setComment)(changed.currentTarget.value)}
          />
          {!event && (
            <Group gap="sm" align="center">
              <Checkbox
                label={t('groups:form.repeat')}
                checked={weeks !== null}
                onChange={(changed) => touch(setWeeks)(changed.currentTarget.checked ? 4 : null)}
              />
              {weeks !== null && (
                <NumberInput
                  w={84}
                  aria-label={t('groups:form.weeks')}
                  min={1}
                  max={52}
                  allowDecimal={false}
                  allowNegative={false}
                  value={weeks}
                  onChange={(value) => setWeeks(typeof value === 'number' ? value : 1)}
                />
              )}
              {weeks !== null && <Text size="md">{t('groups:form.weeksUnit')}</Text>}
            </Group>
          )}
          {event && <RepeatWeekly event={event} />}
          {refused.refusal ? (
            <RefusalNote refusal={refused.refusal} isPending={isPending} onAgree={(reason) => void save(reason)} />
          ) : (
            <Text id={hintId} size="sm" mih={20} c={worst?.level === 'hard' ? 'danger' : 'dimmed'} aria-live="polite">
              {worstText ? t(worstText.key, worstText.values) : service ? t('groups:form.fits') : ''}
            </Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              loading={isPending}
              disabled={service === null && !event}
              rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
            >
              {event ? t('groups:form.save') : t('groups:form.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
