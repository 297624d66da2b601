import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CLIENT_STATUSES } from '../../../src-shared/clients/client-card.rules.ts';
import { api } from '../../api/client.ts';
import { useCan, useDesk } from '../../app/session.ts';
import { Dot } from '../../ui/Swatches.tsx';
import type { ClientFormValues } from '../client-form.ts';
import { useClientMarks, useStaffNames } from '../use-client-lists.ts';
import type { FormPartProps } from './form-part.ts';

/** Category and tags: archived ones stay where they are and are offered to nobody new. */
export function MarkFields({ values, set, errors }: FormPartProps) {
  const { t } = useTranslation('clientCard');
  const { categories, tags } = useClientMarks();
  const shown = categories.filter(({ id, isArchived }) => !isArchived || id === values.categoryId);
  const colours = new Map(categories.map(({ id, colour }) => [String(id), colour]));
  const tagColours = new Map(tags.map(({ id, colour }) => [String(id), colour]));
  const own = new Set<number>(values.tagIds);
  return (
    <div className="z-pair">
      <Select
        label={t('fields.category')}
        placeholder={t('fields.noCategory')}
        clearable
        data={shown.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={values.categoryId === null ? null : String(values.categoryId)}
        error={errors['categoryId']}
        leftSection={values.categoryId === null ? null : <Dot colour={colours.get(String(values.categoryId)) ?? ''} />}
        renderOption={({ option }) => (
          <>
            <Dot colour={colours.get(option.value) ?? ''} />
            {option.label}
          </>
        )}
        onChange={(value) => set({ categoryId: idOrNull<ClientFormValues['categoryId']>(value) })}
      />
      <MultiSelect
        label={t('fields.tags')}
        searchable
        data={tags
          .filter(({ id, isArchived }) => !isArchived || own.has(id))
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        value={values.tagIds.map(String)}
        error={errors['tagIds']}
        renderOption={({ option }) => (
          <>
            <Dot colour={tagColours.get(option.value) ?? ''} />
            {option.label}
          </>
        )}
        onChange={(list) => set({ tagIds: list.map(Number) as ClientFormValues['tagIds'] })}
      />
    </div>
  );
}

/** Masters, prices, status: how the salon serves the client. */
export function CareFields({ values, set, errors }: FormPartProps) {
  const { t } = useTranslation('clientCard');
  const { today } = useDesk();
  const seesCatalogue = useCan('see_catalogue');
  const catalogue = useQuery(api.services.list.queryOptions({ input: {}, enabled: seesCatalogue }));
  const priceLists = catalogue.data?.priceLists ?? [];
  const { staff, nameOf } = useStaffNames();
  const named = new Set<number | null>([values.responsibleStaffId, ...values.preferredStaffIds]);
  const staffOptions = staff
    .filter(({ id, isArchived }) => !isArchived || named.has(id))
    .map(({ id }) => ({ value: String(id), label: nameOf(id) }));
  return (
    <>
      <div className="z-pair">
        <Select
          label={t('fields.responsible')}
          clearable
          searchable
          data={staffOptions}
          value={values.responsibleStaffId === null ? null : String(values.responsibleStaffId)}
          error={errors['responsibleStaffId']}
          onChange={(value) => set({ responsibleStaffId: idOrNull<ClientFormValues['responsibleStaffId']>(value) })}
        />
        <MultiSelect
          label={t('fields.preferred')}
          searchable
          maxValues={10}
          data={staffOptions}
          value={values.preferredStaffIds.map(String)}
          error={errors['preferredStaffIds']}
          onChange={(list) => set({ preferredStaffIds: list.map(Number) as ClientFormValues['preferredStaffIds'] })}
        />
      </div>
      <div className="z-pair">
        {priceLists.length > 0 && (
          <Select
            label={t('clients:fields.priceList')}
            allowDeselect={false}
            data={[
              { value: '', label: t('clients:fields.defaultPriceList') },
              ...priceLists.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={priceLists.some(({ id }) => id === values.priceListId) ? String(values.priceListId) : ''}
            onChange={(value) => set({ priceListId: idOrNull<ClientFormValues['priceListId']>(value) })}
          />
        )}
        <NumberInput
          label={t('fields.personalDiscount')}
          min={0}
          max={100}
          decimalScale={2}
          decimalSeparator=","
          suffix=" %"
          value={values.personalDiscountBp === null ? '' : values.personalDiscountBp / 100}
          error={errors['personalDiscountBp']}
          onChange={(value) => {
            const percent = Number(value);
            set({ personalDiscountBp: value === '' || percent === 0 ? null : Math.round(percent * 100) });
          }}
        />
      </div>
      <div className="z-pair">
        <TextInput
          label={t('fields.cardNumber')}
          placeholder={t('fields.cardNumberHint')}
          maxLength={40}
          value={values.cardNumber}
          error={errors['cardNumber']}
          // A scanner ends the number with Enter: it must not save a form that is half filled in.
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault();
          }}
          onChange={(event) => set({ cardNumber: event.currentTarget.value })}
        />
        <Select
          label={t('fields.manualStatus')}
          placeholder={t('statuses.auto')}
          clearable
          data={CLIENT_STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          value={values.manualStatus}
          onChange={(manualStatus) => set({ manualStatus })}
        />
      </div>
      <div className="z-pair">
        <DateInput
          label={`${t('fields.noCallsUntil')} (${t('fields.noCallsHint')})`}
          placeholder={t('clients:fields.birthdayHint')}
          valueFormat="DD.MM.YYYY"
          clearable
          minDate={today}
          value={values.noCallsUntil}
          error={errors['noCallsUntil']}
          onChange={(noCallsUntil) => set({ noCallsUntil })}
        />
        <span />
      </div>
    </>
  );
}

function idOrNull<Id>(value: string | null): Id {
  return (value ? Number(value) : null) as Id;
}
