import { ActionIcon, Button, MultiSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import { formatMinute, parseMinute } from '../../src-shared/kernel/wall-time.ts';
import type { Service } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { MinutesInput } from './ServiceTime.tsx';
import type { ServiceDraft } from './service-draft.ts';

interface ServiceBookingProps {
  readonly draft: ServiceDraft;
  readonly services: readonly Service[];
  readonly fault: (field: keyof ServiceDraft) => string | null;
  readonly set: (values: Partial<ServiceDraft>) => void;
}

/** How a service is booked: where and with what, in a group, at which times, after what. */
export function ServiceBooking({ draft, services, fault, set }: ServiceBookingProps) {
  const { t } = useTranslation('services');
  const rooms = useQuery(api.rooms.list.queryOptions({ input: {} }));
  const places = (kind: 'room' | 'equipment') =>
    (rooms.data ?? [])
      .filter((room) => room.kind === kind && !room.isArchived)
      .map(({ id, name }) => ({ value: String(id), label: name }));
  const equipment = places('equipment');
  return (
    <>
      <section className="z-section">
        <h2>{t('form.where')}</h2>
        <MultiSelect
          label={t('form.rooms')}
          placeholder={draft.roomIds.length === 0 ? t('form.anyRoom') : ''}
          data={places('room')}
          value={draft.roomIds.map(String)}
          searchable
          clearable
          onChange={(ids) => set({ roomIds: ids.map(Number) })}
        />
        {(equipment.length > 0 || draft.equipmentIds.length > 0) && (
          <MultiSelect
            label={t('form.equipment')}
            description={t('form.equipmentHint')}
            data={equipment}
            value={draft.equipmentIds.map(String)}
            searchable
            clearable
            onChange={(ids) => set({ equipmentIds: ids.map(Number) })}
          />
        )}
      </section>
      <section className="z-section">
        <h2>{t('form.group')}</h2>
        <Switch
          label={t('form.isGroup')}
          description={t('form.isGroupHint')}
          checked={draft.isGroup}
          onChange={(event) => set({ isGroup: event.currentTarget.checked, groupCapacity: draft.groupCapacity ?? 6 })}
        />
        {draft.isGroup && (
          <div className="z-pair">
            <NumberInput
              label={t('form.groupCapacity')}
              value={draft.groupCapacity ?? ''}
              min={1}
              max={500}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              error={fault('groupCapacity')}
              onChange={(value) => set({ groupCapacity: typeof value === 'number' ? value : null })}
            />
            <Switch
              mt={30}
              label={t('form.seatsFromRoom')}
              checked={draft.seatsFromRoom}
              onChange={(event) => set({ seatsFromRoom: event.currentTarget.checked })}
            />
          </div>
        )}
      </section>
      <FixedStarts value={draft.fixedStarts} onChange={(fixedStarts) => set({ fixedStarts })} />
      <Rule draft={draft} services={services} fault={fault('bookingRule')} set={set} />
    </>
  );
}

type Starts = NonNullable<Service['fixedStarts']>;

const NO_STARTS: Starts = { weekly: [[], [], [], [], [], [], []], dates: [] };

interface FixedStartsProps {
  readonly value: Starts | null;
  readonly onChange: (value: Starts | null) => void;
}

/** Times at which a service may begin, by weekday and by date (J19). */
function FixedStarts({ value, onChange }: FixedStartsProps) {
  const { t } = useTranslation('services');
  const { today } = useDesk();
  const names = weekdayNames(useLocale(), 'weekdayLong');
  const setDate = (index: number, values: Partial<Starts['dates'][number]>): void => {
    if (!value) return;
    onChange({ ...value, dates: value.dates.map((item, at) => (at === index ? { ...item, ...values } : item)) });
  };
  return (
    <section className="z-section">
      <h2>{t('form.fixedStarts')}</h2>
      <Switch
        label={t('form.hasFixedStarts')}
        description={t('form.hasFixedStartsHint')}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? NO_STARTS : null)}
      />
      {value && (
        <div className="z-starts">
          {names.map((name, day) => (
            <WeekdayStarts
              key={name}
              name={name}
              starts={value.weekly[day] ?? []}
              onChange={(starts) =>
                onChange({ ...value, weekly: value.weekly.map((item, at) => (at === day ? starts : item)) })
              }
            />
          ))}
          {value.dates.map((item, index) => (
            <DateStarts
              key={item.localDate}
              item={item}
              onChange={(values) => setDate(index, values)}
              onRemove={() => onChange({ ...value, dates: value.dates.toSpliced(index, 1) })}
            />
          ))}
        </div>
      )}
      {value && (
        <Button
          variant="subtle"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={value.dates.some(({ localDate }) => localDate === today)}
          onClick={() => onChange({ ...value, dates: [...value.dates, { localDate: today, starts: [] }] })}
        >
          {t('form.addDate')}
        </Button>
      )}
    </section>
  );
}

