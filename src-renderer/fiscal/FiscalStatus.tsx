import { IconPrinter, IconPrinterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/client.ts';
import { useCan } from '../app/session.ts';
import { troubleText } from './receipt-words.ts';

/** Receipts in the status bar: quiet while all are printed, amber while some wait, red when the register refused one. */
export function FiscalStatus() {
  const canSee = useCan('see_cash');
  return canSee ? <Status /> : null;
}

function Status() {
  const { t } = useTranslation('fiscal');
  const status = useQuery(api.fiscal.status.queryOptions());
  const { mode = 'none', waiting = 0, failed = 0, trouble = null } = status.data ?? {};
  if (waiting + failed === 0 && mode !== 'atol') return null;
  const state = failed > 0 ? 'bad' : waiting > 0 ? 'warn' : 'good';
  const text =
    failed > 0
      ? t('status.failed', { count: failed })
      : waiting > 0
        ? t('status.waiting', { count: waiting })
        : t('status.ready');
  return (
    <Link
      to="/cash/receipts"
      className="z-status-item"
      data-state={state}
      {...(trouble ? { title: troubleText(t, trouble) } : {})}
    >
      {state === 'good' ? <IconPrinter size={14} aria-hidden /> : <IconPrinterOff size={14} aria-hidden />}
      {text}
    </Link>
  );
}
