import './retention.css';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { CallHistory } from './CallHistory.tsx';
import { useReasonTexts } from './reason-text.ts';

/** The tab of a client's card about calls: what is due, whether they may be called, what was said. */
export function CallsTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const texts = useReasonTexts();
  const { data, error } = useQuery(api.retention.client.queryOptions({ input: { clientId } }));
  if (error) return <p className="z-field-error">{errorText(error, t)}</p>;
  if (!data) return null;
  const { row, calls, reason } = data;
  return (
    <div className="zr-tab">
      {row.skip && (
        <p className="zr-skip">
          {t(`skip.explain.${row.skip}`)}{' '}
          {row.skipUntil && t('skip.until', { date: formatDate(row.skipUntil, 'full', locale) })}
        </p>
      )}
      {reason !== 'other' && (
        <ul className="zr-reasons">
          {texts.row(row).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <CallHistory calls={calls} />
    </div>
  );
}
