import { Alert, Button, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { useLocale, useMoney, useSettings } from '../app/session.ts';
import { openCheckout } from '../checkout/checkout-desk.ts';
import { OpenReceipts } from '../fiscal/ShiftMatch.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { CashCount } from './CashCount.tsx';
import { useCount } from './use-count.ts';

interface CloseShiftDrawerProps {
  readonly shiftId: number;
  readonly number: number;
  readonly onClose: () => void;
  readonly onClosed: (shiftId: number) => void;
}

/** Closing a shift: what still waits, the count, the Z report. */
export function CloseShiftDrawer({ shiftId, number, onClose, onClosed }: CloseShiftDrawerProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { nameOrder } = useSettings();
  const count = useCount();
  const [responsible, setResponsible] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [leaveReason, setLeaveReason] = useState('');
  const [isTried, setTried] = useState(false);
  const reminders = useQuery(api.cash.closingReminders.queryOptions({ input: { shiftId } }));
  const receipts = useQuery(api.fiscal.ofShift.queryOptions({ input: { shiftId } }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const close = useMutation(
    api.cash.closeShift.mutationOptions({
      onError: count.refused,
      onSuccess: ({ differenceMinor }) => {
        const key = differenceMinor === 0 ? 'closedEven' : differenceMinor > 0 ? 'surplus' : 'shortage';
        showNotice(t('commands.closeShift', { number }), t(`shift.${key}`, { sum: money(Math.abs(differenceMinor)) }));
        onClosed(shiftId);
      },
    }),
  );
  const waits = reminders.data;
  const hasTickets = (waits?.unpaidVisits.length ?? 0) > 0;
  const { countedMinor } = count.counted;
  const run = (): void => {
    setTried(true);
    if (countedMinor === null || close.isPending || (hasTickets && leaveReason.trim() === '')) return;
    close.mutate({
      shiftId,
      countedMinor,
      count: [...count.counted.count],
      isRecounted: count.isRecounted,
      responsibleId: responsible === null || count.isSurplus ? null : Number(responsible),
      note,
      leaveReason,
    });
  };
  const open = receipts.data?.open ?? [];
  // A register is counted for minutes: Esc does not throw that away.
  const leave = useDiscardGuard(countedMinor !== null || note !== '' || leaveReason !== '', onClose);
  const isQuiet = waits && !hasTickets && waits.tips.length === 0 && open.length === 0;
  return (
    <CardDrawer title={t('shift.closing', { number })} size={480} onClose={leave} onSave={run}>
      <div className="z-card-body">
        {waits && (
          <Alert
            mb={16}
            flex="none"
            color={isQuiet ? 'gray' : 'orange'}
            title={isQuiet ? undefined : t('shift.remind')}
            role="status"
          >
            {isQuiet && t('shift.nothing')}
            {waits.unpaidVisits.length > 0 && (
              <div>
                {t('shift.unpaid', { count: waits.unpaidVisits.length })}
                <ul className="z-cash-tickets">
                  {waits.unpaidVisits.slice(0, 8).map((visit) => (
                    <li key={visit.visitId}>
                      <button
                        type="button"
                        className="z-link"
                        onClick={() => {
                          onClose();
                          openCheckout({ visitId: visit.visitId });
                        }}
                      >
                        {formatDate(visit.localDate, 'dayMonth', locale)}, {formatMinute(visit.startMin)}{' '}
                        {visit.clientName}
                      </button>
                      {visit.isBegun && <span className="z-tag">{t('shift.begun')}</span>}
                    </li>
                  ))}
                </ul>
                {waits.unpaidVisits.length > 8 && t('shift.unpaidMore', { count: waits.unpaidVisits.length - 8 })}
                <TextInput
                  mt={8}
                  label={t('shift.leaveReason')}
                  description={t('shift.leaveHint')}
                  maxLength={200}
                  value={leaveReason}
                  error={isTried && leaveReason.trim() === '' ? t('common:fields.required') : undefined}
                  onChange={(event) => setLeaveReason(event.currentTarget.value)}
                />
              </div>
            )}
            {waits.tips.length > 0 && (
              <div>
                {t('shift.tips', {
                  list: waits.tips.map((one) => t('op.tipsFor', { name: one.name, sum: money(one.minor) })).join(', '),
                })}
              </div>
            )}
            <OpenReceipts open={open} />
          </Alert>
        )}
        <CashCount
          value={count.counted}
          onChange={count.change}
          error={isTried && countedMinor === null ? t('shift.countFirst') : undefined}
        />
        <Stack gap={12} mt={16}>
          {count.warning !== null && <Alert color="orange">{count.warning}</Alert>}
          {count.warning !== null && !count.isSurplus && (
            <Select
              label={t('shift.responsible')}
              description={t('shift.responsibleHint')}
              clearable
              searchable
              value={responsible}
              onChange={setResponsible}
              data={(staff.data ?? []).map((one) => ({ value: String(one.id), label: personName(one, nameOrder) }))}
            />
          )}
          <Textarea
            label={t('shift.note')}
            autosize
            minRows={2}
            maxLength={400}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Stack>
      </div>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={leave}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={close.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />}>
          {t(count.warning === null ? 'shift.close' : 'shift.confirm')}
        </Button>
      </footer>
    </CardDrawer>
  );
}
