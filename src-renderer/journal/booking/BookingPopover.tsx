import {
  ActionIcon,
  Button,
  Checkbox,
  FocusTrap,
  Group,
  Kbd,
  Paper,
  Portal,
  Select,
  Stack,
  Text,
  Textarea,
  Title,
} from '@mantine/core';
import { IconClock, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../../src-shared/i18n/format.ts';
import {
  type BookingWish,
  type FittingPlace,
  firstFittingPlace,
  placeBooking,
  priceTermsFor,
  roomAfter,
} from '../../../src-shared/journal/booking.rules.ts';
import { findConflicts } from '../../../src-shared/journal/conflicts.rules.ts';
import { conflictText } from '../../../src-shared/journal/conflict-text.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import type { Service } from '../../../src-shared/services/services.contract.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useDesk, useLocale, useMoney, useSettings } from '../../app/session.ts';
import { ClientPicker } from '../../clients/ClientPicker.tsx';
import { TimeInput } from '../../ui/TimeInput.tsx';
import { useDiscardGuard } from '../../ui/use-discard-guard.tsx';
import type { GridRect } from '../grid/grid-model.ts';
import type { BookingClient, BookingDraft } from './booking-model.ts';
import { LineList } from './LineList.tsx';
import { RefusalNote } from './RefusalNote.tsx';
import { ServicePicker } from './ServicePicker.tsx';
import { useRefusal } from './use-refusal.ts';

const WIDTH = 440;
const EDGE = 12;

interface BookingPopoverProps {
  readonly day: Day;
  readonly localDate: string;
  readonly draft: BookingDraft;
  /** Where the new visit stands on the screen; the form opens beside it. Null: in the middle. */
  readonly anchorRect: GridRect | null;
  readonly onDraftChange: (draft: BookingDraft) => void;
  readonly onClose: () => void;
  readonly onBooked: (booked: { visitId: number }) => void;
  readonly initialClient?: BookingClient | null;
  readonly initialWishes?: readonly BookingWish[];
}

/**
 * A new visit, written beside its place on the grid (ui.md 4): client, services, Ctrl+Enter.
 *
 * The grid stays visible and alive; the box on it follows the chosen services. A refusal is shown here, with everything
 * entered kept.
 */
