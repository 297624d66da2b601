import {
  Alert,
  Anchor,
  Badge,
  Button,
  Checkbox,
  Drawer,
  Group,
  Loader,
  Stack,
  Text,
  Textarea,
  Timeline,
  Title,
} from '@mantine/core';
import { IconAlertTriangle, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration, formatInstant } from '../../../src-shared/i18n/format.ts';
import { type BookingWish, placeBooking, priceTermsFor } from '../../../src-shared/journal/booking.rules.ts';
import type { Day, DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { canEditLines, nextStatuses } from '../../../src-shared/journal/visit-status.rules.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { instantOf } from '../../../src-shared/kernel/wall-time.ts';
import { api } from '../../api/client.ts';
import { logEntryText } from '../../api/summary-text.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useCan, useDesk, useLocale, useMoney } from '../../app/session.ts';
import { ClientPicker } from '../../clients/ClientPicker.tsx';
import { useDiscardGuard } from '../../ui/use-discard-guard.tsx';
import { StatusSign } from '../StatusSign.tsx';
import type { BookingClient } from './booking-model.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { LineList } from './LineList.tsx';
import { RefusalNote } from './RefusalNote.tsx';
import { ServicePicker } from './ServicePicker.tsx';
import { useRefusal } from './use-refusal.ts';

interface VisitDrawerProps {
  readonly visitId: number;
  readonly onClose: () => void;
}

/** One visit in full: who, what, when, its status and everything that happened to it. */
export function VisitDrawer({ visitId, onClose }: VisitDrawerProps) {
  const { t } = useTranslation('journal');
  const visit = useQuery(api.journal.visit.queryOptions({ input: { visitId: visitId as never } }));
  const day = useQuery(
    api.journal.day.queryOptions({
      input: { localDate: visit.data?.localDate ?? '' },
      enabled: visit.data !== undefined,
    }),
  );
  const [isDirty, setIsDirty] = useState(false);
  const close = useDiscardGuard(isDirty, onClose);
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={480}
      title={<Title order={2}>{t('visit.title')}</Title>}
      closeButtonProps={{ 'aria-label': t('booking.close') }}
    >
      {visit.data && day.data ? (
        // A newer version of the visit begins the form anew: what was typed belonged to the old one.
        <VisitForm
          key={`${visit.data.id}/${visit.data.version}`}
          visit={visit.data}
          day={day.data}
          onDirty={setIsDirty}
          onClose={onClose}
        />
      ) : visit.error ? (
        <Text role="alert">{t('visit.gone')}</Text>
      ) : (
        <Loader aria-label={t('visit.loading')} />
      )}
    </Drawer>
  );
}

