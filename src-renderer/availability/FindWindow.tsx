import './availability.css';
import { ActionIcon, Button, Chip, CloseButton, SegmentedControl, Select, Text, Tooltip } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconLink, IconUser, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import { priceTermsFor } from '../../src-shared/journal/booking.rules.ts';
import type { Service } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { ClientPicker } from '../clients/ClientPicker.tsx';
import type { BookingClient } from '../journal/booking/booking-model.ts';
import { ServicePicker } from '../journal/booking/ServicePicker.tsx';
import { type BookingPrefill, type ChosenSlot, type WindowWish, wishesOf } from './found-slot.ts';
import { openWish } from '../waiting/waiting-desk.ts';
import { WindowList, type WindowRow, rowsOf } from './WindowList.tsx';
import { DAY_PARTS, type DayPart, RANGES, type WindowQuestion, searchInput } from './window-question.ts';

/** What the panel opens with: the services and the client of a form. */
export interface FindStart {
  readonly wishes: readonly WindowWish[];
  readonly client: BookingClient | null;
}

interface FindWindowProps {
  /** The day on the grid; the search begins there, or today when that day is over. */
  readonly date: string;
  readonly staff: readonly { readonly id: number; readonly name: string; readonly shortName: string }[];
  readonly start: FindStart | null;
  readonly onShow: (slot: ChosenSlot['slot'] | null) => void;
  /** Opens the form there. */
  readonly onOpen: (chosen: ChosenSlot) => void;
  readonly onBooked: (visitId: number) => void;
  readonly onClose: () => void;
}

const USUAL_DAYS = 14;
const NO_ROWS: readonly WindowRow[] = [];

/**
 * The first window for some services, this or any master, these days (F4, ui.md 4)
 *
 * Three best on top with why, then every window by day. ↑↓ shows one on the grid, Enter opens the form there, or books at once
 * for the client who is chosen already.
 */
