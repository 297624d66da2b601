import './groups.css';
import { Alert, Button, Drawer, Group, Loader, Progress, Stack, Text, Title } from '@mantine/core';
import { IconHourglassHigh, IconPencil, IconPrinter, IconUserPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { DayEvent, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { RefusalNote } from '../journal/booking/RefusalNote.tsx';
import { useRefusal } from '../journal/booking/use-refusal.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Participant } from './Participant.tsx';
import { printGroup } from './print-group.ts';

interface GroupDrawerProps {
  readonly eventId: number;
  /** Who is to be given a seat: already in the field. */
  readonly joining: PickedClient;
  readonly onEdit: (event: DayEvent) => void;
  readonly onCancel: (event: DayEvent) => void;
  readonly onClose: () => void;
}

/** A group event: how full it is, who takes part, a field to seat one more (A13). */
export function GroupDrawer({ eventId, joining, onEdit, onCancel, onClose }: GroupDrawerProps) {
  const { t } = useTranslation(['groups', 'journal', 'errors']);
  const inside = useTopEscape<HTMLSpanElement>(onClose);
  const locale = useLocale();
  const money = useMoney();
  const canEdit = useCan('edit_journal');
  const [leaving, setLeaving] = useState<DayVisit | null>(null);
  const found = useQuery(api.groups.get.queryOptions({ input: { eventId: eventId as DayEvent['id'] } }));
  const names = useQuery(
    api.journal.day.queryOptions({
      input: { localDate: found.data?.event.localDate ?? '' },
      enabled: found.data !== undefined,
    }),
  );
  const event = found.data?.event;
  const seated = (found.data?.participants ?? []).filter(({ status }) => isOccupying(status));
  const gone = (found.data?.participants ?? []).filter(({ status }) => !isOccupying(status));
  const isCancelled = found.data?.status === 'cancelled';
  const master = names.data?.staff.find(({ id }) => id === event?.staffId)?.name;
  const room = names.data?.rooms.find(({ id }) => id === event?.roomId)?.name;
  const when =
    event &&
    `${formatDate(event.localDate, 'day', locale)}, ${formatRange(event.startMin, event.startMin + event.durationMin)}`;
  const isFull = event !== undefined && event.taken >= event.capacity;
  return (
    <Drawer
      opened
      closeOnEscape={false}
      onClose={onClose}
      position="right"
      size={520}
      title={<Title order={2}>{event?.title ?? t('groups:drawer.title')}</Title>}
      closeButtonProps={{ 'aria-label': t('journal:booking.close') }}
    >
      <span ref={inside} hidden />
      {found.error && <Text role="alert">{t('errors:code.NOT_FOUND')}</Text>}
      {!found.error && !event && <Loader aria-label={t('journal:visit.loading')} />}
      {event && (
        <Stack gap="md">
          <div>
            <Text size="md">{when}</Text>
            <Text size="md" c="dimmed">
              {[master, room, t('groups:drawer.seatPrice', { price: money(event.priceMinor) })]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            {event.comment !== '' && <Text size="md">{event.comment}</Text>}
          </div>
          {isCancelled && (
            <Alert color="danger" variant="light">
              {t('groups:drawer.cancelled', { reason: found.data?.cancelReason ?? '' })}
            </Alert>
          )}
          <div>
            <Group justify="space-between" mb={4}>
              <Text size="md" fw={550}>
                {t(isFull ? 'groups:card.full' : 'groups:card.seats', { taken: event.taken, total: event.capacity })}
              </Text>
              {!isFull && (
                <Text size="md" c="dimmed">
                  {t('groups:drawer.free', { count: event.capacity - event.taken })}
                </Text>
              )}
            </Group>
            <Progress
              value={(event.taken / event.capacity) * 100}
              color="violet"
              size="md"
              aria-label={t('groups:card.seats', { taken: event.taken, total: event.capacity })}
            />
          </div>
          {canEdit && !isCancelled && <JoinForm event={event} isFull={isFull} joining={joining} />}
          <section aria-label={t('groups:drawer.participants')}>
            <Title order={3} fz={14} mb={6}>
              {t('groups:drawer.participants')}
            </Title>
            {seated.length === 0 && (
              <Text size="md" c="dimmed">
                {t('groups:drawer.nobody')}
              </Text>
            )}
            <ol className="zg-list">
              {seated.map((visit) => (
                <Participant
                  key={visit.id}
                  visit={visit}
                  event={event}
                  canEdit={canEdit}
                  onLeave={() => setLeaving(visit)}
                />
              ))}
            </ol>
            {gone.length > 0 && (
              <>
                <Title order={3} fz={14} mt="md" mb={6}>
                  {t('groups:drawer.gone')}
                </Title>
                <ol className="zg-list">
                  {gone.map((visit) => (
                    <Participant key={visit.id} visit={visit} event={event} canEdit={canEdit && !isCancelled} />
                  ))}
                </ol>
              </>
            )}
          </section>
          <Group gap="sm">
            {canEdit && !isCancelled && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => onEdit(event)}
              >
                {t('groups:drawer.edit')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() =>
                printGroup({
                  title: event.title,
                  lines: [when ?? '', [master, room].filter(Boolean).join(' · ')],
                  rows: seated.map((visit) => [
                    visit.clientName || t('journal:conflicts.noClient'),
                    visit.clientPhone ?? '',
                    [visit.allergy, visit.contraindication].filter(Boolean).join('. '),
                  ]),
                  heads: [
                    t('groups:print.name'),
                    t('groups:print.phone'),
                    t('groups:print.allergy'),
                    t('groups:print.came'),
                  ],
                })
              }
            >
              {t('groups:drawer.print')}
            </Button>
            {canEdit && !isCancelled && (
              <Button
                variant="subtle"
                color="danger"
                leftSection={<IconX size={16} aria-hidden />}
                onClick={() => onCancel(event)}
              >
                {t('groups:drawer.cancel')}
              </Button>
            )}
          </Group>
        </Stack>
      )}
      {leaving && <LeaveDialog visit={leaving} onClose={() => setLeaving(null)} />}
    </Drawer>
  );
}

interface JoinFormProps {
  readonly event: DayEvent;
  readonly isFull: boolean;
  readonly joining: PickedClient;
}

/** One field and Ctrl+Enter: the next participant; a full group puts them on the waiting list. */
function JoinForm({ event, isFull, joining }: JoinFormProps) {
  const { t } = useTranslation('groups');
  const [client, setClient] = useState<PickedClient>(joining);
  const refused = useRefusal();
  const join = useCommand(api.groups.join.mutationOptions(), { onRefused: refused.onRefused });
  const wait = useCommand(api.waiting.add.mutationOptions());
  const form = useRef<HTMLFormElement>(null);
  const knownId = client && 'id' in client ? client.id : null;
  // The field gives way to the chosen client: the next Enter is meant for the button.
  useEffect(() => {
    if (knownId !== null) form.current?.querySelector<HTMLElement>('button[type="submit"]')?.focus();
  }, [knownId]);
  const add = async (reason: string | null = null): Promise<void> => {
    if (client === null || join.isPending || wait.isPending) return;
    const overrides = refused.overridesFor(reason);
    refused.clear();
    const who = 'newClient' in client ? { clientId: null, newClient: client.newClient } : { clientId: client.id };
    const done = await join.run({ eventId: event.id, ...who, ...overrides });
    if (done) setClient(null);
  };
  const queue = async (): Promise<void> => {
    if (client === null || wait.isPending) return;
    const who =
      'newClient' in client
        ? {
            name: `${client.newClient.firstName} ${client.newClient.lastName}`.trim(),
            phone: client.newClient.phone,
          }
        : { clientId: client.id };
    const done = await wait.run({ ...who, groupEventId: event.id });
    if (done) setClient(null);
  };
  const submit = (): void => {
    void (isFull ? queue() : add());
  };
  return (
    <form
      ref={form}
      aria-label={t('join.title')}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit();
      }}
      onKeyDown={(pressed) => {
        if (!pressed.ctrlKey || pressed.code !== 'Enter') return;
        pressed.preventDefault();
        submit();
      }}
    >
      <Stack gap={8}>
        <ClientPicker
          value={client}
          onChange={(next) => {
            refused.clear();
            setClient(next);
          }}
          autoFocus={client === null}
        />
        {refused.refusal && (
          <RefusalNote refusal={refused.refusal} isPending={join.isPending} onAgree={(reason) => void add(reason)} />
        )}
        <Group gap="sm">
          {!isFull && (
            <Button
              type="submit"
              disabled={client === null}
              loading={join.isPending}
              leftSection={<IconUserPlus size={16} aria-hidden />}
            >
              {t('join.add')}
            </Button>
          )}
          <Button
            type={isFull ? 'submit' : 'button'}
            variant={isFull ? 'filled' : 'subtle'}
            disabled={client === null}
            loading={wait.isPending}
            leftSection={<IconHourglassHigh size={16} aria-hidden />}
            onClick={isFull ? undefined : () => void queue()}
          >
            {t('join.wait')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
