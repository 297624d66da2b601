import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomId, ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { AffectedList } from '../schedule/AffectedList.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';
import '../schedule/schedule.css';

/** What is closed, and from when it is proposed: one of a master, a room (or a device) and a service. */
export interface BlockPlace {
  readonly title: string;
  readonly localDate: string;
  readonly staffId: number | null;
  readonly roomId: number | null;
  readonly serviceId?: number | null;
  readonly startMin: number;
}

const USUAL_MIN = 60;
const WHOLE_DAY = [0, 1440] as const;

/** Closes time of a master, a room or a service: lunch, cleaning, a repair of several days. */
export function BlockDialog({ place, onClose }: { readonly place: BlockPlace; readonly onClose: () => void }) {
  const { t } = useTranslation(['journal', 'common', 'rooms']);
  const canOverride = useCan('override_conflict');
  const [fromDate, setFromDate] = useState<string | null>(place.localDate);
  const [toDate, setToDate] = useState<string | null>(place.localDate);
  const [startMin, setStartMin] = useState<number | null>(place.startMin);
  const [endMin, setEndMin] = useState<number | null>(Math.min(1440, place.startMin + USUAL_MIN));
  const [isWholeDay, setWholeDay] = useState(false);
  const [reason, setReason] = useState('');
  const [overrideReason, setOverrideReason] = useState('');
  const add = useCommand(api.journal.addBlock.mutationOptions());
  const [start, end] = isWholeDay ? WHOLE_DAY : [startMin, endMin];
  const isReversed = start !== null && end !== null && start >= end;
  const areDatesReversed = fromDate !== null && toDate !== null && toDate < fromDate;
  const closed =
    start !== null && end !== null && fromDate !== null && !isReversed && !areDatesReversed
      ? {
          staffId: place.staffId as StaffId | null,
          roomId: place.roomId as RoomId | null,
          serviceId: (place.serviceId ?? null) as ServiceId | null,
          localDate: fromDate,
          toDate: toDate ?? fromDate,
          startMin: start,
          endMin: end,
        }
      : null;
  const inTheWay = useQuery(
    api.journal.blockedVisits.queryOptions({
      input: closed!,
      enabled: closed !== null,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const affected = closed && inTheWay.data ? inTheWay.data : [];
  const isForced = affected.length > 0;
  const isReady =
    closed !== null && reason.trim() !== '' && (!isForced || (canOverride && overrideReason.trim() !== ''));
  const submit = async (): Promise<void> => {
    if (!isReady || !closed) return;
    const done = await add.run({
      ...closed,
      reason: reason.trim(),
      ...(isForced ? { overrideReason: overrideReason.trim() } : {}),
    });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('journal:screen.ask.blockTitle', { who: place.title })} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The card behind, whose form React takes for a parent, is not saved by this.
          event.stopPropagation();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.code !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }}
      >
        <Stack gap="md">
          <Group grow gap="sm" align="flex-start">
            <DatePickerInput
              label={t('rooms:closing.from')}
              valueFormat="DD.MM.YYYY"
              value={fromDate}
              onChange={(date) => {
                setFromDate(date);
                if (date !== null && (toDate === null || toDate < date)) setToDate(date);
              }}
            />
            <DatePickerInput
              label={t('rooms:closing.to')}
              valueFormat="DD.MM.YYYY"
              value={toDate}
              error={areDatesReversed ? t('rooms:closing.datesReversed') : undefined}
              onChange={setToDate}
            />
          </Group>
          <Checkbox
            label={t('rooms:closing.wholeDay')}
            checked={isWholeDay}
            onChange={(event) => setWholeDay(event.currentTarget.checked)}
          />
          {!isWholeDay && (
            <Group grow gap="sm" align="flex-start">
              <TimeInput label={t('journal:screen.ask.blockFrom')} value={startMin} onChange={setStartMin} />
              <TimeInput
                label={t('journal:screen.ask.blockTo')}
                value={endMin}
                onChange={setEndMin}
                error={isReversed ? t('common:fields.emptyInterval') : undefined}
              />
            </Group>
          )}
          <TextInput
            data-autofocus
            required
            maxLength={120}
            label={t('journal:screen.ask.blockReason')}
            description={t('journal:screen.ask.blockReasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {isForced && (
            <WarnBox title={t('rooms:closing.affected', { count: affected.length })}>
              <AffectedList affected={affected} />
              {canOverride ? (
                <TextInput
                  required
                  maxLength={200}
                  label={t('rooms:closing.overrideReason')}
                  description={t('rooms:closing.overrideHint')}
                  value={overrideReason}
                  onChange={(event) => setOverrideReason(event.currentTarget.value)}
                />
              ) : (
                t('rooms:closing.noRight')
              )}
            </WarnBox>
          )}
          <Group justify="flex-end" gap="sm">
            <Button size="sm" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button size="sm" type="submit" disabled={!isReady} loading={add.isPending}>
              {isForced ? t('rooms:closing.force') : t('journal:screen.ask.blockConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
