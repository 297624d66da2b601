import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FilterWords } from '../../src-shared/segments/segment-text.ts';
import type { Field, Value } from '../../src-shared/segments/segments.rules.ts';
import { api } from '../api/client.ts';
import { useLocale, useMoney } from '../app/session.ts';

/** A value that a filter or a change may choose. */
export interface Choice {
  readonly value: Value;
  readonly label: string;
  readonly colour?: string;
}

export interface Words extends FilterWords {
  /** What may be chosen in a field. */
  readonly choicesOf: (field: Field) => readonly Choice[];
}

/** Sentences about filters in the person's language, with the names of the salon's own things. */
export function useWords(): Words {
  const { t } = useTranslation(['segments', 'clients']);
  const locale = useLocale();
  const money = useMoney();
  const { data } = useQuery(api.segments.choices.queryOptions());
  const named = (list: readonly { id: number; name: string; colour?: string }[] = []): Choice[] =>
    list.map(({ id, name, colour }) => ({ value: id, label: name, ...(colour === undefined ? {} : { colour }) }));
  const choicesOf = (field: Field): readonly Choice[] => {
    switch (field) {
      case 'category':
        return named(data?.categories);
      case 'tags':
        return named(data?.tags);
      case 'responsible':
        return named(data?.staff);
      case 'service':
        return named(data?.services);
      case 'source':
        return (data?.sources ?? []).map((source) => ({ value: source, label: source }));
      case 'sex':
        return (['female', 'male'] as const).map((sex) => ({ value: sex, label: t(`clients:sexes.${sex}`) }));
      case 'status':
        return (['active', 'sleeping', 'lost'] as const).map((status) => ({
          value: status,
          label: t(`segments:statuses.${status}`),
        }));
      case 'consents':
        return (data?.purposes ?? []).map((purpose) => ({ value: purpose, label: t(`segments:purposes.${purpose}`) }));
      default:
        return [];
    }
  };
  return {
    t: (key, values) => t(key, { ...values }),
    locale,
    money,
    choicesOf,
    nameOf: (field, value) =>
      choicesOf(field).find((choice) => choice.value === value)?.label ?? (typeof value === 'string' ? value : ''),
  };
}
