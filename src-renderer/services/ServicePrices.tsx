import { ActionIcon, Button, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { versionOn } from '../../src-shared/services/price.rules.ts';
import type { Level, PriceList } from '../../src-shared/services/pricing.contract.ts';
import type { Service } from '../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface ServicePricesProps {
  readonly service: Service;
  readonly levels: readonly Level[];
  readonly priceLists: readonly PriceList[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
}

type Version = Service['prices'][number];

/** Prices of a service that hold from a day on: of the list, of levels, of masters (P1). Each is saved at once. */
export function ServicePrices({ service, levels, priceLists, staff, canEdit }: ServicePricesProps) {
  const { t } = useTranslation('services');
  const { today, settings } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const [place, setPlace] = useState('base');
  const [list, setList] = useState('');
  const [validFrom, setValidFrom] = useState(() => addDays(today, 1));
  const [priceMinor, setPrice] = useState<number | null>(null);
  const [priceMaxMinor, setPriceMax] = useState<number | null>(null);
  const add = useCatalogueCommand(api.services.setTerms.mutationOptions());
  const remove = useCatalogueCommand(api.services.removePrice.mutationOptions());
  const people = new Map(staff.map((person) => [person.id as number, personName(person, settings.nameOrder)]));
  const nameOf = (version: Version): string => {
    const who =
      version.staffId !== null
        ? (people.get(version.staffId) ?? t('prices.archivedMaster'))
        : version.levelId !== null
          ? (levels.find(({ id }) => id === version.levelId)?.name ?? t('archived'))
          : t('prices.base');
    const listName = priceLists.find(({ id }) => id === version.listId)?.name;
    return version.listId === null ? who : `${who} · ${listName ?? t('archived')}`;
  };
  const textOf = (version: Version): string => {
    if (version.priceMinor === null) return t('prices.ended');
    if (version.priceMaxMinor === null) return money(version.priceMinor);
    return `${money(version.priceMinor)} – ${money(version.priceMaxMinor)}`;
  };
  const save = async (): Promise<void> => {
    if (priceMinor === null) return;
    const [kind, id] = place.split('-');
    const done = await add.run({
      validFrom,
      listId: list === '' ? null : Number(list),
      cells: [
        {
          serviceId: service.id,
          levelId: kind === 'level' ? Number(id) : null,
          staffId: kind === 'staff' ? Number(id) : null,
          priceMinor,
          priceMaxMinor,
        },
      ],
    });
    if (!done) return;
    setPrice(null);
    setPriceMax(null);
  };
  const versions = service.prices.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  return (
    <section className="z-section">
      <h2>{t('prices.title')}</h2>
      <span className="z-dim">{t('prices.hint')}</span>
      {versions.map((version) => {
        const isNow = versionOn(service.prices, version, today) === version;
        const isAhead = version.validFrom > today;
        const date = formatDate(version.validFrom, 'short', locale);
        return (
          <div
            key={`${version.listId}/${version.levelId}/${version.staffId}/${version.validFrom}`}
            className="z-dated"
            data-now={isNow || isAhead}
          >
            <span>
              {nameOf(version)}{' '}
              <span className="z-dim">{t(isAhead ? 'prices.fromAhead' : 'prices.from', { date })}</span>
            </span>
            <b className="z-nums">{textOf(version)}</b>
            {canEdit ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('prices.remove', { name: nameOf(version), date })}
                onClick={() =>
                  void remove.run({
                    serviceId: service.id,
                    listId: version.listId,
                    levelId: version.levelId,
                    staffId: version.staffId,
                    validFrom: version.validFrom,
                  })
                }
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            ) : (
              <span />
            )}
          </div>
        );
      })}
      {canEdit && (
        <>
          <div className="z-pair">
            <Select
              label={t('prices.whose')}
              allowDeselect={false}
              searchable
              data={[
                { value: 'base', label: t('prices.base') },
                ...(levels.length > 0
                  ? [
                      {
                        group: t('levels.title'),
                        items: levels.map(({ id, name }) => ({ value: `level-${id}`, label: name })),
                      },
                    ]
                  : []),
                ...(service.staff.length > 0
                  ? [
                      {
                        group: t('form.staff'),
                        items: service.staff.map(({ staffId }) => ({
                          value: `staff-${staffId}`,
                          label: people.get(staffId) ?? '',
                        })),
                      },
                    ]
                  : []),
              ]}
              value={place}
              onChange={(value) => setPlace(value ?? 'base')}
            />
            <DateInput
              label={t('prices.validFrom')}
              valueFormat="DD.MM.YYYY"
              value={validFrom}
              onChange={(value) => value && setValidFrom(value)}
            />
            {priceLists.length > 0 && (
              <Select
                label={t('table.list')}
                allowDeselect={false}
                data={[
                  { value: '', label: t('lists.default') },
                  ...priceLists.map(({ id, name }) => ({ value: String(id), label: name })),
                ]}
                value={list}
                onChange={(value) => setList(value ?? '')}
              />
            )}
          </div>
          <div className="z-field-row">
            <MoneyInput flex={1} label={t('prices.price')} value={priceMinor} onChange={setPrice} />
            <MoneyInput flex={1} label={t('form.priceMax')} value={priceMaxMinor} onChange={setPriceMax} />
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={priceMinor === null}
              loading={add.isPending}
              onClick={() => void save()}
            >
              {t('prices.add')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