interface VisitFormProps {
  readonly visit: DayVisit;
  readonly day: Day;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

function VisitForm({ visit, day, onDirty, onClose }: VisitFormProps) {
  const { t } = useTranslation('journal');
  const { settings, today, nowMin } = useDesk();
  const locale = useLocale();
  const money = useMoney();
  const canEdit = useCan('edit_journal');
  const canReopen = useCan('reopen_visit');
  const serviceInput = useRef<HTMLInputElement>(null);
  const catalogue = useQuery(api.services.list.queryOptions({ input: { withArchived: true } }));
  const services = useMemo(
    () => new Map((catalogue.data?.services ?? []).map((service) => [service.id as number, service])),
    [catalogue.data],
  );
  const original = useMemo(
    (): BookingWish[] =>
      visit.lines.map((line) => ({ serviceId: line.serviceId, staffId: line.staffId, durationMin: line.durationMin })),
    [visit],
  );
  const [wishes, setWishes] = useState<readonly BookingWish[]>(original);
  const [comment, setComment] = useState(visit.comment);
  const [wantsThisMaster, setWantsThisMaster] = useState(visit.wantsThisMaster);
  const [client, setClient] = useState<BookingClient | null | undefined>(undefined);
  const [isCancelling, setIsCancelling] = useState(false);
  const refused = useRefusal();
  const edit = useCommand(api.journal.edit.mutationOptions(), { onRefused: refused.onRefused });
  const setStatus = useCommand(api.journal.setStatus.mutationOptions());
  const startMin = Math.min(...visit.lines.map((line) => line.startMin));
  const isSameServices = wishes === original;
  const knownClientId = client === undefined ? visit.clientId : client && 'id' in client ? client.id : null;
  const card = useQuery(
    api.clients.card.queryOptions({
      input: { clientId: knownClientId ?? 0, visitLimit: 0 },
      enabled: knownClientId !== null,
    }),
  );
  const prices = useMemo(
    () => priceTermsFor(settings, visit.localDate, today, card.data?.priceListId ?? null),
    [settings, visit.localDate, today, card.data],
  );
  // Services that stand keep their own times (two masters at once, a pause); only a changed list is chained anew.
  const lines = isSameServices
    ? visit.lines.map((line) => ({ ...line, name: line.serviceName }))
    : placeBooking(startMin, wishes, services, prices);
  const isDirty =
    !isSameServices || comment !== visit.comment || wantsThisMaster !== visit.wantsThisMaster || client !== undefined;
  const markDirty = (): void => onDirty(true);
  const canChangeLines = canEdit && canEditLines(visit.status);
  const statuses = nextStatuses(visit.status, {
    nowMs: instantOf(today, nowMin, settings.timeZone).atMs,
    startAtMs: instantOf(visit.localDate, startMin, settings.timeZone).atMs,
    isSameDay: visit.localDate === today,
    noShowGraceMin: settings.noShowGraceMin,
    canReopen,
  }).filter((status) => status !== 'cancelled');
  const save = async (reason: string | null = null): Promise<void> => {
    const overrides = refused.overridesFor(reason);
    refused.clear();
    const saved = await edit.run({
      visitId: visit.id,
      version: visit.version,
      ...(client === undefined ? {} : { clientId: client && 'id' in client ? client.id : null }),
      ...(isSameServices
        ? {}
        : {
            lines: lines.map((line, index) => ({
              ...(sameLine(visit, index, line) ? { id: visit.lines[index]!.id } : {}),
              serviceId: line.serviceId as never,
              staffId: line.staffId as never,
              startMin: line.startMin,
              durationMin: line.durationMin,
            })),
          }),
      comment,
      wantsThisMaster,
      ...overrides,
    });
    if (saved) {
      onDirty(false);
      onClose();
    }
  };
  const total = lines.reduce((sum, line) => sum + line.priceMinor, 0);
  const minutes = lines.reduce((sum, line) => sum + line.durationMin, 0);
  return (
    <Stack
      gap="md"
      onKeyDown={(event) => {
        if (event.ctrlKey && event.code === 'Enter' && isDirty) {
          event.preventDefault();
          void save();
        }
      }}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text fw={550}>{formatDate(visit.localDate, 'dayLong', locale)}</Text>
        <Badge variant="light" color="gray" tt="none" size="lg" leftSection={<StatusSign status={visit.status} />}>
          {t(`screen.status.${visit.status}`)}
        </Badge>
      </Group>
      {visit.allergy && (
        <Alert color="danger" variant="light" icon={<IconAlertTriangle aria-hidden />} p="xs">
          {t('visit.allergy', { allergy: visit.allergy })}
        </Alert>
      )}
      {visit.clientId !== null && client === undefined ? (
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Anchor href={`#/clients/${visit.clientId}`} fw={550}>
              {visit.clientName}
            </Anchor>
            {visit.clientPhone && (
              <Group gap={4}>
                <IconPhone size={14} aria-hidden />
                <Text size="sm">
                  {/^\d+$/.test(visit.clientPhone) ? formatPhone(visit.clientPhone) : visit.clientPhone}
                </Text>
              </Group>
            )}
          </div>
          {canEdit && (
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                setClient(null);
                markDirty();
              }}
            >
              {t('visit.changeClient')}
            </Button>
          )}
        </Group>
      ) : (
        canEdit && (
          <ClientPicker
            value={client ?? null}
            onChange={(next) => {
              setClient(next);
              markDirty();
            }}
            autoFocus={false}
          />
        )
      )}
      {canEdit && statuses.length > 0 && (
        <Group gap={6} aria-label={t('visit.statuses')} role="group">
          {statuses.map((status) => (
            <Button
              key={status}
              size="xs"
              variant="default"
              disabled={setStatus.isPending}
              onClick={() => void setStatus.run({ visitId: visit.id, version: visit.version, status })}
            >
              {t(`setStatus.${status}`)}
            </Button>
          ))}
        </Group>
      )}
      <div>
        <Text size="sm" fw={550} mb={2}>
          {t('booking.services')}
        </Text>
        <LineList
          day={day}
          lines={lines}
          wishes={wishes}
          isReadOnly={!canChangeLines}
          onChange={(next) => {
            setWishes(next);
            markDirty();
          }}
        />
        {canChangeLines && (
          <ServicePicker
            services={(catalogue.data?.services ?? []).filter((service) => !service.isArchived)}
            staffId={visit.lines[0]?.staffId ?? 0}
            prices={prices}
            topServiceIds={[]}
            label={t('booking.addService')}
            inputRef={serviceInput}
            onPick={(service) => {
              setWishes([
                ...wishes,
                { serviceId: service.id, staffId: visit.lines[0]?.staffId ?? 0, durationMin: null },
              ]);
              markDirty();
            }}
          />
        )}
        <Text size="sm" ta="right" mt={4} className="z-nums">
          {formatDuration(minutes, locale)} · <b>{money(total)}</b>
        </Text>
      </div>
      <Textarea
        label={t('booking.comment')}
        autosize
        minRows={2}
        maxLength={1000}
        readOnly={!canEdit}
        value={comment}
        onChange={(event) => {
          setComment(event.currentTarget.value);
          markDirty();
        }}
      />
      <Checkbox
        label={t('booking.wantsThisMaster')}
        checked={wantsThisMaster}
        disabled={!canEdit}
        onChange={(event) => {
          setWantsThisMaster(event.currentTarget.checked);
          markDirty();
        }}
      />
      {visit.cancelReason && <Text size="sm">{t('visit.cancelled', { reason: visit.cancelReason })}</Text>}
      {refused.refusal && (
        <RefusalNote refusal={refused.refusal} isPending={edit.isPending} onAgree={(reason) => void save(reason)} />
      )}
      {canEdit && (
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="danger"
            disabled={!['booked', 'confirmed', 'arrived'].includes(visit.status)}
            onClick={() => setIsCancelling(true)}
          >
            {t('cancel.submit')}
          </Button>
          <Button disabled={!isDirty || wishes.length === 0} loading={edit.isPending} onClick={() => void save()}>
            {t('visit.save')}
          </Button>
        </Group>
      )}
      <VisitHistory visitId={visit.id} version={visit.version} />
      {isCancelling && <CancelDialog visit={visit} onClose={() => setIsCancelling(false)} />}
    </Stack>
  );
}

/** A line that only changed its length or start keeps its own row, and with it its history. */
function sameLine(visit: DayVisit, index: number, line: { serviceId: number }): boolean {
  return visit.lines[index]?.serviceId === line.serviceId;
}

function VisitHistory({ visitId, version }: { readonly visitId: number; readonly version: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { settings } = useDesk();
  const history = useQuery({
    ...api.history.ofRecord.queryOptions({ input: { entity: 'visit', id: visitId } }),
    // The version is part of the key: a changed visit has a longer history.
    queryKey: [...api.history.ofRecord.queryKey({ input: { entity: 'visit', id: visitId } }), version],
  });
  if (!history.data || history.data.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={550} mb={8}>
        {t('journal:visit.history')}
      </Text>
      <Timeline bulletSize={10} lineWidth={2} active={history.data.length}>
        {history.data.map((command) => (
          <Timeline.Item key={command.commandId}>
            <Text size="sm">{logEntryText(command, t, locale)}</Text>
            <Text size="xs" c="dimmed">
              {formatInstant(command.atMs, settings.timeZone, locale)}
              {command.actorName ? `, ${command.actorName}` : ''}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </div>
  );
}
