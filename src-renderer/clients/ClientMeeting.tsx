import type { QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { formatPhone } from '../../src-shared/kernel/fold.ts';
import { api, client as caller } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { type MergeField, mergeValues } from '../ui/merge.ts';
import { MergeDialog } from '../ui/MergeDialog.tsx';
import { type ClientFormValues, initialValues } from './client-form.ts';

/** Somebody else's card that a save has met. */
export interface ClientMeetingFacts {
  readonly theirs: ClientCard;
  readonly byName: string | null;
  readonly atMs: number | null;
}

/** Reads the newest card, and who changed it when. */
export async function meetClient(clientId: ClientCard['id'], cache: QueryClient): Promise<ClientMeetingFacts> {
  const input = { clientId, visitLimit: 0 };
  const theirs = await cache.fetchQuery({ ...api.clients.card.queryOptions({ input }), staleTime: 0 });
  const [newest] = await caller.history.ofRecord({ entity: 'client', id: clientId }).catch(() => []);
  return { theirs, byName: newest?.actorName ?? null, atMs: newest?.atMs ?? null };
}

interface ClientMeetingProps {
  readonly meeting: ClientMeetingFacts;
  readonly original: ClientFormValues;
  readonly mine: ClientFormValues;
  readonly isPending: boolean;
  readonly onSave: (merged: ClientFormValues) => void;
  readonly onClose: () => void;
}

type Part = Partial<ClientFormValues>;

/** My changes of a card beside those that somebody saved meanwhile. */
export function ClientMeeting({ meeting, original, mine, isPending, onSave, onClose }: ClientMeetingProps) {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const { settings } = useDesk();
  const theirs = initialValues(meeting.theirs);
  const states = { original, mine, theirs };
  const phones = ({ phones: list }: ClientFormValues): string =>
    list
      .flatMap(({ digits, label }) => (digits ? [[formatPhone(digits), label].filter(Boolean).join(' ')] : []))
      .join(', ');
  const plain = ['lastName', 'firstName', 'middleName', 'allergy', 'note', 'email', 'source'] as const;
  const fields: MergeField<Part>[] = [
    ...plain.flatMap((name) =>
      mergeValues<ClientFormValues, Part>(
        name,
        t(`fields.${name}`),
        states,
        (values) => ({ [name]: values[name] }),
        (values) => values[name],
      ),
    ),
    ...mergeValues<ClientFormValues, Part>(
      'phones',
      t('meeting.phones'),
      states,
      (v) => ({ phones: v.phones }),
      phones,
    ),
    ...mergeValues<ClientFormValues, Part>(
      'birthday',
      t('fields.birthday'),
      states,
      ({ birthday }) => ({ birthday }),
      ({ birthday }) => (birthday === null ? '' : formatDate(birthday, 'full', locale)),
    ),
    ...mergeValues<ClientFormValues, Part>(
      'sex',
      t('fields.sex'),
      states,
      ({ sex }) => ({ sex }),
      ({ sex }) => (sex === null ? '' : t(`sexes.${sex}`)),
    ),
  ];
  return (
    <MergeDialog
      title={t('meeting.title')}
      text={t('meeting.text', {
        who: meeting.byName ?? t('meeting.someone'),
        when: meeting.atMs === null ? '' : formatInstant(meeting.atMs, settings.timeZone, locale),
      })}
      fields={fields}
      isPending={isPending}
      onSave={(sides) => {
        // A field in which nobody changed anything stands as it is in the newer card.
        const chosen = fields.map((field) => field.parts[sides[field.name] ?? field.suggested]);
        const rest: Part = mine.priceListId === original.priceListId ? {} : { priceListId: mine.priceListId };
        onSave(Object.assign({}, theirs, rest, ...chosen) as ClientFormValues);
      }}
      onClose={onClose}
    />
  );
}