export function BookingPopover(props: BookingPopoverProps) {
  const { day, localDate, draft, onDraftChange, onClose, onBooked } = props;
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const money = useMoney();
  const settings = useSettings();
  const titleId = useId();
  const serviceInput = useRef<HTMLInputElement>(null);
  const [client, setClient] = useState<BookingClient | null>(props.initialClient ?? null);
  const [wishes, setWishes] = useState<readonly BookingWish[]>(props.initialWishes ?? []);
  const [comment, setComment] = useState('');
  const [wantsThisMaster, setWantsThisMaster] = useState(false);
  const [isPressed, setIsPressed] = useState(false);
  /** A service for which nobody has room on this day. */
  const [fullService, setFullService] = useState<string | null>(null);
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const knownClientId = client && 'id' in client ? client.id : null;
  const card = useQuery(
    api.clients.card.queryOptions({
      input: { clientId: knownClientId ?? 0, visitLimit: 0 },
      enabled: knownClientId !== null,
    }),
  );
  const services = useMemo(
    () => new Map((catalogue.data?.services ?? []).map((service) => [service.id as number, service])),
    [catalogue.data],
  );
  const { today } = useDesk();
  const priceListId = card.data?.priceListId ?? null;
  const prices = useMemo(
    () => priceTermsFor(settings, localDate, today, priceListId),
    [settings, localDate, today, priceListId],
  );
  const lines = useMemo(
    () => placeBooking(draft.startMin, wishes, services, prices),
    [draft.startMin, wishes, services, prices],
  );
  const endMin = lines.reduce((end, line) => Math.max(end, line.startMin + line.durationMin), draft.startMin);
  const totalMin = endMin - draft.startMin;
  const totalMinor = lines.reduce((sum, line) => sum + line.priceMinor, 0);
  const conflicts = useMemo(
    () => (lines.length === 0 ? [] : findConflicts({ visitId: null, clientId: knownClientId, lines }, day, settings)),
    [lines, knownClientId, day, settings],
  );
  const after = roomAfter(
    day,
    draft.staffId,
    draft.startMin,
    Math.max(endMin, draft.startMin),
    settings.processingReleasesMaster,
  );
  const refused = useRefusal();
  const book = useCommand(api.journal.book.mutationOptions(), { onRefused: refused.onRefused });
  const isDirty = client !== null || wishes.length > 0 || comment !== '';
  const close = useDiscardGuard(isDirty, onClose);

  // The box on the grid grows with the chosen services.
  const { staffId, startMin, endMin: drawnEndMin } = draft;
  useEffect(() => {
    if (lines.length > 0 && drawnEndMin !== endMin) onDraftChange({ staffId, startMin, endMin });
  }, [lines.length, drawnEndMin, endMin, staffId, startMin, onDraftChange]);

  /** Whoever offers the service, at the drawn time if possible: a master who does not is never what was meant. */
  const placeFor = (service: Service): FittingPlace => {
    const drawn = { staffId: draft.staffId, startMin: draft.startMin };
    if (service.staff.some((item) => item.staffId === draft.staffId)) return drawn;
    const favourite = card.data?.stats.favouriteStaffId;
    const fromMin = wishes.length === 0 ? draft.startMin : endMin;
    const found = firstFittingPlace({
      day,
      services,
      serviceId: service.id,
      clientId: knownClientId,
      fromMin,
      preferredStaffIds: favourite ? [favourite] : [],
      stepMin: settings.slotStepMin,
      settings,
    });
    setFullService(found ? null : service.name);
    return found ?? drawn;
  };

  const save = async (reason: string | null = null): Promise<void> => {
    setIsPressed(true);
    if (lines.length === 0) {
      serviceInput.current?.focus();
      return;
    }
    const overrides = refused.overridesFor(reason);
    refused.clear();
    const booked = await book.run({
      localDate,
      startMin: draft.startMin,
      clientId: knownClientId,
      ...(client && 'newClient' in client ? { newClient: client.newClient } : {}),
      lines: lines.map((line) => ({
        serviceId: line.serviceId as never,
        staffId: line.staffId as never,
        durationMin: line.durationMin,
      })),
      comment,
      wantsThisMaster,
      ...overrides,
    });
    if (booked) onBooked({ visitId: booked.visitId });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.code === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (!book.isPending) void save();
    } else if (event.code === 'Escape') {
      event.stopPropagation();
      close();
    }
  };

  const warning = conflicts[0];
  const warningText = warning && conflictText(warning.code, warning, t('conflicts.noClient'));
  const staffOptions = day.staff.map((staff) => ({ value: String(staff.id), label: staff.name }));
  return (
    <Portal>
      <FocusTrap>
        <Paper
          role="dialog"
          aria-labelledby={titleId}
          shadow="lg"
          withBorder
          p="md"
          style={placeBeside(props.anchorRect)}
          onKeyDown={onKeyDown}
        >
          <Stack gap={10}>
            <Group justify="space-between" wrap="nowrap">
              <Title order={2} id={titleId} fz={16}>
                {t('booking.title')}
              </Title>
              <ActionIcon variant="subtle" color="gray" aria-label={t('booking.close')} onClick={close}>
                <IconX size={18} aria-hidden />
              </ActionIcon>
            </Group>
            <Group gap={8} wrap="nowrap" align="flex-end">
              <Text size="sm" pb={8} style={{ whiteSpace: 'nowrap' }}>
                {formatDate(localDate, 'day', locale)}
              </Text>
              <TimeInput
                w={92}
                leftSection={<IconClock size={16} aria-hidden />}
                aria-label={t('booking.start')}
                value={draft.startMin}
                onChange={(minute) => {
                  if (minute !== null) {
                    onDraftChange({ ...draft, startMin: minute, endMin: minute + (draft.endMin - draft.startMin) });
                  }
                }}
              />
              <Select
                flex={1}
                aria-label={t('booking.master')}
                data={staffOptions}
                value={String(draft.staffId)}
                allowDeselect={false}
                searchable
                onChange={(value) => {
                  if (value === null) return;
                  const next = Number(value);
                  setWishes(wishes.map((wish) => (wish.staffId === draft.staffId ? { ...wish, staffId: next } : wish)));
                  onDraftChange({ ...draft, staffId: next });
                }}
              />
            </Group>
            <ClientPicker
              value={client}
              onChange={(next) => {
                setClient(next);
                // A new client comes again with every letter typed into their name or phone: those fields keep the focus.
                if (next && 'id' in next) serviceInput.current?.focus();
              }}
              autoFocus={client === null}
            />
            <div>
              <Text component="div" size="sm" fw={550} mb={2}>
                {t('booking.services')}
              </Text>
              <LineList day={day} lines={lines} wishes={wishes} onChange={setWishes} />
              <ServicePicker
                services={catalogue.data?.services ?? []}
                staffId={draft.staffId}
                prices={prices}
                topServiceIds={card.data?.stats.topServiceIds ?? []}
                label={t('booking.addService')}
                inputRef={serviceInput}
                onPick={(service) => {
                  refused.clear();
                  const place = placeFor(service);
                  setWishes([...wishes, { serviceId: service.id, staffId: place.staffId, durationMin: null }]);
                  if (wishes.length === 0 && (place.staffId !== draft.staffId || place.startMin !== draft.startMin)) {
                    onDraftChange({ ...place, endMin: place.startMin + (draft.endMin - draft.startMin) });
                  }
                  serviceInput.current?.focus();
                }}
              />
              {isPressed && lines.length === 0 && (
                <Text size="sm" c="danger" role="alert" mt={4}>
                  {t('booking.needService')}
                </Text>
              )}
            </div>
            <Textarea
              aria-label={t('booking.comment')}
              placeholder={t('booking.comment')}
              autosize
              minRows={1}
              maxRows={3}
              maxLength={1000}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Checkbox
              size="sm"
              label={t('booking.wantsThisMaster')}
              checked={wantsThisMaster}
              onChange={(event) => setWantsThisMaster(event.currentTarget.checked)}
            />
            {refused.refusal ? (
              <RefusalNote
                refusal={refused.refusal}
                isPending={book.isPending}
                onAgree={(reason) => void save(reason)}
              />
            ) : (
              <Text size="sm" c={warning?.level === 'hard' ? 'danger' : 'dimmed'} aria-live="polite">
                {fullService !== null && warningText
                  ? t('booking.noPlace', { service: fullService })
                  : warningText
                    ? t(warningText.key, warningText.values)
                    : freeText(t, after, lines.length > 0)}
              </Text>
            )}
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" className="z-nums">
                {lines.length > 0 && (
                  <>
                    {formatDuration(totalMin, locale)} · <b>{money(totalMinor)}</b>
                  </>
                )}
              </Text>
              <Button loading={book.isPending} onClick={() => void save()} rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}>
                {t('booking.save')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </FocusTrap>
    </Portal>
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function freeText(t: Translate, after: { freeUntilMin: number | null; gapMin: number }, hasLines: boolean): string {
  if (after.freeUntilMin === null) return t('booking.notFree');
  const until = formatMinute(after.freeUntilMin);
  if (!hasLines || after.gapMin < 0) return t('booking.freeUntil', { until });
  return after.gapMin === 0 ? t('booking.noGap', { until }) : t('booking.gapLeft', { until, minutes: after.gapMin });
}

/** To the right of the slot, or to its left, always whole on the screen. */
function placeBeside(anchor: GridRect | null): CSSProperties {
  const base: CSSProperties = {
    position: 'fixed',
    width: WIDTH,
    maxWidth: `calc(100vw - ${2 * EDGE}px)`,
    maxHeight: `calc(100vh - ${2 * EDGE}px)`,
    overflowY: 'auto',
    zIndex: 150,
  };
  if (!anchor) return { ...base, left: '50%', top: '12vh', transform: 'translateX(-50%)' };
  const right = anchor.left + anchor.width + EDGE;
  const left = right + WIDTH + EDGE <= window.innerWidth ? right : anchor.left - WIDTH - EDGE;
  const fits = Math.max(EDGE, Math.min(left, window.innerWidth - WIDTH - EDGE));
  // Rows that open later (client, services) must not push the buttons off the screen.
  const top = Math.max(EDGE, Math.min(anchor.top - 40, window.innerHeight - 560));
  return { ...base, left: fits, top, maxHeight: window.innerHeight - top - EDGE };
}
