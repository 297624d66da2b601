import { Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../../src-shared/i18n/format.ts';
import type { Locale } from '../../../src-shared/i18n/format.ts';
import { ERASED_VALUE } from '../../../src-shared/history/history.contract.ts';
import { isLocalDate } from '../../../src-shared/kernel/local-date.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { api, type client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { logEntryText } from '../../api/summary-text.ts';
import { useDesk } from '../../app/session.ts';
import type { CardTabProps } from './card-tabs.ts';

type Entry = Awaited<ReturnType<typeof client.history.ofRecord>>[number];
type Change = Entry['changes'][number];
type FieldValue = Change['fields'][number]['before'];

/** Who changed the card, when, and which field from what to what. */
export function HistoryTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clients');
  const { session, settings, today } = useDesk();
  const { locale } = session.user;
  const history = useQuery(api.history.ofRecord.queryOptions({ input: { entity: 'client', id: clientId } }));
  if (history.error) return <p className="z-field-error">{errorText(history.error, t)}</p>;
  if (!history.data) return null;
  if (history.data.length === 0) return <p className="z-dim z-client-more">{t('history.empty')}</p>;
  return (
    <Timeline bulletSize={14} lineWidth={2} className="z-client-history">
      {history.data.map((entry) => (
        <Timeline.Item key={entry.commandId} title={logEntryText(entry, t, locale)}>
          <p className="z-dim">
            {formatInstant(entry.atMs, settings.timeZone, locale, Number(today.slice(0, 4)))},{' '}
            {entry.actorName ?? t('history.program')}
            {entry.isUndone && <span className="z-tag">{t('history.undone')}</span>}
          </p>
          <ul>
            {entry.changes
              .flatMap((change) => linesOf(change, t, locale))
              .map((text) => (
                <li key={text}>{text}</li>
              ))}
          </ul>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** Sentences of one changed row; fields that no person fills in are left out. */
function linesOf(change: Change, t: TFunction, locale: Locale): string[] {
  if (change.table === 'client_phones' && change.op !== 'update') {
    const field = change.fields.find(({ field: name }) => name === 'digits');
    const digits = change.op === 'insert' ? field?.after : field?.before;
    const key = change.op === 'insert' ? 'history.addedPhone' : 'history.removedPhone';
    return typeof digits === 'string' ? [t(key, { phone: phoneText(digits) })] : [];
  }
  return change.fields.flatMap(({ field, before, after }) => {
    const name = t(`history.fields.${field}`, { defaultValue: '' });
    if (name === '' || (change.op === 'insert' && isBlank(after, field))) return [];
    const text = (value: FieldValue): string => valueText(value, field, t, locale);
    if (change.op === 'insert') return [`${name}: ${text(after)}`];
    return [t('history.change', { field: name, before: text(before), after: text(after) })];
  });
}

function isBlank(value: FieldValue, field: string): boolean {
  return value === null || value === '' || (field === 'is_archived' && value === 0);
}

function valueText(value: FieldValue, field: string, t: TFunction, locale: Locale): string {
  if (value === null || value === '') return t('history.blank');
  if (value === ERASED_VALUE) return t('history.erased');
  if (field === 'is_archived') return t(value === 1 ? 'common:yes' : 'common:no');
  if (field === 'sex') return t(`sexes.${String(value)}`);
  if (field === 'digits') return phoneText(String(value));
  if (field === 'birthday' && typeof value === 'string' && isLocalDate(value)) return formatDate(value, 'full', locale);
  return String(value);
}

/** Digits are written out; what the core has masked stays as it is. */
function phoneText(text: string): string {
  return /^\d+$/u.test(text) ? formatPhone(text) : text;
}
