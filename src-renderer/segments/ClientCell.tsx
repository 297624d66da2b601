import { IconAlertTriangle } from '@tabler/icons-react';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import type { ListColumn } from '../../src-shared/segments/list-columns.rules.ts';
import type { ClientRow } from '../../src-shared/segments/segments.contract.ts';
import { Initials } from '../ui/Initials.tsx';
import { Dot, swatchColour } from '../ui/Swatches.tsx';
import type { Words } from './use-words.ts';

interface ClientCellProps {
  readonly client: ClientRow;
  readonly column: ListColumn;
  readonly words: Words;
}

/** What one column shows of a client. */
export function ClientCell({ client, column, words }: ClientCellProps) {
  const { t, locale, money } = words;
  const date = (value: string | null): string => (value === null ? '' : formatDate(value, 'short', locale));
  const number = (value: number | null): string => (value === null || value === 0 ? '' : formatNumber(value, locale));
  const mark = (field: 'category' | 'tags', id: number) => words.choicesOf(field).find(({ value }) => value === id);
  switch (column) {
    case 'name':
      return (
        <span className="z-grid-name">
          <Initials name={client.name} size={26} />
          <b>{client.name}</b>
          {client.isArchived && <span className="z-tag">{t('clients:archived')}</span>}
        </span>
      );
    case 'phone':
    case 'email':
    case 'address':
    case 'source':
      return client[column];
    case 'lastOn':
      return client.lastOn === null ? <span className="z-dim">{t('clients:never')}</span> : date(client.lastOn);
    case 'firstOn':
    case 'nextOn':
    case 'createdOn':
    case 'birthday':
      return date(client[column]);
    case 'visits':
      return formatNumber(client.visits, locale);
    case 'spent':
      return client.spentMinor === 0 ? '' : money(client.spentMinor);
    case 'average':
      return client.averageMinor === 0 ? '' : money(Math.round(client.averageMinor / 100) * 100);
    case 'cadence':
      return client.cadenceDays === null ? '' : formatNumber(client.cadenceDays, locale);
    case 'noShows':
      return <span data-many={client.noShows > 1 || undefined}>{number(client.noShows)}</span>;
    case 'lateCancels':
      return number(client.lateCancels);
    case 'age':
      return client.age === null ? '' : formatNumber(client.age, locale);
    case 'sex':
      return client.sex === null ? '' : words.nameOf('sex', client.sex);
    case 'status':
      return client.status === null ? (
        ''
      ) : (
        <span className="z-grid-status" data-status={client.status}>
          {words.nameOf('status', client.status)}
        </span>
      );
    case 'category': {
      const category = client.categoryId === null ? undefined : mark('category', client.categoryId);
      return category ? (
        <span className="z-grid-marked">
          <Dot colour={category.colour ?? ''} />
          {category.label}
        </span>
      ) : null;
    }
    case 'tags':
      return client.tagIds.map((id) => {
        const tag = mark('tags', id);
        return tag ? (
          <span key={id} className="z-client-tag" style={{ borderColor: swatchColour(tag.colour ?? '') }}>
            {tag.label}
          </span>
        ) : null;
      });
    case 'responsible':
      return client.responsibleId === null ? '' : words.nameOf('responsible', client.responsibleId);
    case 'warning':
      return client.warning === '' ? null : (
        <span className="z-grid-warning">
          <IconAlertTriangle size={15} aria-hidden />
          {client.warning}
        </span>
      );
  }
}
