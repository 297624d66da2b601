import { Button, Group, Kbd, Select, Stack, Text } from '@mantine/core';
import { IconClock, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../../src-shared/i18n/format.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { actions } from '../../app/actions.ts';
import { useLocale, useMoney } from '../../app/session.ts';
import { ClientBookingFacts } from '../../clients/ClientBookingFacts.tsx';
import { ClientPicker } from '../../clients/ClientPicker.tsx';
import { PatchTests } from '../../treatments/PatchTests.tsx';
import { TimeInput } from '../../ui/TimeInput.tsx';
import { sentenceOf } from '../placement.ts';
import { openWish } from '../../waiting/waiting-desk.ts';
import { LineList } from './LineList.tsx';
import { RefusalNote } from './RefusalNote.tsx';
import { ServicePicker } from './ServicePicker.tsx';
import type { BookingForm } from './use-booking-form.ts';
import { CommentField, MasterWish, SourceField, UsualMaster } from './VisitFacts.tsx';

interface BookingFieldsProps {
  readonly form: BookingForm;
  readonly day: Day;
  readonly localDate: string;
  /** In the drawer: rooms, prices, pauses and the source too. */
  readonly isFull: boolean;
  readonly onFull: () => void;
  readonly onRepeat: () => void;
}

/** The fields of a new visit, short beside its place or in full in the drawer. */
export function BookingFields({ form, day, localDate, isFull, onFull, onRepeat }: BookingFieldsProps) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const money = useMoney();
  const { draft, planning, refused } = form;
  const { lines, conflicts, card } = planning;
  const favourite = card?.stats.favouriteStaffId ?? null;
  const staffOptions = day.staff.map((staff) => ({
    value: String(staff.id),
    label: staff.id === favourite ? t('booking.usualMaster', { name: staff.name }) : staff.name,
  }));
  const warning = conflicts[0];
  return (
    <Stack gap={10}>
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
            if (minute !== null) form.setStart(minute);
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
            if (value !== null) form.setStaff(Number(value));
          }}
        />
      </Group>
      <div>
        <ClientPicker
          value={form.client}
          onChange={form.setClient}
          autoFocus={form.client === null}
          lateCancels={card?.stats.lateCancels ?? 0}
        />
        <ClientBookingFacts card={card} />
        <UsualMaster day={day} card={card} staffId={draft.staffId} onChoose={form.setStaff} />
      </div>
      <div>
        <Group justify="space-between" mb={2}>
          <Text component="div" size="sm" fw={550}>
            {t('booking.services')}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            rightSection={<Kbd size="xs">F4</Kbd>}
            // Tab leads from the client to the services; by keys this is F4.
            tabIndex={-1}
            onClick={() => actions.run('journal.find-window')}
          >
            {t('screen.findWindow')}
          </Button>
        </Group>
        <LineList
          day={day}
          lines={lines}
          wishes={form.wishes}
          onChange={form.setWishes}
          isFull={isFull}
          favouriteStaffId={favourite}
          freeMasterOf={form.freeMasterOf}
        />
        <ServicePicker
          services={[...planning.services.values()].filter((service) => !service.isArchived)}
          staffId={draft.staffId}
          prices={planning.prices}
          topServiceIds={card?.stats.topServiceIds ?? []}
          label={t('booking.addService')}
          inputRef={form.serviceInput}
          onPick={(service) => form.addService(service.id)}
          bundles={planning.bundles}
          onPickBundle={form.addBundle}
        />
        {form.needsService && (
          <Text size="sm" c="danger" role="alert" mt={4}>
            {t('booking.needService')}
          </Text>
        )}
      </div>
      {planning.needsTest && form.client && 'id' in form.client && (
        <PatchTests clientId={form.client.id} isShort onSaved={refused.clear} />
      )}
      <CommentField value={form.comment} onChange={form.setComment} />
      {isFull && <SourceField value={form.source} onChange={form.setSource} />}
      <MasterWish value={form.wantsThisMaster} onChange={form.setWantsThisMaster} />
      {refused.refusal ? (
        <RefusalNote
          refusal={refused.refusal}
          isPending={form.isPending}
          onAgree={(reason) => void form.save(reason)}
        />
      ) : (
        <Text size="sm" c={warning?.level === 'hard' ? 'danger' : 'dimmed'} aria-live="polite">
          {warning
            ? form.noPlace === null
              ? sentenceOf(warning, t)
              : t(`booking.noPlace.${form.noPlace.why}`, { service: form.noPlace.service })
            : freeText(t, form.after, lines.length > 0)}
        </Text>
      )}
      {lines.length > 0 && warning?.level === 'hard' && (
        <Button
          size="compact-sm"
          variant="light"
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            openWish({ client: form.client, serviceIds: [...new Set(form.wishes.map(({ serviceId }) => serviceId))] })
          }
        >
          {t('waiting:toList')}
        </Button>
      )}
      <Group justify="space-between" wrap="nowrap" className="zj-booking-foot">
        <div>
          <Text size="sm" className="z-nums">
            {lines.length > 0 && (
              <>
                {formatDuration(planning.totalMin, locale)} · <b>{money(planning.totalMinor)}</b>
              </>
            )}
          </Text>
          <Group gap={4} ml={-8} wrap="nowrap">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRepeat size={16} aria-hidden />}
              onClick={onRepeat}
            >
              {t('series:repeat')}
            </Button>
            {!isFull && (
              <Button variant="subtle" size="compact-sm" onClick={onFull}>
                {t('booking.more')}
              </Button>
            )}
          </Group>
        </div>
        <Button loading={form.isPending} onClick={() => void form.save()} rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}>
          {t('booking.save')}
        </Button>
      </Group>
    </Stack>
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function freeText(t: Translate, after: { freeUntilMin: number | null; gapMin: number }, hasLines: boolean): string {
  if (after.freeUntilMin === null) return t('booking.notFree');
  const until = formatMinute(after.freeUntilMin);
  if (!hasLines || after.gapMin < 0) return t('booking.freeUntil', { until });
  return after.gapMin === 0 ? t('booking.noGap', { until }) : t('booking.gapLeft', { until, minutes: after.gapMin });
}