export function FindWindow(props: FindWindowProps) {
  const { date, staff, start, onShow, onOpen, onBooked, onClose } = props;
  const { t } = useTranslation('availability');
  const { settings, today } = useDesk();
  const canEdit = useCan('edit_journal');
  const [client, setClient] = useState<BookingClient | null>(start?.client ?? null);
  const [question, setQuestion] = useState<WindowQuestion>({
    wishes: start?.wishes ?? [],
    fromDate: date < today ? today : date,
    days: USUAL_DAYS,
    dayPart: 'anyTime',
    weekdays: [],
    mode: settings.slotMode,
  });
  const [chosen, setChosen] = useState(0);
  const [picksClient, setPicksClient] = useState(false);
  const serviceInput = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  /** The list takes the focus when the next answer comes: a service was just chosen. */
  const wantsFocus = useRef(question.wishes.length > 0);
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const services = useMemo(() => catalogue.data?.services ?? [], [catalogue.data]);
  const clientId = client && 'id' in client ? client.id : null;
  const search = useQuery(
    api.availability.search.queryOptions({
      input: searchInput(question, clientId),
      enabled: question.wishes.length > 0,
      placeholderData: keepPreviousData,
    }),
  );
  const answer = question.wishes.length > 0 ? search.data : undefined;
  const rows = useMemo(() => (answer ? rowsOf(answer) : NO_ROWS), [answer]);
  const index = Math.min(chosen, rows.length - 1);
  const slot = rows[index]?.slot ?? null;
  const book = useCommand(api.journal.book.mutationOptions(), {
    onRefused: () => {
      // Taken meanwhile, or something to be confirmed: the form says what, with everything filled in.
      if (slot) onOpen({ slot, prefill: prefillOf(slot) });
      return true;
    },
  });

  useEffect(() => {
    if (question.wishes.length === 0) serviceInput.current?.focus();
    // Only when the panel opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (!wantsFocus.current || rows.length === 0 || search.isPlaceholderData) return;
    wantsFocus.current = false;
    list.current?.focus();
  }, [rows, search.isPlaceholderData]);
  const slotKey = rows[index]?.key ?? null;
  const latest = useRef({ slot, onShow });
  latest.current = { slot, onShow };
  useEffect(() => {
    latest.current.onShow(latest.current.slot);
  }, [slotKey]);
  useEffect(() => () => latest.current.onShow(null), []);
  useActions(
    [
      {
        id: 'journal.find-window',
        title: 'journal:screen.actions.findWindow',
        group: 'journal',
        shortcut: 'F4',
        permission: 'see_journal',
        run: () => serviceInput.current?.focus(),
      },
    ],
    [],
  );

  const ask = (change: Partial<WindowQuestion>): void => {
    setQuestion((old) => ({ ...old, ...change }));
    setChosen(0);
  };
  const prefillOf = (one: ChosenSlot['slot']): BookingPrefill => ({ wishes: wishesOf(one, question.wishes), client });
  const pick = async (row: WindowRow): Promise<void> => {
    if (!canEdit || book.isPending) return;
    if (clientId === null) {
      onOpen({ slot: row.slot, prefill: prefillOf(row.slot) });
      return;
    }
    const booked = await book.run({
      localDate: row.slot.localDate,
      startMin: row.slot.startMin,
      clientId,
      lines: row.slot.lines.map(({ serviceId, staffId, roomId, startMin }) => ({
        serviceId,
        staffId,
        roomId,
        startMin,
      })),
    });
    if (booked) onBooked(booked.visitId);
  };
  const prices = priceTermsFor(settings, question.fromDate, today, null);
  const changeWish = (at: number, change: Partial<WindowWish>): void => {
    ask({ wishes: question.wishes.map((wish, index) => (index === at ? { ...wish, ...change } : wish)) });
  };
  return (
    <section
      className="zv-panel"
      aria-label={t('find.title')}
      onKeyDown={(event) => {
        if (event.code === 'Escape') onClose();
      }}
    >
      <header>
        <h2>{t('find.title')}</h2>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </header>
      <div className="zv-form">
        {question.wishes.map((wish, at) => (
          <WishRow
            key={`${wish.serviceId}-${at}`}
            wish={wish}
            service={services.find(({ id }) => id === wish.serviceId)}
            staff={staff}
            isFirst={at === 0}
            onChange={(change) => changeWish(at, change)}
            onRemove={() => ask({ wishes: question.wishes.filter((_, index) => index !== at) })}
          />
        ))}
        <ServicePicker
          services={services}
          staffId={0}
          prices={prices}
          topServiceIds={[]}
          label={t('find.addService')}
          inputRef={serviceInput}
          onPick={(service) => {
            wantsFocus.current = true;
            ask({ wishes: [...question.wishes, { serviceId: service.id, staffId: null, isParallel: false }] });
          }}
        />
        <WhenFields question={question} onChange={ask} />
        {picksClient || client !== null ? (
          <ClientPicker value={client} onChange={setClient} autoFocus={client === null} />
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            justify="flex-start"
            leftSection={<IconUser size={16} aria-hidden />}
            onClick={() => setPicksClient(true)}
          >
            {t('find.chooseClient')}
          </Button>
        )}
      </div>
      <div className="zv-status">
        <div role="status" aria-live="polite">
          {question.wishes.length === 0 && t('find.needService')}
          {search.error && (
            <Text size="sm" c="danger" span>
              {t('find.failed', { reason: errorText(search.error, t) })}
            </Text>
          )}
          {answer &&
            !search.error &&
            (answer.emptyReason === null
              ? t('find.found', { count: answer.total })
              : t(`find.empty.${answer.emptyReason}`))}
        </div>
        {answer !== undefined && answer.emptyReason !== null && question.wishes.length > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              onClose();
              openWish({
                client,
                serviceIds: question.wishes.map(({ serviceId }) => serviceId),
                staffIds: question.wishes.flatMap(({ staffId }) => staffId ?? []),
              });
            }}
          >
            {t('waiting:toList')}
          </Button>
        )}
        {question.wishes.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('find.mode')}
            data={[
              { value: 'compact', label: t('find.compact') },
              { value: 'grid', label: t('find.grid') },
            ]}
            value={question.mode}
            onChange={(value) => ask({ mode: value === 'grid' ? 'grid' : 'compact' })}
          />
        )}
      </div>
      {rows.length > 0 && (
        <WindowList
          rows={rows}
          index={index}
          listRef={list}
          note={
            answer && answer.total > rows.length - answer.best.length
              ? t('find.more', { shown: rows.length - answer.best.length, count: answer.total })
              : null
          }
          staffName={(id) => staff.find((person) => person.id === id)?.shortName ?? ''}
          onIndex={setChosen}
          onPick={(row) => void pick(row)}
        />
      )}
      {canEdit && rows.length > 0 && (
        <footer className="z-dim">{t(clientId === null ? 'find.hint' : 'find.hintClient')}</footer>
      )}
    </section>
  );
}

