import { Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ClientAddress } from '../../../src-shared/clients/client-parts.contract.ts';
import { addressLine } from '../../../src-shared/clients/client-card.rules.ts';
import { formatDate, formatInstant, formatNumber } from '../../../src-shared/i18n/format.ts';
import type { Locale } from '../../../src-shared/i18n/format.ts';
import { ERASED_VALUE } from '../../../src-shared/history/history.contract.ts';
import { isLocalDate } from '../../../src-shared/kernel/local-date.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { api, type client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { logEntryText } from '../../api/summary-text.ts';
import { useDesk } from '../../app/session.ts';
import { useClientMarks, useStaffNames } from '../use-client-lists.ts';
import type { CardTabProps } from './card-tabs.ts';

type Entry = Awaited<ReturnType<typeof client.history.ofRecord>>[number];
type Change = Entry['changes'][number];
type FieldValue = Change['fields'][number]['before'];

/** Who changed the card, when, and which field from what to what. */
export function HistoryTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clients');
  const { session, settings, today } = useDesk();
  const { locale } = session.user;
  const marks = useClientMarks();
  const { nameOf: staffName } = useStaffNames();
  const look: Look = {
    t,
    locale,
    nameOf: (column, id) => {
      if (column === 'responsible_staff_id') return staffName(id);
      const list: readonly { id: number; name: string }[] = column === 'tag_id' ? marks.tags : marks.categories;
      return list.find((mark) => mark.id === id)?.name ?? '';
    },
  };
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
              .flatMap((change) => linesOf(change, look))
              .map((text) => (
                <li key={text}>{text}</li>
              ))}
          </ul>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** How values are written out. */
interface Look {
  readonly t: TFunction;
  readonly locale: Locale;
  /** The name behind a number in a column. */
  readonly nameOf: (column: string, id: number) => string;
}

const DATES: ReadonlySet<string> = new Set(['birthday', 'no_calls_until']);

/** Sentences of one changed row; fields that no person fills in are left out. */
function linesOf(change: Change, look: Look): string[] {
  const { t } = look;
  if (change.table === 'client_tag_links') {
    const id = change.fields.find(({ field }) => field === 'tag_id');
    const name = look.nameOf('tag_id', Number(id?.after ?? id?.before));
    return [t(change.op === 'insert' ? 'clientCard:history.tagAdded' : 'clientCard:history.tagRemoved', { name })];
  }
  if (change.table === 'client_phones' && change.op !== 'update') {
    const field = change.fields.find(({ field: name }) => name === 'digits');
    const digits = change.op === 'insert' ? field?.after : field?.before;
    const key = change.op === 'insert' ? 'history.addedPhone' : 'history.removedPhone';
    if (typeof digits !== 'string') return [];
    return [t(key, { phone: digits === ERASED_VALUE ? t('history.erased') : phoneText(digits) })];
  }
  return change.fields.flatMap(({ field, before, after }) => {
    const own = t(`clientCard:history.fields.${field}`, { defaultValue: '' });
    const name = own === '' ? t(`history.fields.${field}`, { defaultValue: '' }) : own;
    if (name === '' || (change.op === 'insert' && isBlank(after, field))) return [];
    const text = (value: FieldValue): string => valueText(value, field, look);
    if (change.op === 'insert') return [`${name}: ${text(after)}`];
    return [t('history.change', { field: name, before: text(before), after: text(after) })];
  });
}

function isBlank(value: FieldValue, field: string): boolean {
  return value === null || value === '' || (field === 'is_archived' && value === 0);
}

function valueText(value: FieldValue, field: string, { t, locale, nameOf }: Look): string {
  if (value === null || value === '') return t('history.blank');
  if (value === ERASED_VALUE) return t('history.erased');
  if (field === 'is_archived') return t(value === 1 ? 'common:yes' : 'common:no');
  if (field === 'sex') return t(`sexes.${String(value)}`);
  if (field === 'digits') return phoneText(String(value));
  if (DATES.has(field) && typeof value === 'string' && isLocalDate(value)) return formatDate(value, 'full', locale);
  if (field.endsWith('_id') && typeof value === 'number') return nameOf(field, value);
  if (field === 'manual_status') return t(`clientCard:statuses.${String(value)}`);
  if (field === 'personal_discount_bp') return `${formatNumber(Number(value) / 100, locale)} %`;
  if (field === 'address') return addressText(String(value), t);
  if (field === 'messengers_json') return messengersText(String(value), t);
  return String(value);
}

/** Digits are written out; what the core has masked stays as it is. */
function phoneText(text: string): string {
  return /^\d+$/u.test(text) ? formatPhone(text) : text;
}

/** An address as it is stored; what the core has masked stays as it is. */
function addressText(text: string, t: TFunction): string {
  const parts: unknown = text.startsWith('{') ? JSON.parse(text) : null;
  return parts === null ? text : addressLine(parts as ClientAddress, t('clientCard:address.flatSign'));
}

function messengersText(text: string, t: TFunction): string {
  if (!text.startsWith('[')) return text;
  const list = JSON.parse(text) as { kind: string; handle: string }[];
  return list.map(({ kind, handle }) => `${t(`clientCard:messengers.${kind}`)} ${phoneText(handle)}`).join(', ');
}
