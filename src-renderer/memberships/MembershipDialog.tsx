import { Alert, NumberInput, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { newRequestKey } from '../api/request-key.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { MoneyBackFields, type MoneyBackParts, partsOf, sumOf, tendersOf } from '../certificates/MoneyBackFields.tsx';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';
import { typedDate } from '../ui/typed-date.ts';

/** What is done with a membership. */
export type MembershipAct = 'freeze' | 'extend' | 'transfer' | 'refund' | 'writeOff';

interface MembershipDialogProps {
  readonly membership: Membership;
  readonly act: MembershipAct;
  readonly onClose: () => void;
}

const WEEK = 7;

/** One act with a membership; what a pause or an extension does to the last day is told before it is done. */
export function MembershipDialog({ membership, act, onClose }: MembershipDialogProps) {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const locale = useLocale();
  const { today } = useDesk();
  const { id: membershipId, version, title } = membership;
  const [key] = useState(newRequestKey);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [fromDate, setFrom] = useState<string>(today);
  const [toDate, setTo] = useState<string>(addDays(today, Math.min(WEEK, Math.max(1, membership.freezeDaysLeft)) - 1));
  const [days, setDays] = useState<number | null>(WEEK);
  const [person, setPerson] = useState<PickedClient>(null);
  const [typed, setTyped] = useState<MoneyBackParts>({});
  const pause = useQuery({
    ...api.memberships.freezePreview.queryOptions({ input: { membershipId, fromDate, toDate } }),
    enabled: act === 'freeze',
    retry: false,
  });
  const back = useQuery({
    ...api.memberships.refundPreview.queryOptions({ input: { membershipId } }),
    enabled: act === 'refund',
  });
  const dueMinor = back.data?.refundMinor ?? 0;
  const parts = partsOf(back.data?.tenders ?? [], typed, dueMinor);
  const freeze = useCommand(api.memberships.freeze.mutationOptions());
  const extend = useCommand(api.memberships.extend.mutationOptions());
  const transfer = useCommand(api.memberships.transfer.mutationOptions());
  const refund = useCommand(api.memberships.refund.mutationOptions());
  const writeOff = useCommand(api.memberships.writeOff.mutationOptions());
  const isPending = [freeze, extend, transfer, refund, writeOff].some((command) => command.isPending);
  const needsReason = act !== 'freeze';
  const clientId = person !== null && 'id' in person ? person.id : null;
  const isReady = (): boolean => {
    if (needsReason && reason.trim() === '') return false;
    if (act === 'freeze') return pause.data !== undefined && !pause.isError;
    if (act === 'extend') return days !== null;
    if (act === 'transfer') return clientId !== null;
    return act !== 'refund' || (back.data !== undefined && sumOf(parts) === dueMinor);
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isReady()) return;
    const text = reason.trim();
    const run = (): Promise<unknown> => {
      switch (act) {
        case 'freeze':
          return freeze.run({ membershipId, version, fromDate, toDate, reason: text });
        case 'extend':
          return extend.run({ membershipId, version, days: days ?? 1, reason: text });
        case 'transfer':
          return transfer.run({ membershipId, version, clientId: clientId!, reason: text });
        case 'refund':
          return refund.run({ membershipId, key, tenders: tendersOf(parts), reason: text });
        case 'writeOff':
          return writeOff.run({ membershipId, reason: text });
      }
    };
    if (await run()) onClose();
  };
  return (
    <ActDialog
      title={act === 'writeOff' ? `${t('actions.writeOff')}: ${title}` : t(`${act}.title`, { title })}
      confirm={act === 'refund' ? t('refund.confirm', { amount: money(dueMinor) }) : t(`actions.${act}`)}
      isPending={isPending}
      isDangerous={act === 'refund' || act === 'writeOff'}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {act === 'freeze' && (
        <>
          <div className="z-pair">
            <DateInput
              label={t('freeze.from')}
              data-autofocus
              value={fromDate}
              minDate={today}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              onChange={(value) => setFrom(value ?? today)}
            />
            <DateInput
              label={t('freeze.to')}
              value={toDate}
              minDate={fromDate}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              onChange={(value) => setTo(value ?? fromDate)}
            />
          </div>
          <div aria-live="polite">
            {pause.isError && <Alert color="danger">{errorText(pause.error, t)}</Alert>}
            {pause.data && !pause.isError && (
              <Text>
                {t('freeze.result', {
                  date: formatDate(pause.data.newLastDay, 'full', locale),
                  before: formatDate(pause.data.lastDay, 'full', locale),
                  days: pause.data.daysLeft,
                })}
              </Text>
            )}
          </div>
        </>
      )}
      {act === 'extend' && (
        <>
          <NumberInput
            label={t('actions.days')}
            data-autofocus
            min={1}
            max={3650}
            allowDecimal={false}
            value={days ?? ''}
            onChange={(value) => setDays(typeof value === 'number' ? value : null)}
          />
          {membership.lastDay !== null && days !== null && (
            <Text>{t('extend.result', { date: formatDate(addDays(membership.lastDay, days), 'full', locale) })}</Text>
          )}
        </>
      )}
      {act === 'transfer' && (
        <>
          <Text size="sm" className="z-dim">
            {t('transfer.text')}
          </Text>
          <ClientPicker
            value={person}
            onChange={setPerson}
            autoFocus
            isExistingOnly
            label={t('transfer.to')}
            error={isTried && clientId === null ? t('common:fields.required') : undefined}
          />
        </>
      )}
      {act === 'refund' && back.data && (
        <>
          <Text size="sm" className="z-dim">
            {t(`refund.${back.data.mode}`, { used: back.data.used, revenue: money(back.data.revenueMinor) })}
          </Text>
          {dueMinor === 0 ? (
            <Text>{t('refund.nothing')}</Text>
          ) : (
            <MoneyBackFields
              dueMinor={dueMinor}
              proposed={back.data.tenders}
              value={parts}
              typed={typed}
              onTyped={setTyped}
            />
          )}
        </>
      )}
      <TextInput
        label={t('actions.reason')}
        required={needsReason}
        maxLength={200}
        value={reason}
        error={isTried && needsReason && reason.trim() === '' ? t('common:fields.required') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
        {...(act === 'refund' || act === 'writeOff' ? { 'data-autofocus': true } : {})}
      />
    </ActDialog>
  );
}
