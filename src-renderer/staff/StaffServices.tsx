import { Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '../../src-shared/kernel/fold.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { type Terms, TermsRow, USUAL_TERMS } from '../services/TermsRow.tsx';

interface StaffServicesProps {
  /** By service id. */
  readonly terms: ReadonlyMap<number, Terms>;
  readonly canEdit: boolean;
  readonly onChange: (terms: ReadonlyMap<number, Terms>) => void;
}

/** What a master does: the price list with ticks, whole categories at once. */
export function StaffServices({ terms, canEdit, onChange }: StaffServicesProps) {
  const { t } = useTranslation('staff');
  const money = useMoney();
  const [query, setQuery] = useState('');
  const list = useQuery(api.services.list.queryOptions({ input: {} }));
  const { categories = [], services = [] } = list.data ?? {};
  const found = services.filter(({ name }) => fold(name).includes(fold(query)));
  const groups = Map.groupBy(found, ({ categoryId }) => categoryId);
  if (list.data && services.length === 0) return <p className="z-dim">{t('services.empty')}</p>;
  const put = (ids: readonly number[], value: (id: number) => Terms | null): void => {
    const next = new Map(terms);
    for (const id of ids) {
      const own = value(id);
      if (own) next.set(id, own);
      else next.delete(id);
    }
    onChange(next);
  };
  return (
    <>
      <p className="z-dim">{t('services.hint')}</p>
      <TextInput
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        placeholder={t('services.search')}
        aria-label={t('services.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        description={t('services.chosen', { count: terms.size, total: services.length })}
      />
      {categories.map((category) => {
        const own = groups.get(category.id) ?? [];
        const ids = own.map(({ id }) => id);
        const chosen = ids.filter((id) => terms.has(id)).length;
        return own.length === 0 ? null : (
          <section key={category.id} className="z-section">
            <Checkbox
              label={<strong>{category.name}</strong>}
              aria-label={t('services.wholeCategory', { name: category.name })}
              checked={chosen === ids.length}
              indeterminate={chosen > 0 && chosen < ids.length}
              disabled={!canEdit}
              onChange={() => put(ids, (id) => (chosen === ids.length ? null : (terms.get(id) ?? USUAL_TERMS)))}
            />
            <div>
              {own.map((service) => (
                <TermsRow
                  key={service.id}
                  label={service.name}
                  terms={terms.get(service.id) ?? null}
                  priceLabel={t('services.ownPrice', { name: service.name })}
                  durationLabel={t('services.ownDuration', { name: service.name })}
                  usualPrice={money(service.priceMinor)}
                  usualDuration={service.durationMin}
                  isReadOnly={!canEdit}
                  hasOwnDuration={service.segments === null}
                  onChange={(value) => put([service.id], () => value)}
                />
              ))}
            </div>
          </section>
        );
      })}
    </>
  );
}
