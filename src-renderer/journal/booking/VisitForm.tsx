import { Alert, Anchor, Badge, Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPhone, IconRepeat } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../../src-shared/i18n/format.ts';
import { bundleWishes } from '../../../src-shared/journal/booking.rules.ts';
import { type DayVisit, VISIT_STATUSES } from '../../../src-shared/journal/journal.contract.ts';
import { canEditLines, canReschedule } from '../../../src-shared/journal/visit-status.rules.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { api } from '../../api/client.ts';
import { useCan, useLocale, useMoney } from '../../app/session.ts';
import { VisitCheck } from '../../checkout/VisitCheck.tsx';
import { ClientBookingFacts } from '../../clients/ClientBookingFacts.tsx';
import { ClientMarkChip } from '../../clients/ClientMarkChip.tsx';
import { ClientPicker } from '../../clients/ClientPicker.tsx';
import { ClientWarnings } from '../../clients/ClientWarnings.tsx';
import { canRepeat, repeatableOf } from '../../series/repeat-model.ts';
import { RepeatDialog } from '../../series/RepeatDialog.tsx';
import { SeriesScopeDialog } from '../../series/SeriesScopeDialog.tsx';
import { VisitSeries } from '../../series/VisitSeries.tsx';
import { PatchTests } from '../../treatments/PatchTests.tsx';
import { VisitTreatments } from '../../treatments/VisitTreatments.tsx';
import { TimeInput } from '../../ui/TimeInput.tsx';
import { sentenceOf } from '../placement.ts';
import { StatusSign } from '../StatusSign.tsx';
import { usePayVisit } from '../use-pay-visit.ts';
import { useVisitStatus } from '../use-visit-status.ts';
import type { BookingClient } from './booking-model.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { LineList } from './LineList.tsx';
import { RefusalNote } from './RefusalNote.tsx';
import { ServicePicker } from './ServicePicker.tsx';
import { usePlanning } from './use-planning.ts';
import { useVisitEdit } from './use-visit-edit.ts';
import { CommentField, MasterWish, SourceField } from './VisitFacts.tsx';
import { VisitHistory } from './VisitHistory.tsx';
import { VisitMeeting } from './VisitMeeting.tsx';
import { type VisitValues, areSameServices, areSameValues, valuesOf } from './visit-values.ts';

interface VisitFormProps {
  /** The state that the form began with. */
  readonly visit: DayVisit;
  /** The newest state; null once it is gone. */
  readonly latest: DayVisit | null;
  readonly isGone: boolean;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

/** The form of a visit that stands: everything on it, its series, its status and its history. */
export function VisitForm({ visit, latest, isGone, onDirty, onClose }: VisitFormProps) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const money = useMoney();
  const canEdit = useCan('edit_journal');
  const serviceInput = useRef<HTMLInputElement>(null);
  const original = useMemo(() => valuesOf(visit), [visit]);
  const [values, setValues] = useState<VisitValues>(original);
  const [client, setClient] = useState<BookingClient | null | undefined>(undefined);
  const [asks, setAsks] = useState<'cancel' | 'scope' | 'repeat' | null>(null);
  const day = useQuery(
    api.journal.day.queryOptions({ input: { localDate: values.localDate }, placeholderData: keepPreviousData }),
  ).data;
  const planning = usePlanning({
    day: day ?? EMPTY_DAY,
    localDate: values.localDate,
    startMin: values.startMin,
    wishes: values.wishes,
    clientId: values.clientId,
    visitId: visit.id,
  });
  const edit = useVisitEdit(visit.id, planning, client);
  const { nextOf, setStatus } = useVisitStatus();
  const { canPay, pay } = usePayVisit();
  const isDirty = client !== undefined || !areSameValues(values, original);
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  if (!day) return null;

  const set = (part: Partial<VisitValues>): void => setValues({ ...values, ...part });
  // Time, master and service of a seat are those of its group event (A13).
  const isSeat = visit.groupEventId !== null;
  const canChangeLines = canEdit && !isSeat && canEditLines(visit.status);
  const canMove = canEdit && !isSeat && canReschedule(visit.status);
  const { lines, conflicts, card } = planning;
  const at = VISIT_STATUSES.indexOf(visit.status);
  const statuses = nextOf(visit)
    .filter((status) => status !== 'cancelled')
    .toSorted((a, b) => Number(VISIT_STATUSES.indexOf(a) < at) - Number(VISIT_STATUSES.indexOf(b) < at));
  const warning = areSameServices(values, original) && client === undefined ? undefined : conflicts[0];
  const isStale = latest !== null && latest.version !== visit.version;

