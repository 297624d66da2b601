import { Alert, Button } from '@mantine/core';
import { IconCashRegister } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import { type CoreClient, api, queryClient } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { actions, useActions } from '../app/actions.ts';
import { useCan, useLocale, useMoney, useSettings } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { CashCount } from './CashCount.tsx';
import { useCount } from './use-count.ts';
import './cash.css';

/** A register with its open shift, if it has one. */
export type Register = Awaited<ReturnType<CoreClient['cash']['desk']>>['registers'][number];

interface OpenShiftFormProps {
  readonly register: Register;
  /** Without its own frame in a dialog. */
  readonly isFramed?: boolean;
  readonly onOpened?: () => void;
}

/** The count that a shift begins with. */
export function OpenShiftForm({ register, isFramed = true, onOpened }: OpenShiftFormProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  const canOpen = useCan('take_payment');
  const count = useCount();
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useActions(
    isFramed
      ? [
          {
            id: 'cash.shift',
            title: 'cash:openShiftAction',
            group: 'desk',
            shortcut: 'F12',
            run: () => form.current?.querySelector('input')?.focus(),
          },
        ]
      : [],
  );
  const open = useMutation(
    api.cash.openShift.mutationOptions({
      onError: count.refused,
      onSuccess: ({ number, differenceMinor }) => {
        if (isFramed) actions.runWhenReady('cash.shift');
        onOpened?.();
        void queryClient.invalidateQueries({ queryKey: api.cash.key() });
        showNotice(
          t('commands.openShift', { number, name: register.name }),
          differenceMinor === 0 ? '' : t('shift.openedWith', { sum: money(differenceMinor) }),
        );
      },
    }),
  );
  const { countedMinor } = count.counted;
  const run = (): void => {
    setTried(true);
    if (countedMinor === null) form.current?.querySelector('input')?.focus();
    if (countedMinor === null || open.isPending) return;
    open.mutate({
      accountId: register.accountId,
      countedMinor,
      count: [...count.counted.count],
      isRecounted: count.isRecounted,
    });
  };
  const { lastClosed } = register;
  return (
    <form
      ref={form}
      className={isFramed ? 'z-cash-panel z-cash-open' : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        run();
      }}
      onKeyDown={(event) => {
        if (event.code !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        run();
      }}
    >
      {isFramed && <h2>{register.name}</h2>}
      {canOpen && <p className="z-dim">{t('shift.closedText')}</p>}
      {lastClosed && (
        <p className="z-dim">
          {t('shift.lastClosed', {
            number: lastClosed.number,
            when: formatInstant(lastClosed.closedAtMs, timeZone, locale),
          })}{' '}
          {register.cashMinor !== null && t('shift.lastCounted', { sum: money(register.cashMinor) })}
        </p>
      )}
      {!canOpen && <p>{t('shift.mayNotOpen')}</p>}
      {canOpen && (
        <>
          <CashCount
            value={count.counted}
            onChange={count.change}
            error={isTried && countedMinor === null ? t('shift.countFirst') : undefined}
          />
          {count.warning !== null && (
            <Alert color="orange" mt={12}>
              {count.warning}
            </Alert>
          )}
          <Button
            mt={16}
            type="submit"
            loading={open.isPending}
            leftSection={<IconCashRegister size={18} aria-hidden />}
            rightSection={<Keys shortcut="Ctrl+Enter" />}
          >
            {t(count.warning === null ? 'shift.open' : 'shift.confirm')}
          </Button>
        </>
      )}
    </form>
  );
}
