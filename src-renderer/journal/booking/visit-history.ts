import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { type Locale, formatDate } from '../../../src-shared/i18n/format.ts';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { api, type client } from '../../api/client.ts';
import { useMoney } from '../../app/session.ts';

type Entry = Awaited<ReturnType<typeof client.history.ofRecord>>[number];
type Change = Entry['changes'][number];
type Value = Change['fields'][number]['before'];

/** Names for the ids in a log, archived people and services too. */
export interface VisitNames {
  readonly service: (id: number) => string;
  readonly staff: (id: number) => string;
  readonly room: (id: number) => string;
  readonly money: (minor: number) => string;
}

/** Names of services, masters and rooms; a number while they are read. */
export function useVisitNames(): VisitNames {
  const money = useMoney();
  const services = useQuery(api.services.list.queryOptions({ input: { withArchived: true } }));
  const staff = useQuery(api.staff.list.queryOptions({ input: { withArchived: true } }));
  const rooms = useQuery(api.rooms.list.queryOptions({ input: { withArchived: true } }));
  return useMemo(() => {
    const nameOf = (list: readonly { readonly id: number; readonly name: string }[] | undefined, id: number): string =>
      list?.find((item) => item.id === id)?.name ?? `№ ${id}`;
    const people = staff.data?.map(({ id, firstName, lastName }) => ({
      id,
      name: `${firstName} ${lastName}`.trim(),
    }));
    return {
      service: (id) => nameOf(services.data?.services, id),
      staff: (id) => nameOf(people, id),
      room: (id) => nameOf(rooms.data, id),
      money,
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `money` is new each time and depends on the currency only
  }, [services.data, staff.data, rooms.data]);
}

/** Fields of a visit that say something to a person; the others are the program's own. */
const VISIT_FIELDS: readonly string[] = [
  'local_date',
  'status',
  'comment',
  'source',
  'wants_this_master',
  'cancelled_by',
  'cancel_reason',
];
const LINE_FIELDS: readonly string[] = [
  'service_id',
  'staff_id',
  'room_id',
  'start_min',
  'duration_min',
  'price_minor',
];

/**
 * What each command changed on a visit and its services, in words: «Стрижка, мастер: Анна → Мария».
 *
 * A new or removed service is one sentence; the fields of the visit's own first command are not repeated.
 */
export function changesInWords(
  entries: readonly Entry[],
  visit: DayVisit,
  names: VisitNames,
  t: TFunction,
  locale: Locale,
): Map<number, string[]> {
  const services = new Map<number, number>(visit.lines.map((line) => [line.id, line.serviceId]));
  for (const { changes } of entries) {
    for (const { table, rowId, fields } of changes) {
      const service = table === 'visit_lines' && fields.find(({ field }) => field === 'service_id');
      if (service && !services.has(rowId)) services.set(rowId, Number(service.after ?? service.before));
    }
  }
  const valueText = (field: string, value: Value): string => {
    if (value === null || value === '') return t('common:merge.nothing');
    switch (field) {
      case 'local_date':
        return formatDate(String(value), 'day', locale);
      case 'status':
        return t(`journal:screen.status.${value}`);
      case 'source':
        return t(`journal:booking.sources.${value}`, { defaultValue: String(value) });
      case 'wants_this_master':
        return t(`journal:visit.flag.${value === 1 ? 'yes' : 'no'}`);
      case 'cancelled_by':
        return t(value === 'client' ? 'journal:cancel.byClient' : 'journal:cancel.bySalon');
      case 'staff_id':
        return names.staff(Number(value));
      case 'service_id':
        return names.service(Number(value));
      case 'room_id':
        return names.room(Number(value));
      case 'start_min':
        return formatMinute(Number(value));
      case 'duration_min':
        return t('journal:visit.minutes', { count: Number(value) });
      case 'price_minor':
        return names.money(Number(value));
      default:
        return String(value);
    }
  };
  const lineText = (change: Change, side: 'before' | 'after'): string => {
    const of = (field: string): Value => change.fields.find((item) => item.field === field)?.[side] ?? null;
    return ['service_id', 'staff_id', 'start_min', 'duration_min', 'price_minor']
      .map((field) => valueText(field, of(field)))
      .join(', ');
  };
  const ofChange = (change: Change): string[] => {
    if (change.table === 'visit_lines') {
      if (change.op === 'insert') return [t('journal:visit.added', { line: lineText(change, 'after') })];
      if (change.op === 'delete') return [t('journal:visit.removed', { line: lineText(change, 'before') })];
    } else if (change.op !== 'update') return [];
    const isLine = change.table === 'visit_lines';
    const service = isLine ? names.service(services.get(change.rowId) ?? 0) : '';
    return change.fields
      .filter(({ field }) => (isLine ? LINE_FIELDS : VISIT_FIELDS).includes(field))
      .map(({ field, before, after }) =>
        t(isLine ? 'journal:visit.lineChanged' : 'journal:visit.changed', {
          service,
          field: t(`journal:visit.fields.${field}`),
          before: valueText(field, before),
          after: valueText(field, after),
        }),
      );
  };
  return new Map(entries.map((entry) => [entry.commandId, entry.changes.flatMap(ofChange)]));
}