interface WeekdayStartsProps {
  readonly name: string;
  readonly starts: readonly number[];
  readonly onChange: (starts: number[]) => void;
}

function WeekdayStarts({ name, starts, onChange }: WeekdayStartsProps) {
  return (
    <>
      <span>{name}</span>
      <TimesInput label={name} starts={starts} onChange={onChange} />
      <span />
    </>
  );
}

interface DateStartsProps {
  readonly item: Starts['dates'][number];
  readonly onChange: (values: Partial<Starts['dates'][number]>) => void;
  readonly onRemove: () => void;
}

function DateStarts({ item, onChange, onRemove }: DateStartsProps) {
  const { t } = useTranslation('services');
  return (
    <>
      <DateInput
        size="xs"
        aria-label={t('form.startDate')}
        valueFormat="DD.MM.YYYY"
        value={item.localDate}
        onChange={(localDate) => localDate && onChange({ localDate })}
      />
      <TimesInput label={item.localDate} starts={item.starts} onChange={(starts) => onChange({ starts })} />
      <ActionIcon variant="subtle" color="gray" aria-label={t('form.removeDate')} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}

interface TimesInputProps {
  readonly label: string;
  readonly starts: readonly number[];
  readonly onChange: (starts: number[]) => void;
}

/** Times typed one after another: «10:00 14:30». */
function TimesInput({ label, starts, onChange }: TimesInputProps) {
  const { t } = useTranslation('services');
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState(false);
  const read = (typed: string): number[] | null => {
    const minutes = typed
      .split(/[\s,;]+/u)
      .filter(Boolean)
      .map((part) => parseMinute(part));
    if (minutes.some((minute) => minute === null)) return null;
    return [...new Set(minutes as number[])].toSorted((a, b) => a - b);
  };
  const leave = (): void => {
    if (text === null) return;
    if (read(text) === null) setFault(true);
    else setText(null);
  };
  return (
    <TextInput
      size="xs"
      aria-label={t('form.startsOf', { name: label })}
      placeholder={t('form.startsHint')}
      value={text ?? starts.map((minute) => formatMinute(minute)).join('  ')}
      error={fault ? t('faults.NOT_TIMES') : null}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setFault(false);
        // At once, not on leaving: Ctrl+Enter saves the card from inside the field.
        const minutes = read(event.currentTarget.value);
        if (minutes) onChange(minutes);
      }}
      onBlur={leave}
    />
  );
}

interface RuleProps {
  readonly draft: ServiceDraft;
  readonly services: readonly Service[];
  readonly fault: string | null;
  readonly set: (values: Partial<ServiceDraft>) => void;
}

/** When a service may follow another one. */
function Rule({ draft, services, fault, set }: RuleProps) {
  const { t } = useTranslation('services');
  const rule = draft.bookingRule;
  const change = (values: Partial<NonNullable<typeof rule>>): void => {
    if (rule) set({ bookingRule: { ...rule, ...values } });
  };
  return (
    <section className="z-section">
      <h2>{t('form.rule')}</h2>
      <Switch
        label={t('form.hasRule')}
        description={t('form.hasRuleHint')}
        checked={rule !== null}
        onChange={(event) =>
          set({
            bookingRule: event.currentTarget.checked
              ? { afterServiceIds: [], minDays: null, maxDays: null, allowsFirst: true }
              : null,
          })
        }
      />
      {rule && (
        <>
          <MultiSelect
            label={t('form.ruleAfter')}
            data={services.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={rule.afterServiceIds.map(String)}
            searchable
            onChange={(ids) => change({ afterServiceIds: ids.map(Number) })}
          />
          <div className="z-pair">
            <MinutesInput
              label={t('form.ruleMin')}
              max={3650}
              value={rule.minDays}
              onChange={(minDays) => change({ minDays })}
            />
            <MinutesInput
              label={t('form.ruleMax')}
              max={3650}
              value={rule.maxDays}
              onChange={(maxDays) => change({ maxDays })}
            />
          </div>
          <Switch
            label={t('form.ruleFirst')}
            checked={rule.allowsFirst}
            onChange={(event) => change({ allowsFirst: event.currentTarget.checked })}
          />
          {fault && <span className="z-warn">{fault}</span>}
        </>
      )}
    </section>
  );
}