  const payNow = (): void => {
    if (isDirty) return;
    onClose();
    pay(visit);
  };
  const saved = (): void => {
    onDirty(false);
    onClose();
  };
  const save = async (reason: string | null = null): Promise<void> => {
    if (await edit.save(values, visit, reason)) saved();
  };
  const submit = (): void => {
    if (!isDirty || values.wishes.length === 0 || edit.isPending) return;
    const isNewClient = client !== undefined && client !== null && 'newClient' in client;
    if (visit.seriesId !== null && canReschedule(visit.status) && !isNewClient) setAsks('scope');
    else void save();
  };
  return (
    <Stack
      gap="md"
      onKeyDown={(event) => {
        if (event.code === 'F8') {
          event.preventDefault();
          payNow();
        }
        if (event.ctrlKey && event.code === 'Enter') {
          event.preventDefault();
          submit();
        }
      }}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text fw={550}>{formatDate(visit.localDate, 'dayLong', locale)}</Text>
        <Badge variant="light" color="gray" tt="none" size="lg" leftSection={<StatusSign status={visit.status} />}>
          {t(`screen.status.${visit.status}`)}
        </Badge>
      </Group>
      {isDirty && (isStale || isGone) && (
        <Alert color="orange" variant="light" p="xs" role="status">
          {t(isGone ? 'meeting.goneNote' : 'meeting.staleNote')}
        </Alert>
      )}
      {client === undefined && values.clientId !== null ? (
        <div>
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Anchor href={`#/clients/${values.clientId}`} fw={550}>
                {values.clientName}
              </Anchor>{' '}
              {visit.clientCategory && <ClientMarkChip mark={visit.clientCategory} />}
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
              <Button size="xs" variant="subtle" onClick={() => setClient(null)}>
                {t('visit.changeClient')}
              </Button>
            )}
          </Group>
          <ClientWarnings
            client={{
              allergy: visit.allergy,
              contraindication: visit.contraindication,
              noShows: card?.stats.noShows ?? 0,
              isArchived: false,
            }}
            lateCancels={card?.stats.lateCancels ?? 0}
          />
          <ClientBookingFacts card={card} />
        </div>
      ) : (
        canEdit && (
          <ClientPicker
            value={client ?? null}
            onChange={(next) => {
              setClient(next);
              set(
                next && 'id' in next
                  ? { clientId: next.id, clientName: next.name }
                  : { clientId: null, clientName: '' },
              );
            }}
            autoFocus={false}
            lateCancels={card?.stats.lateCancels ?? 0}
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
              disabled={isDirty}
              // Completing a visit that is to be paid is a part of paying it.
              onClick={() => (status === 'completed' && canPay(visit) ? payNow() : setStatus(visit, status))}
            >
              {t(status === 'completed' && canPay(visit) ? 'checkout:journal.payAndComplete' : `setStatus.${status}`)}
            </Button>
          ))}
          {isDirty && (
            <Text size="xs" c="dimmed">
              {t('visit.saveFirst')}
            </Text>
          )}
        </Group>
      )}
      <VisitCheck visit={visit} isLocked={isDirty} onPay={payNow} />
      {canMove && (
        <Group gap="xs" grow>
          <DateInput
            label={t('visit.date')}
            valueFormat="DD.MM.YYYY"
            value={values.localDate}
            onChange={(localDate) => {
              if (localDate !== null) set({ localDate });
            }}
          />
          <TimeInput
            label={t('booking.start')}
            value={values.startMin}
            onChange={(startMin) => {
              if (startMin !== null) set({ startMin });
            }}
          />
        </Group>
      )}
      <div>
        <Text size="sm" fw={550} mb={2}>
          {t('booking.services')}
        </Text>
        <LineList
          day={day}
          lines={lines}
          wishes={values.wishes}
          isReadOnly={!canChangeLines}
          isFull
          favouriteStaffId={card?.stats.favouriteStaffId ?? null}
          freeMasterOf={planning.freeMasterOf}
          onChange={(wishes) => set({ wishes })}
        />
        {canChangeLines && (
          <ServicePicker
            services={[...planning.services.values()].filter((service) => !service.isArchived)}
            staffId={visit.lines[0]?.staffId ?? 0}
            prices={planning.prices}
            topServiceIds={card?.stats.topServiceIds ?? []}
            label={t('booking.addService')}
            inputRef={serviceInput}
            onPick={(service) => {
              const own = values.wishes[0]?.staffId ?? 0;
              const offers = service.staff.some(({ staffId }) => staffId === own);
              const staffId = offers ? own : (service.staff[0]?.staffId ?? own);
              set({ wishes: [...values.wishes, { serviceId: service.id, staffId, durationMin: null }] });
            }}
            bundles={planning.bundles}
            onPickBundle={(bundle) =>
              set({
                wishes: [...values.wishes, ...bundleWishes(bundle, planning.services, values.wishes[0]?.staffId ?? 0)],
              })
            }
          />
        )}
        <Text size="sm" ta="right" mt={4} className="z-nums">
          {formatDuration(planning.totalMin, locale)} · <b>{money(planning.totalMinor)}</b>
        </Text>
      </div>
      {planning.needsTest && values.clientId !== null && (
        <PatchTests clientId={values.clientId} isShort onSaved={edit.refused.clear} />
      )}
      <VisitTreatments visitId={visit.id} />
      <CommentField value={values.comment} minRows={2} isReadOnly={!canEdit} onChange={(comment) => set({ comment })} />
      <SourceField value={values.source} isReadOnly={!canEdit} onChange={(source) => set({ source })} />
      <MasterWish
        value={values.wantsThisMaster}
        isReadOnly={!canEdit}
        onChange={(wantsThisMaster) => set({ wantsThisMaster })}
      />
      {visit.cancelReason && <Text size="sm">{t('visit.cancelled', { reason: visit.cancelReason })}</Text>}
      {edit.refused.refusal ? (
        <RefusalNote
          refusal={edit.refused.refusal}
          isPending={edit.isPending}
          onAgree={(reason) => void save(reason)}
        />
      ) : (
        warning && (
          <Text size="sm" c={warning.level === 'hard' ? 'danger' : 'dimmed'} aria-live="polite">
            {sentenceOf(warning, t)}
          </Text>
        )
      )}
      {canEdit && (
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="danger"
            disabled={!['booked', 'confirmed', 'arrived'].includes(visit.status)}
            onClick={() => setAsks('cancel')}
          >
            {t('cancel.submit')}
          </Button>
          <Button
            disabled={!isDirty || values.wishes.length === 0}
            loading={edit.isPending}
            rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
            onClick={submit}
          >
            {t('visit.save')}
          </Button>
        </Group>
      )}
      <VisitSeries visit={visit} isLocked={isDirty} />
      {canEdit && canRepeat(visit) && !isDirty && (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconRepeat size={16} aria-hidden />}
            onClick={() => setAsks('repeat')}
          >
            {t('series:repeatVisit')}
          </Button>
        </Group>
      )}
      <VisitHistory visit={visit} />
      {asks === 'cancel' && <CancelDialog visit={visit} onClose={() => setAsks(null)} />}
      {asks === 'scope' && (
        <SeriesScopeDialog
          change={seriesChange(edit.changeOf(values, visit), visit, values)}
          isMove={false}
          onThis={() => {
            setAsks(null);
            void save();
          }}
          onDone={saved}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'repeat' && (
        <RepeatDialog visit={repeatableOf(visit)} onClose={() => setAsks(null)} onBooked={() => undefined} />
      )}
      {edit.meeting && (
        <VisitMeeting
          meeting={edit.meeting}
          original={visit}
          mine={values}
          isPending={edit.isPending}
          onSave={(merged, onto) => {
            void edit.save(merged, onto).then((isKept) => {
              if (isKept) saved();
            });
          }}
          onBookAgain={() => {
            void edit.bookAgain(values).then((visitId) => {
              if (visitId !== null) saved();
            });
          }}
          onClose={edit.closeMeeting}
        />
      )}
    </Stack>
  );
}

const EMPTY_DAY = {
  localDate: '',
  salonHours: [],
  salonNote: '',
  staff: [],
  rooms: [],
  equipment: [],
  serviceLimits: [],
  visits: [],
  events: [],
  blocks: [],
};

/** The same change as an edit of the series: times and services together, because they stand or fall together. */
function seriesChange(
  change: ReturnType<ReturnType<typeof useVisitEdit>['changeOf']>,
  visit: DayVisit,
  values: VisitValues,
) {
  const { localDate, clientId, comment, wantsThisMaster, lines } = change;
  return {
    visitId: visit.id,
    version: visit.version,
    ...(localDate === undefined ? {} : { localDate }),
    ...(lines === undefined
      ? {}
      : { startMin: values.startMin, lines: lines.map((line) => ({ ...line, id: undefined })) }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(comment === undefined ? {} : { comment }),
    ...(wantsThisMaster === undefined ? {} : { wantsThisMaster }),
  };
}