interface WishRowProps {
  readonly wish: WindowWish;
  readonly service: Service | undefined;
  readonly staff: FindWindowProps['staff'];
  readonly isFirst: boolean;
  readonly onChange: (change: Partial<WindowWish>) => void;
  readonly onRemove: () => void;
}

/** One service that is looked for: by whom, and whether together with the one before. */
function WishRow({ wish, service, staff, isFirst, onChange, onRemove }: WishRowProps) {
  const { t } = useTranslation('availability');
  const name = service?.name ?? '';
  const able = staff.filter(({ id }) => service?.staff.some(({ staffId }) => staffId === id));
  return (
    <div className="zv-wish">
      <span className="zv-wish-name" title={name}>
        {name}
      </span>
      <Select
        size="xs"
        aria-label={t('find.masterOf', { service: name })}
        data={[
          { value: '', label: t('find.anyMaster') },
          ...able.map(({ id, name: label }) => ({ value: String(id), label })),
        ]}
        value={wish.staffId === null ? '' : String(wish.staffId)}
        allowDeselect={false}
        searchable
        onChange={(value) => onChange({ staffId: value ? Number(value) : null })}
      />
      {!isFirst && (
        <Tooltip label={t('find.together')}>
          <ActionIcon
            size="sm"
            variant={wish.isParallel ? 'filled' : 'subtle'}
            color={wish.isParallel ? undefined : 'gray'}
            aria-label={t('find.together')}
            aria-pressed={wish.isParallel}
            onClick={() => onChange({ isParallel: !wish.isParallel })}
          >
            <IconLink size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={t('find.removeService', { service: name })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

interface WhenFieldsProps {
  readonly question: WindowQuestion;
  readonly onChange: (change: Partial<WindowQuestion>) => void;
}

/** Days and hours that suit the client, and which windows are offered. */
function WhenFields({ question, onChange }: WhenFieldsProps) {
  const { t } = useTranslation('availability');
  const { today } = useDesk();
  const locale = useLocale();
  return (
    <>
      <div className="zv-two">
        <DatePickerInput
          size="xs"
          label={t('find.from')}
          value={question.fromDate}
          minDate={today}
          valueFormat="D MMM"
          clearable={false}
          onChange={(value) => value && onChange({ fromDate: value })}
        />
        <Select
          size="xs"
          label={t('find.days')}
          data={RANGES.map((days) => ({ value: String(days), label: t('find.daysValue', { count: days }) }))}
          value={String(question.days)}
          allowDeselect={false}
          onChange={(value) => onChange({ days: Number(value) })}
        />
      </div>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('find.hours')}
        data={(Object.keys(DAY_PARTS) as DayPart[]).map((value) => ({ value, label: t(`find.${value}`) }))}
        value={question.dayPart}
        onChange={(value) => onChange({ dayPart: value })}
      />
      <Chip.Group
        multiple
        value={question.weekdays.map(String)}
        onChange={(values) => onChange({ weekdays: values.map(Number) })}
      >
        <div className="zv-weekdays" role="group" aria-label={t('find.weekdays')}>
          {weekdayNames(locale).map((name, at) => (
            <Chip key={name} size="xs" value={String(at + 1)} variant="light">
              {name}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </>
  );
}
