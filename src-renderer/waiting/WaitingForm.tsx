import { Button, Checkbox, Chip, Group, Kbd, MultiSelect, Select, Text, Textarea } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { WAITING_SOURCES } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useDesk, useLocale } from '../app/session.ts';
import { ClientPicker } from '../clients/ClientPicker.tsx';
import type { BookingClient } from '../journal/booking/booking-model.ts';
import { TimeInput } from '../ui/TimeInput.tsx';
import { GroupWish } from './GroupWish.tsx';
import { useQueue } from './use-waiting.ts';
import { type WishStart, closeForm } from './waiting-desk.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Where a request comes from by itself: accepted at once when nothing stands against it (nr 13). */
const REMOTE: readonly string[] = ['web', 'messenger'];

/** Who waits for what: every field by the keyboard, Ctrl+Enter saves, Esc leaves. */
export function WaitingForm({ start }: { readonly start: WishStart }) {
  const { t } = useTranslation('waiting');
  const locale = useLocale();
  const { today } = useDesk();
  const { kind, entry } = start;
  const isWalkIn = kind === 'walk_in';
  const isRequest = kind === 'request';
  const servicesInput = useRef<HTMLInputElement>(null);
  const [client, setClient] = useState<BookingClient | null>(start.client);
  const [serviceIds, setServiceIds] = useState<readonly string[]>(
    entry ? entry.services.map(({ serviceId }) => String(serviceId)) : start.serviceIds.map(String),
  );
  const [staffIds, setStaffIds] = useState<readonly string[]>(
    entry ? entry.staff.map(({ staffId }) => String(staffId)) : start.staffIds.map(String),
  );
  const [fromDate, setFromDate] = useState<string | null>(entry?.fromDate ?? (isRequest ? today : null));
  const [toDate, setToDate] = useState<string | null>(entry?.toDate ?? null);
  const [weekdays, setWeekdays] = useState<readonly string[]>(entry?.weekdays.map(String) ?? []);
  const [fromMin, setFromMin] = useState<number | null>(entry?.fromMin ?? null);
  const [toMin, setToMin] = useState<number | null>(entry?.toMin ?? null);
  const [comment, setComment] = useState(entry?.comment ?? '');
  const [source, setSource] = useState<string>(
    entry?.source ?? (isRequest ? 'phone' : isWalkIn ? 'walk_in' : 'reception'),
  );
  const [groupEventId, setGroupEventId] = useState<number | null>(entry?.groupEventId ?? null);
  const [accepts, setAccepts] = useState<boolean | null>(null);
  const [isPressed, setPressed] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [areServicesOpen, setServicesOpen] = useState(false);
  const isKnown = start.client !== null || entry !== null;
  useEffect(() => {
    // Who waits is said already; what for comes next.
    if (isKnown) servicesInput.current?.focus();
  }, [isKnown]);
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const people = useQuery(api.staff.list.queryOptions({ input: {} }));
  const wait = useQueue(serviceIds.map(Number), staffIds.map(Number), isWalkIn && serviceIds.length > 0);
  const options = {
    onRefused: (error: unknown): boolean => {
      setRefusal(errorText(error, t));
      return true;
    },
  };
  const add = useCommand(api.waiting.add.mutationOptions(), options);
  const update = useCommand(api.waiting.update.mutationOptions(), options);
  const autoAccept = isRequest && (accepts ?? REMOTE.includes(source));
  const isNamed = client !== null || isWalkIn || entry !== null;
  const needsService = !isRequest && serviceIds.length === 0 && groupEventId === null;

  const services = catalogue.data?.services ?? [];
  const groupService = services.find(
    ({ id, groupCapacity }) => groupCapacity !== null && serviceIds.includes(String(id)),
  );
  const doers = new Set(
    services
      .filter(({ id }) => serviceIds.includes(String(id)))
      .flatMap(({ staff }) => staff.map(({ staffId }) => staffId)),
  );
  const masters = (people.data ?? []).filter(
    ({ id }) => serviceIds.length === 0 || doers.has(id) || staffIds.includes(String(id)),
  );

  const save = async (): Promise<void> => {
    setPressed(true);
    setRefusal('');
    if (!isNamed || needsService) return;
    // A request names its day and its minute; the others name a span.
    const isExact = isRequest && entry === null;
    const wish = {
      serviceIds: serviceIds.map(Number),
      staffIds: staffIds.map(Number),
      groupEventId: groupService || entry ? groupEventId : null,
      fromDate: isWalkIn ? null : fromDate,
      toDate: isWalkIn ? null : isExact ? fromDate : toDate,
      weekdays: isWalkIn || isExact ? [] : weekdays.map(Number),
      fromMin: isWalkIn ? null : fromMin,
      toMin: isWalkIn ? null : isExact ? fromMin : toMin,
      comment,
      source: source as (typeof WAITING_SOURCES)[number],
    };
    if (entry) {
      const done = await update.run({
        entryId: entry.id,
        version: entry.version,
        values: { ...wish, ...whoOf(client) },
      });
      if (done) closeForm();
      return;
    }
    const done = await add.run({ kind, ...wish, ...EMPTY_WHO, ...whoOf(client), autoAccept });
    if (!done) return;
    if (done.verdict !== null) {
      showNotice(t(done.verdict === 'accept' && done.visitId === null ? 'verdict.free' : `verdict.${done.verdict}`));
    }
    closeForm();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.code === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      void save();
    } else if (event.code === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      closeForm();
    }
  };
  const title = entry
    ? 'form.titleEdit'
    : isWalkIn
      ? 'form.titleWalkIn'
      : isRequest
        ? 'form.titleRequest'
        : 'form.titleWaiting';
  const guest = wait.data?.turns.find(({ entryId }) => entryId === null);
  return (
    <form
      className="zw-form"
      aria-label={t(title)}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{t(title)}</h3>
      {entry !== null && client === null ? (
        <Text size="sm">
          {entry.name || t('card.noName')} <span className="z-dim z-nums">{entry.phone}</span>
        </Text>
      ) : (
        <ClientPicker
          value={client}
          autoFocus={client === null}
          onChange={(next) => {
            setClient(next);
            if (next && 'id' in next) servicesInput.current?.focus();
          }}
          {...(isPressed && !isNamed ? { error: t('form.needClient') } : {})}
        />
      )}
      <MultiSelect
        ref={servicesInput}
        label={t('form.services')}
        placeholder={serviceIds.length === 0 ? t('form.addService') : ''}
        data={services.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={[...serviceIds]}
        onChange={(chosen) => {
          setServiceIds(chosen);
          // The list would hide what comes after it; typing opens it again.
          setServicesOpen(false);
        }}
        dropdownOpened={areServicesOpen}
        onDropdownOpen={() => setServicesOpen(true)}
        onDropdownClose={() => setServicesOpen(false)}
        searchable
        hidePickedOptions
        selectFirstOptionOnChange
        limit={30}
        filter={({ options: all, search }) => {
          const words = fold(search).split(' ').filter(Boolean);
          return all.filter((item) => 'label' in item && words.every((word) => fold(item.label).includes(word)));
        }}
        error={isPressed && needsService ? t('form.needService') : undefined}
        comboboxProps={{ withinPortal: true }}
      />
      {kind === 'waiting' && groupService && (
        <GroupWish serviceId={groupService.id} value={groupEventId} onChange={setGroupEventId} />
      )}
      <MultiSelect
        label={t('form.masters')}
        placeholder={staffIds.length === 0 ? t('form.mastersAny') : ''}
        data={masters.map((person) => ({
          value: String(person.id),
          label: [person.firstName, person.lastName].filter(Boolean).join(' '),
        }))}
        value={[...staffIds]}
        onChange={setStaffIds}
        searchable
        hidePickedOptions
        selectFirstOptionOnChange
      />
      {isRequest && entry === null && (
        <div className="zw-two">
          <DatePickerInput
            label={t('form.date')}
            value={fromDate}
            minDate={today}
            onChange={setFromDate}
            valueFormat="D MMM"
            clearable
          />
          <TimeInput label={t('form.at')} value={fromMin} onChange={setFromMin} />
        </div>
      )}
      {!isWalkIn && (!isRequest || entry !== null) && (
        <>
          <div className="zw-two">
            <DatePickerInput
              label={t('form.fromDate')}
              value={fromDate}
              onChange={setFromDate}
              valueFormat="D MMM"
              clearable
            />
            <DatePickerInput
              label={t('form.toDate')}
              value={toDate}
              {...(fromDate === null ? {} : { minDate: fromDate })}
              onChange={setToDate}
              valueFormat="D MMM"
              clearable
            />
          </div>
          <Chip.Group multiple value={[...weekdays]} onChange={setWeekdays}>
            <Group gap={4} role="group" aria-label={t('form.weekdays')}>
              {WEEKDAYS.map((weekday) => (
                <Chip key={weekday} value={String(weekday)} size="xs" radius="sm">
                  {t(`days.weekdays.${weekday}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <div className="zw-two">
            <TimeInput label={t('form.fromMin')} value={fromMin} onChange={setFromMin} />
            <TimeInput label={t('form.toMin')} value={toMin} onChange={setToMin} />
          </div>
        </>
      )}
      {isRequest && (
        <Select
          label={t('form.source')}
          data={WAITING_SOURCES.map((value) => ({ value, label: t(`request.source.${value}`) }))}
          value={source}
          allowDeselect={false}
          onChange={(value) => setSource(value ?? source)}
        />
      )}
      <Textarea
        label={t('form.comment')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {isRequest && entry === null && (
        <Checkbox
          size="sm"
          label={t('form.autoAccept')}
          checked={autoAccept}
          onChange={(event) => setAccepts(event.currentTarget.checked)}
        />
      )}
      {isWalkIn && (
        <p className="zw-estimate" aria-live="polite">
          {serviceIds.length === 0 ? t('queue.estimateHint') : guest ? estimateText() : ''}
        </p>
      )}
      {refusal && (
        <Text size="sm" c="danger" role="alert">
          {refusal}
        </Text>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="sm" onClick={closeForm}>
          {t('form.cancel')}
        </Button>
        <Button
          type="submit"
          size="sm"
          loading={add.isPending || update.isPending}
          rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
        >
          {t(isWalkIn && entry === null ? 'form.saveQueue' : 'form.save')}
        </Button>
      </Group>
    </form>
  );

  function estimateText(): string {
    const turn = guest?.turn ?? null;
    if (turn === null) return t('queue.estimateNone');
    const staff = turn.staffNames.join(', ');
    if (turn.waitMin <= 5) return t('queue.estimateNow', { staff });
    const minutes = formatDuration(turn.waitMin, locale);
    return t('queue.estimate', { minutes, staff, time: formatMinute(turn.startMin) });
  }
}

const EMPTY_WHO = { clientId: null, name: '', phone: '' };

/** Who waits, as the core takes it. */
function whoOf(client: BookingClient | null): { clientId?: number | null; name?: string; phone?: string } {
  if (client === null) return {};
  if ('id' in client) return { clientId: client.id };
  const { firstName, lastName, phone } = client.newClient;
  return { clientId: null, name: [firstName, lastName].filter(Boolean).join(' '), phone };
}
