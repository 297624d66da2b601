import { Alert, Button, Checkbox, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proposedFee } from '../../src-shared/cash/operations.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { api, queryClient } from '../api/client.ts';
import { rememberForUndo, showError, showNotice } from '../api/use-command.tsx';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { typedDate } from '../ui/typed-date.ts';
import { type Days, Period } from './Period.tsx';

/** The bank has brought card money (E26): its operations are ticked off, what is missing is the fee. */
export function SettleDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { today } = useDesk();
  const [days, setDays] = useState<Days>({ from: addDays(today, -30), to: addDays(today, -1) });
  const [chosenAccount, setAccount] = useState<string | null>(null);
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [typedBank, setBank] = useState<number | null>(null);
  const [localDate, setDate] = useState(today);
  const [requestKey] = useState(() => crypto.randomUUID());
  const accounts = useQuery(api.cash.accounts.queryOptions({ input: {} }));
  const acquiring = (accounts.data ?? []).filter((one) => one.kind === 'acquiring');
  const accountId = Number(chosenAccount ?? acquiring[0]?.id ?? 0);
  const list = useQuery(api.cash.unsettled.queryOptions({ input: { accountId, ...days }, enabled: accountId > 0 }));
  const items = list.data?.items ?? [];
  const taken = items.filter((one) => !skipped.has(one.tenderId));
  const grossMinor = taken.reduce((sum, one) => sum + one.amountMinor, 0);
  const feeMinor = proposedFee(grossMinor, list.data?.feeBp ?? 0);
  const bankMinor = typedBank ?? Math.max(0, grossMinor - feeMinor);
  const settle = useMutation(
    api.cash.settle.mutationOptions({
      onError: (error) => showError(error, t),
      onSuccess: ({ commandId }) => {
        void queryClient.invalidateQueries({ queryKey: api.cash.key() });
        rememberForUndo(commandId, t('kinds.settlement'));
        showNotice(t('kinds.settlement'), money(bankMinor));
        onClose();
      },
    }),
  );
  const toAccountId = list.data?.settlesToId;
  const isHomeless = list.data !== undefined && toAccountId === null;
  const fault = bankMinor > grossMinor ? t('settle.tooMuch', { sum: money(grossMinor) }) : undefined;
  const run = (): void => {
    if (
      taken.length === 0 ||
      fault !== undefined ||
      settle.isPending ||
      toAccountId === undefined ||
      toAccountId === null
    )
      return;
    settle.mutate({
      accountId,
      requestKey,
      tenderIds: taken.map((one) => one.tenderId),
      bankMinor,
      toAccountId,
      localDate,
    });
  };
  return (
    <CardDrawer title={t('settle.action')} size={520} onClose={onClose} onSave={run}>
      <div className="z-card-body">
        <Stack gap={12}>
          {acquiring.length > 1 && (
            <Select
              label={t('settle.account')}
              allowDeselect={false}
              value={String(accountId)}
              onChange={setAccount}
              data={acquiring.map((one) => ({ value: String(one.id), label: one.name }))}
            />
          )}
          <div className="z-cash-filters" style={{ margin: 0 }}>
            <Period value={days} onChange={setDays} />
            <span className="z-dim">{list.data && t('settle.transit', { sum: money(list.data.balanceMinor) })}</span>
          </div>
          {isHomeless && <Alert color="orange">{t('settle.homeless')}</Alert>}
          {list.data && items.length === 0 && <p className="z-dim">{t('settle.none')}</p>}
          {items.length > 0 && (
            <>
              <Checkbox
                label={t('settle.chosen', { count: taken.length })}
                checked={taken.length === items.length}
                indeterminate={taken.length > 0 && taken.length < items.length}
                onChange={(event) =>
                  setSkipped(event.currentTarget.checked ? new Set() : new Set(items.map((one) => one.tenderId)))
                }
              />
              <div className="z-cash-unsettled" style={{ maxHeight: 260, overflow: 'auto' }}>
                {items.map((one) => (
                  <Checkbox
                    key={one.tenderId}
                    my={6}
                    checked={!skipped.has(one.tenderId)}
                    onChange={() => setSkipped(toggled(skipped, one.tenderId))}
                    label={
                      <span className="z-cash-settled">
                        <span>
                          {[
                            formatDate(one.localDate, 'short', locale),
                            t('document.title', { kind: t(`kinds.${one.documentKind}`), number: one.number }),
                            one.clientName,
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                        <span>{money(one.amountMinor)}</span>
                      </span>
                    }
                  />
                ))}
              </div>
            </>
          )}
          <span>
            {t('settle.gross')}: {money(grossMinor)}
          </span>
          <MoneyInput label={t('settle.bank')} data-autofocus value={bankMinor} onChange={setBank} error={fault} />
          <span>
            {t('settle.fee')}: {money(grossMinor - bankMinor)}
          </span>
          <DateInput
            label={t('settle.day')}
            valueFormat="DD.MM.YYYY"
            dateParser={typedDate}
            maxDate={today}
            value={localDate}
            onChange={(value) => value && setDate(value)}
          />
        </Stack>
      </div>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          type="submit"
          loading={settle.isPending}
          disabled={taken.length === 0 || isHomeless}
          rightSection={<Keys shortcut="Ctrl+Enter" />}
        >
          {t('settle.run')}
        </Button>
      </footer>
    </CardDrawer>
  );
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
