import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { CallRow, DueItem } from '../../src-shared/retention/retention.contract.ts';
import type { FitReason } from '../../src-shared/retention/retention.rules.ts';
import { useLocale, useMoney } from '../app/session.ts';
import type { ListedClient } from './CallList.tsx';
import { useReasonTexts } from './reason-text.ts';

/** Somebody whom a free window suits. */
interface Fit {
  readonly row: CallRow;
  readonly item: DueItem;
  readonly reasons: readonly FitReason[];
  readonly startMin: number;
  readonly endMin: number;
  readonly expectedMinor: number;
}

/** How clients stand in the list of calls: due or lost, or whom a free window suits. */
export function useListed() {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const money = useMoney();
  const texts = useReasonTexts();
  const call = (row: CallRow): ListedClient => {
    const [first] = row.items;
    const isLost = first === undefined || first.state === 'lost';
    const { lastCall } = row;
    return {
      id: row.clientId,
      name: row.name,
      text: texts.short(row),
      detail: lastCall
        ? t('list.called', {
            date: formatDate(lastCall.localDate, 'dayMonth', locale),
            outcome: t(`outcomeNames.${lastCall.outcome}`),
          })
        : `${first?.staffName ?? ''} · ${t('list.visits', { count: row.visits })}`,
      badge: row.isPromised ? t('badge.promised') : isLost ? texts.since(row.lastVisitOn) : texts.badge(first),
      tone: row.skip !== null ? 'skipped' : row.isPromised ? 'promised' : isLost ? 'lost' : first.state,
    };
  };
  const fit = ({ row, item, reasons, startMin, endMin, expectedMinor }: Fit): ListedClient => ({
    id: row.clientId,
    name: row.name,
    text: `${item.serviceName}, ${formatRange(startMin, endMin)}`,
    detail: (
      <>
        {reasons.map((name) => t(`fit.${name}`)).join(' · ')}
        {' · '}
        <span title={t('windows.expectedHint')}>{t('windows.expected', { money: money(expectedMinor) })}</span>
      </>
    ),
    badge: texts.badge(item),
    tone: item.state,
  });
  return {
    calls: (rows: readonly CallRow[]): ListedClient[] => rows.map(call),
    fits: (fits: readonly Fit[]): ListedClient[] => fits.map(fit),
  };
}
