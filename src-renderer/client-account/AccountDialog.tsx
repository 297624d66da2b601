import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AccountRow,
  ClientAccount,
  MoneyTender,
  OpenDebt,
} from '../../src-shared/client-account/client-account.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { newRequestKey } from '../api/request-key.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale, useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { documentTitle } from './AccountRows.tsx';

/** What is done with an account. */
export type AccountAct =
  | { readonly kind: 'topUp' | 'giveBack' | 'charge' | 'limit' }
  | { readonly kind: 'writeOff'; readonly debt: OpenDebt }
  | { readonly kind: 'reverse'; readonly row: AccountRow };

interface AccountDialogProps {
  readonly account: ClientAccount;
  readonly act: AccountAct;
  readonly onClose: () => void;
}

const KINDS = ['cash', 'card', 'sbp', 'transfer'] as const;
type Way = MoneyTender['kind'] | 'deposit';

/** One act with a client's account: an amount, a way, a reason; Enter does it. */
export function AccountDialog({ account, act, onClose }: AccountDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const locale = useLocale();
  const terms = termsOf(account, act);
  const [key] = useState(newRequestKey);
  const [amountMinor, setAmount] = useState<number | null>(terms.amountMinor);
  const [way, setWay] = useState<Way>(terms.way);
  const titleOf = (visit: MissedVisit): string =>
    t(`dialog.missed.${visit.status}`, {
      date: formatDate(visit.localDate, 'short', locale),
      titles: visit.titles.join(', '),
    });
  // A charge begins with the newest missed visit and what the rule offers for it.
  const newest = act.kind === 'charge' ? account.missed[0] : undefined;
  const [visit, setVisit] = useState(newest);
  const [text, setText] = useState(newest ? titleOf(newest) : '');
  const [isTried, setTried] = useState(false);
  const topUp = useCommand(api.clientAccount.topUp.mutationOptions());
  const giveBack = useCommand(api.clientAccount.giveBack.mutationOptions());
  const writeOff = useCommand(api.clientAccount.writeOff.mutationOptions());
  const charge = useCommand(api.clientAccount.charge.mutationOptions());
  const limit = useCommand(api.clientAccount.setLimit.mutationOptions());
  const reverse = useCommand(api.clientAccount.reverse.mutationOptions());
  const isPending = [topUp, giveBack, writeOff, charge, limit, reverse].some((command) => command.isPending);
  const inside = useTopEscape<HTMLFormElement>(onClose);
  const most = act.kind === 'charge' && way !== 'deposit' ? null : terms.mostMinor;
  const amountFault = faultOf(amountMinor);
  const reasonFault = terms.needsReason && text.trim() === '' ? t('dialog.needReason') : null;

  function faultOf(minor: number | null): string | null {
    if (act.kind === 'limit' || act.kind === 'reverse') return null;
    if (minor === null || minor === 0) return t('dialog.needAmount');
    return most !== null && minor > most ? t('dialog.tooMuch', { amount: money(most) }) : null;
  }

  const submit = async (): Promise<void> => {
    setTried(true);
    if (amountFault !== null || reasonFault !== null || isPending) return;
    const { clientId } = account;
    const amount = amountMinor ?? 0;
    const reason = text.trim();
    const tenders = way === 'deposit' ? null : [{ kind: way, amountMinor: amount }];
    const run = (): Promise<unknown> => {
      switch (act.kind) {
        case 'topUp':
          return topUp.run({ key, clientId, tenders: tenders ?? [], comment: reason });
        case 'giveBack':
          return giveBack.run({ key, clientId, tenders: tenders ?? [], reason });
        case 'charge':
          return charge.run({ key, clientId, amountMinor: amount, tenders, reason });
        case 'writeOff':
          return writeOff.run({ key, clientId, saleId: act.debt.saleId, amountMinor: amount, reason });
        case 'reverse':
          return reverse.run({ key, documentId: act.row.documentId, reason });
        case 'limit':
          return limit.run({ clientId, version: account.version, debtLimitMinor: amountMinor });
      }
    };
    if (await run()) onClose();
  };

  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={t(`dialog.${act.kind}`)} size={480}>
      <form
        ref={inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.code !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap={12}>
          <Hints account={account} act={act} visit={visit} />
          {act.kind !== 'reverse' && (
            <MoneyInput
              label={act.kind === 'limit' ? t('dialog.limitOwn') : t('dialog.amount')}
              description={
                act.kind === 'limit' ? t('dialog.limitUsual', { amount: money(account.salonLimitMinor) }) : null
              }
              value={amountMinor}
              onChange={setAmount}
              error={isTried ? amountFault : null}
              data-autofocus
            />
          )}
          {terms.ways.length > 0 && (
            <div>
              <Text size="sm" fw={500} mb={2}>
                {act.kind === 'charge' ? t('dialog.from') : t('dialog.kind')}
              </Text>
              <SegmentedControl
                fullWidth
                aria-label={act.kind === 'charge' ? t('dialog.from') : t('dialog.kind')}
                data={terms.ways.map((value) => ({
                  value,
                  label: value === 'deposit' ? t('dialog.fromDeposit') : t(`dialog.kinds.${value}`),
                }))}
                value={way}
                onChange={(value) => setWay(value)}
              />
            </div>
          )}
          {act.kind === 'charge' && account.missed.length > 0 && (
            <Select
              label={t('dialog.visit')}
              placeholder={t('dialog.noVisit')}
              clearable
              data={account.missed.map((missed) => ({ value: String(missed.visitId), label: titleOf(missed) }))}
              value={visit ? String(visit.visitId) : null}
              onChange={(id) => {
                const chosen = account.missed.find(({ visitId }) => String(visitId) === id);
                setVisit(chosen);
                if (!chosen) return;
                setText(titleOf(chosen));
                if (chosen.chargeMinor > 0) setAmount(offered(account, chosen));
              }}
            />
          )}
          {act.kind !== 'limit' && (
            <TextInput
              label={act.kind === 'topUp' ? t('dialog.comment') : t('dialog.reason')}
              required={terms.needsReason}
              maxLength={200}
              value={text}
              error={isTried ? reasonFault : null}
              onChange={(event) => setText(event.currentTarget.value)}
              {...(act.kind === 'reverse' ? { 'data-autofocus': true } : {})}
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={isPending} rightSection={<Keys shortcut="Enter" />}>
              {t(`dialog.save.${act.kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type MissedVisit = ClientAccount['missed'][number];

interface HintsProps extends Pick<AccountDialogProps, 'account' | 'act'> {
  readonly visit: MissedVisit | undefined;
}

/** What the rule offers for a missed visit, as far as a deposit goes. */
function offered({ depositMinor }: ClientAccount, { chargeMinor }: MissedVisit): number | null {
  if (chargeMinor === 0) return null;
  return depositMinor > 0 ? Math.min(chargeMinor, depositMinor) : chargeMinor;
}

function Hints({ account, act, visit }: HintsProps) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const texts: string[] = [];
  if (act.kind === 'giveBack' || act.kind === 'charge') {
    texts.push(t('dialog.onDeposit', { amount: money(account.depositMinor) }));
  }
  if (act.kind === 'giveBack' && account.cashReturnMinor < account.depositMinor) {
    texts.push(t('dialog.cashHint', { amount: money(account.cashReturnMinor) }));
  }
  if (visit && visit.chargeMinor > 0) texts.push(t('dialog.chargeRule', { amount: money(visit.chargeMinor) }));
  if (act.kind === 'charge') texts.push(t('dialog.chargeHint'));
  if (act.kind === 'writeOff') {
    texts.push(t('dialog.debtHint', { number: act.debt.saleNumber, amount: money(act.debt.debtMinor) }));
  }
  if (act.kind === 'reverse') texts.push(`${documentTitle(act.row, t)}.`, t('dialog.reverseHint'));
  return texts.length === 0 ? null : (
    <Text size="sm" className="z-dim">
      {texts.join(' ')}
    </Text>
  );
}

interface Terms {
  readonly amountMinor: number | null;
  /** Null = as much as one likes. */
  readonly mostMinor: number | null;
  readonly way: Way;
  readonly ways: readonly Way[];
  readonly needsReason: boolean;
}

/** What a dialog starts with and may not exceed. */
function termsOf(account: ClientAccount, act: AccountAct): Terms {
  const { depositMinor } = account;
  switch (act.kind) {
    case 'topUp':
      return { amountMinor: null, mostMinor: null, way: 'cash', ways: KINDS, needsReason: false };
    case 'giveBack': {
      const way = account.cashReturnMinor >= depositMinor ? 'cash' : 'card';
      return { amountMinor: depositMinor, mostMinor: depositMinor, way, ways: KINDS, needsReason: true };
    }
    case 'charge': {
      const hasDeposit = depositMinor > 0;
      return {
        amountMinor: account.missed[0] ? offered(account, account.missed[0]) : null,
        mostMinor: depositMinor,
        way: hasDeposit ? 'deposit' : 'cash',
        ways: hasDeposit ? ['deposit', ...KINDS] : KINDS,
        needsReason: true,
      };
    }
    case 'writeOff': {
      const { debtMinor } = act.debt;
      return { amountMinor: debtMinor, mostMinor: debtMinor, way: 'cash', ways: [], needsReason: true };
    }
    case 'reverse':
      return { amountMinor: null, mostMinor: null, way: 'cash', ways: [], needsReason: true };
    case 'limit':
      return { amountMinor: account.debtLimitMinor, mostMinor: null, way: 'cash', ways: [], needsReason: false };
  }
}
