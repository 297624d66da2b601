import { Chip, Group, MultiSelect, NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import type { Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { SCOPES } from '../../src-shared/loyalty/promotions.rules.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale } from '../app/session.ts';
import { useClientMarks } from '../clients/use-client-lists.ts';
import { TimeInput } from '../ui/TimeInput.tsx';
import { useProductChoices } from './use-product-choices.ts';

type Conditions = Promotion['conditions'];

interface ConditionsFieldsProps {
  readonly conditions: Conditions;
  readonly onChange: (part: Partial<Conditions>) => void;
  /** What was refused, by field. */
  readonly faults: Readonly<Record<string, string>>;
}

/** When, on what and for whom a promotion or coupon counts (P5, P8). */
export function ConditionsFields({ conditions, onChange, faults }: ConditionsFieldsProps) {
  const { t } = useTranslation('loyalty');
  const locale = useLocale();
  const weekdays = useId();
  const { categories: marks } = useClientMarks();
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} })).data;
  const segments = useQuery(api.segments.list.queryOptions({ input: {}, enabled: useCan('see_clients') })).data ?? [];
  const { products, productCategories } = useProductChoices();
  return (
    <>
      <section className="z-section">
        <h2>{t('conditions.what')}</h2>
        <Select
          label={t('conditions.scope')}
          allowDeselect={false}
          data={SCOPES.map((value) => ({ value, label: t(`conditions.scopes.${value}`) }))}
          value={conditions.scope}
          error={faults['scope']}
          onChange={(scope) => onChange({ scope: SCOPES.find((one) => one === scope) ?? 'all' })}
        />
        {conditions.scope === 'chosen' && (
          <>
            <IdsSelect
              label={t('conditions.categories')}
              choices={catalogue?.categories ?? []}
              ids={conditions.categoryIds}
              onChange={(ids) => onChange({ categoryIds: ids as Conditions['categoryIds'] })}
            />
            <IdsSelect
              label={t('conditions.services')}
              choices={catalogue?.services ?? []}
              ids={conditions.serviceIds}
              onChange={(ids) => onChange({ serviceIds: ids as Conditions['serviceIds'] })}
            />
            <IdsSelect
              label={t('conditions.productCategories')}
              choices={productCategories}
              ids={conditions.productCategoryIds}
              onChange={(ids) => onChange({ productCategoryIds: ids as Conditions['productCategoryIds'] })}
            />
            <IdsSelect
              label={t('conditions.products')}
              choices={products}
              ids={conditions.productIds}
              onChange={(ids) => onChange({ productIds: ids as Conditions['productIds'] })}
            />
          </>
        )}
      </section>
      <section className="z-section">
        <h2>{t('conditions.when')}</h2>
        <div role="group" aria-labelledby={weekdays}>
          <span id={weekdays} className="mantine-InputWrapper-label z-label">
            {t('conditions.weekdays')}
          </span>
          <Chip.Group
            multiple
            value={conditions.weekdays.map(String)}
            onChange={(days) => onChange({ weekdays: days.map(Number).sort((a, b) => a - b) })}
          >
            <Group gap={6}>
              {weekdayNames(locale).map((name, index) => (
                <Chip key={name} value={String(index + 1)} size="sm">
                  {name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
        <div className="z-pair">
          <TimeInput
            label={t('conditions.fromHour')}
            value={conditions.fromMin}
            onChange={(fromMin) => onChange({ fromMin })}
          />
          <TimeInput
            label={t('conditions.toHour')}
            value={conditions.toMin}
            error={faults['toMin']}
            onChange={(toMin) => onChange({ toMin })}
          />
        </div>
      </section>
      <section className="z-section">
        <h2>{t('conditions.whom')}</h2>
        <Switch
          label={t('conditions.newOnly')}
          description={t('conditions.newOnlyHint')}
          checked={conditions.isNewOnly}
          onChange={(event) => onChange({ isNewOnly: event.currentTarget.checked })}
        />
        <Switch
          label={t('conditions.birthday')}
          checked={conditions.birthday !== null}
          onChange={(event) =>
            onChange({ birthday: event.currentTarget.checked ? { daysBefore: 7, daysAfter: 7 } : null })
          }
        />
        {conditions.birthday && (
          <div className="z-pair">
            {(['daysBefore', 'daysAfter'] as const).map((name) => (
              <NumberInput
                key={name}
                label={t(`conditions.${name}`)}
                min={0}
                max={60}
                allowDecimal={false}
                clampBehavior="strict"
                value={conditions.birthday?.[name] ?? 0}
                onChange={(value) => {
                  if (conditions.birthday)
                    onChange({ birthday: { ...conditions.birthday, [name]: Number(value) || 0 } });
                }}
              />
            ))}
          </div>
        )}
        <IdsSelect
          label={t('conditions.clientCategories')}
          placeholder={t('conditions.anyClient')}
          choices={marks.filter(({ isArchived }) => !isArchived)}
          ids={conditions.clientCategoryIds}
          onChange={(ids) => onChange({ clientCategoryIds: ids as Conditions['clientCategoryIds'] })}
        />
        <Select
          label={t('conditions.segment')}
          placeholder={t('conditions.noSegment')}
          clearable
          searchable
          data={segments.filter(({ isShared }) => isShared).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={conditions.segmentId === null ? null : String(conditions.segmentId)}
          onChange={(id) => onChange({ segmentId: (id === null ? null : Number(id)) as Conditions['segmentId'] })}
        />
      </section>
    </>
  );
}

interface IdsSelectProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly choices: readonly { readonly id: number; readonly name: string }[];
  readonly ids: readonly number[];
  readonly onChange: (ids: number[]) => void;
}

function IdsSelect({ label, placeholder = '', choices, ids, onChange }: IdsSelectProps) {
  return (
    <MultiSelect
      label={label}
      placeholder={ids.length === 0 ? placeholder : ''}
      searchable
      clearable
      hidePickedOptions
      limit={60}
      data={choices.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={ids.filter((id) => choices.some((choice) => choice.id === id)).map(String)}
      onChange={(next) => onChange(next.map(Number))}
    />
  );
}
