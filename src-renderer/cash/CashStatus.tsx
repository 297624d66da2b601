import { IconAlertTriangle, IconCashRegister } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatClock } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale, useMoney, useSettings } from '../app/session.ts';

/** The age of a shift is told again without a change of the salon. */
const REFRESH_MS = 60_000;

/** The shift and the cash in the register, in the status bar; amber from 23 hours on, red from 24. */
export function CashStatus() {
  const canSee = useCan('see_cash');
  return canSee ? <Status /> : null;
}

function Status() {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  const desk = useQuery(api.cash.desk.queryOptions({ refetchInterval: REFRESH_MS }));
  const register =
    desk.data?.registers.find((one) => one.isOwn) ??
    desk.data?.registers.find((one) => one.shift) ??
    desk.data?.registers[0];
  if (!register) return null;
  const { shift, cashMinor } = register;
  const state = shift === null || shift.age === 'fresh' ? 'good' : shift.age === 'old' ? 'warn' : 'bad';
  const key = shift === null ? 'closed' : shift.age === 'fresh' ? 'open' : shift.age;
  const text = t(`status.${key}`, {
    number: shift?.number,
    time: shift ? formatClock(shift.endsAtMs, timeZone, locale) : '',
  });
  return (
    <Link to="/cash/shift" className="z-status-item" data-state={state}>
      {state === 'good' ? <IconCashRegister size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
      {[
        (desk.data?.registers.length ?? 0) > 1 ? register.name : '',
        text,
        cashMinor === null || shift === null ? '' : t('status.cash', { sum: money(cashMinor) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Link>
  );
}
