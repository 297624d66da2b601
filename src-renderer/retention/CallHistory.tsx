import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import type { ClientCall } from '../../src-shared/retention/retention.contract.ts';
import { useDesk, useLocale, useSettings } from '../app/session.ts';

/** The calls that were made to a client, newest first. */
export function CallHistory({ calls }: { readonly calls: readonly ClientCall[] }) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const { timeZone } = useSettings();
  const thisYear = Number(useDesk().today.slice(0, 4));
  if (calls.length === 0) return <p className="z-dim">{t('card.noHistory')}</p>;
  return (
    <ol className="zr-calls">
      {calls.map((call) => (
        <li key={call.id}>
          <span className="zr-outcome" data-outcome={call.outcome}>
            {t(`outcomeNames.${call.outcome}`)}
          </span>
          <span className="z-dim">
            {formatInstant(call.calledAtMs, timeZone, locale, thisYear)}
            {call.calledBy !== '' && ` · ${call.calledBy}`}
            {call.serviceName !== null && ` · ${call.serviceName}`}
            {call.nextOn !== null && ` · ${t('next', { date: formatDate(call.nextOn, 'dayMonth', locale) })}`}
          </span>
          {call.visitOn !== null && call.visitStatus !== null && (
            <Link to={`/journal/${call.visitOn}`} className="zr-visit-link">
              {t('cameOn', {
                date: formatDate(call.visitOn, 'dayMonth', locale),
                status: t(`journal:screen.status.${call.visitStatus}`),
              })}
            </Link>
          )}
          {call.note !== '' && <p>{call.note}</p>}
        </li>
      ))}
    </ol>
  );
}
