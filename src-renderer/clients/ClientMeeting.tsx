import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { addressLine } from '../../src-shared/clients/client-card.rules.ts';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { formatDate, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { formatPhone } from '../../src-shared/kernel/fold.ts';
import { api, client as caller } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { type MergeField, mergeValues } from '../ui/merge.ts';
import { MergeDialog } from '../ui/MergeDialog.tsx';
import { type ClientFormValues, initialValues } from './client-form.ts';
import { useClientMarks, useStaffNames } from './use-client-lists.ts';

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
  const marks = useClientMarks();
  const { nameOf } = useStaffNames();
  const flatSign = t('clientCard:address.flatSign');
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const priceLists = catalogue.data?.priceLists ?? [];
  const tags = new Map(marks.tags.map(({ id, name }) => [id as number, name]));
  const date = (day: string | null): string => (day === null ? '' : formatDate(day, 'full', locale));
  /** Every field of the form, as a person reads it; what is not here would be lost. */
  const texts: Readonly<Record<keyof ClientFormValues, (values: ClientFormValues) => string>> = {
    lastName: (v) => v.lastName,
    firstName: (v) => v.firstName,
    middleName: (v) => v.middleName,
    phones,
    allergy: (v) => v.allergy,
    contraindication: (v) => v.contraindication,
    note: (v) => v.note,
    categoryId: (v) => marks.categories.find(({ id }) => id === v.categoryId)?.name ?? '',
    tagIds: (v) => v.tagIds.map((id) => tags.get(id) ?? '').join(', '),
    birthday: (v) => date(v.birthday),
    sex: (v) => (v.sex === null ? '' : t(`sexes.${v.sex}`)),
    email: (v) => v.email,
    messengers: (v) =>
      v.messengers.map(({ kind, handle }) => `${t(`clientCard:messengers.${kind}`)} ${handle}`).join(', '),
    responsibleStaffId: (v) => nameOf(v.responsibleStaffId),
    preferredStaffIds: (v) => v.preferredStaffIds.map(nameOf).join(', '),
    priceListId: (v) => priceLists.find(({ id }) => id === v.priceListId)?.name ?? '',
    personalDiscountBp: (v) =>
      v.personalDiscountBp === null ? '' : `${formatNumber(v.personalDiscountBp / 100, locale)} %`,
    cardNumber: (v) => v.cardNumber,
    manualStatus: (v) => (v.manualStatus === null ? '' : t(`clientCard:statuses.${v.manualStatus}`)),
    noCallsUntil: (v) => date(v.noCallsUntil),
    source: (v) => v.source,
    learnedFrom: (v) => v.learnedFrom,
    decidedBy: (v) => v.decidedBy,
    recommendedBy: (v) => v.recommendedBy?.name ?? '',
    address: (v) => addressLine(v.address, flatSign),
  };
  const fields: MergeField<Part>[] = (Object.keys(texts) as (keyof ClientFormValues)[]).flatMap((name) =>
    mergeValues<ClientFormValues, Part>(
      name,
      labelOf(name, t),
      states,
      (values) => ({ [name]: values[name] }),
      texts[name],
    ),
  );
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
        onSave(Object.assign({}, theirs, ...chosen) as ClientFormValues);
      }}
      onClose={onClose}
    />
  );
}

const LABELS: Readonly<Partial<Record<keyof ClientFormValues, string>>> = {
  phones: 'clients:meeting.phones',
  note: 'clientCard:fields.about',
  categoryId: 'clientCard:fields.category',
  tagIds: 'clientCard:fields.tags',
  responsibleStaffId: 'clientCard:fields.responsible',
  preferredStaffIds: 'clientCard:fields.preferred',
  priceListId: 'clients:fields.priceList',
  personalDiscountBp: 'clientCard:fields.personalDiscount',
  address: 'clientCard:groups.address',
};

function labelOf(name: keyof ClientFormValues, t: TFunction): string {
  const own = LABELS[name];
  return own ? t(own) : t(`clientCard:fields.${name}`, { defaultValue: t(`clients:fields.${name}`) });
}
