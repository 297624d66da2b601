import './segments.css';
import { ActionIcon, Button, MultiSelect, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { conditionText, monthName } from '../../src-shared/segments/segment-text.ts';
import {
  type Condition,
  FIELDS,
  type Filter,
  MOST_CONDITIONS,
  MOST_LEVELS,
  completeFilter,
  countConditions,
  isComplete,
  isGroup,
  operatorsOf,
} from '../../src-shared/segments/segments.rules.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { FIELD_GROUPS, blankCondition, withOperator } from './filter-drafts.ts';
import { inputOf } from './use-client-list.ts';
import type { Words } from './use-words.ts';

interface FilterDrawerProps {
  readonly filter: Filter;
  readonly withArchived: boolean;
  readonly words: Words;
  readonly onApply: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** Builds a filter of questions and groups; tells all the while how many clients it finds. Ctrl+Enter shows them. */
export function FilterDrawer({ filter, withArchived, words, onApply, onClose }: FilterDrawerProps) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const [draft, setDraft] = useState<Filter>(
    filter.items.length === 0 ? { join: 'and', items: [blankCondition('lastOn')] } : filter,
  );
  const asked = completeFilter(draft);
  const { data } = useQuery({
    ...api.segments.count.queryOptions({
      input: {
        filter: inputOf({ filter: asked, withArchived, sort: { column: 'name', isDescending: false } }).filter,
        withArchived,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const apply = (): void => {
    onApply(asked);
    onClose();
  };
  return (
    <CardDrawer title={t('filter.title')} size={720} onClose={onClose} onSave={apply}>
      <div className="z-card-body">
        <GroupEditor
          group={draft}
          level={1}
          room={MOST_CONDITIONS - countConditions(draft)}
          words={words}
          onChange={setDraft}
        />
        {draft.items.length === 0 && <p className="z-dim">{t('filter.empty')}</p>}
      </div>
      <footer className="z-card-foot">
        <Button variant="subtle" color="gray" onClick={() => setDraft({ join: 'and', items: [] })}>
          {t('filter.clear')}
        </Button>
        <span aria-live="polite" className="z-dim">
          {data && t('list.found', { count: data.count, formatted: formatNumber(data.count, locale) })}
        </span>
        <Button type="submit">{t('filter.apply')}</Button>
      </footer>
    </CardDrawer>
  );
}

interface GroupEditorProps {
  readonly group: Filter;
  readonly level: number;
  /** How many more questions may be added. */
  readonly room: number;
  readonly words: Words;
  readonly onChange: (group: Filter) => void;
  readonly onRemove?: () => void;
}

function GroupEditor({ group, level, room, words, onChange, onRemove }: GroupEditorProps) {
  const { t } = useTranslation('segments');
  const label = t(level === 1 ? 'filter.join' : 'filter.joinInner');
  const replace = (index: number, item: Condition | Filter): void =>
    onChange({ ...group, items: group.items.with(index, item) });
  const remove = (index: number): void => onChange({ ...group, items: group.items.toSpliced(index, 1) });
  const add = (item: Condition | Filter): void => onChange({ ...group, items: [...group.items, item] });
  return (
    <section className="z-filter-group" data-level={level} aria-label={label}>
      <header>
        <span>{label}</span>
        <SegmentedControl
          size="xs"
          aria-label={label}
          value={group.join}
          onChange={(join) => onChange({ ...group, join: join === 'or' ? 'or' : 'and' })}
          data={[
            { value: 'and', label: t('filter.joinAnd') },
            { value: 'or', label: t('filter.joinOr') },
          ]}
        />
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('filter.removeGroup')} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </header>
      {group.items.map((item, index) =>
        isGroup(item) ? (
          <GroupEditor
            // oxlint-disable-next-line react/no-array-index-key -- questions have no identity but their place
            key={index}
            group={item}
            level={level + 1}
            room={room}
            words={words}
            onChange={(inner) => replace(index, inner)}
            onRemove={() => remove(index)}
          />
        ) : (
          <ConditionEditor
            // oxlint-disable-next-line react/no-array-index-key -- as above
            key={index}
            condition={item}
            words={words}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <div className="z-filter-add">
        <Button
          size="xs"
          variant="default"
          disabled={room <= 0}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(blankCondition('lastOn'))}
        >
          {t('filter.add')}
        </Button>
        {level < MOST_LEVELS && (
          <Button
            size="xs"
            variant="subtle"
            disabled={room <= 0}
            leftSection={<IconFolderPlus size={14} aria-hidden />}
            onClick={() =>
              add({
                join: group.join === 'and' ? 'or' : 'and',
                items: [blankCondition('tags'), blankCondition('category')],
              })
            }
          >
            {t('filter.addGroup')}
          </Button>
        )}
      </div>
    </section>
  );
}

interface ConditionEditorProps {
  readonly condition: Condition;
  readonly words: Words;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

function ConditionEditor({ condition, words, onChange, onRemove }: ConditionEditorProps) {
  const { t } = useTranslation('segments');
  const kind = FIELDS[condition.field];
  const operators = operatorsOf(condition.field);
  const said = isComplete(condition) ? conditionText(condition, words) : t(`fields.${condition.field}`);
  return (
    <div className="z-filter-row" role="group" aria-label={said}>
      <Select
        size="xs"
        searchable
        // What is typed replaces the name that stands there.
        onFocus={(event) => event.currentTarget.select()}
        selectFirstOptionOnChange
        aria-label={t('filter.field')}
        allowDeselect={false}
        maxDropdownHeight={320}
        value={condition.field}
        onChange={(field) => field && onChange(blankCondition(field))}
        data={FIELD_GROUPS.map(({ group, fields }) => ({
          group: t(`groups.${group}`),
          items: fields.map((field) => ({ value: field, label: t(`fields.${field}`) })),
        }))}
      />
      <Select
        size="xs"
        aria-label={t('filter.question')}
        allowDeselect={false}
        value={condition.op}
        onChange={(op) => op && onChange(withOperator(condition, op))}
        data={operators.map((op) => ({
          value: op,
          label: op === 'known' || op === 'unknown' ? t(`${op}.${condition.field}`) : t(`ask.${kind}.${op}`),
        }))}
      />
      <span className="z-filter-value">
        <ValueEditor condition={condition} words={words} onChange={onChange} />
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={t('filter.remove', { what: said })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}

/** The blanks of a question: days, bounds, dates, names. */
function ValueEditor({ condition, words, onChange }: Omit<ConditionEditorProps, 'onRemove'>) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const days = 'days' in condition && (
    <NumberInput
      size="xs"
      w={84}
      min={0}
      max={3660}
      allowDecimal={false}
      aria-label={t('filter.days')}
      value={condition.days}
      onChange={(value) => onChange({ ...condition, days: Math.min(3660, Math.max(0, Number(value) || 0)) })}
    />
  );
  switch (condition.op) {
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
      return days;
    case 'between':
      return (
        <>
          {(['from', 'to'] as const).map((end) => (
            <DateInput
              key={end}
              size="xs"
              clearable
              valueFormat="DD.MM.YYYY"
              aria-label={t(`filter.${end}Date`)}
              placeholder={t(`filter.${end}Date`)}
              value={condition[end]}
              onChange={(value) => onChange({ ...condition, [end]: value })}
            />
          ))}
        </>
      );
    case 'range':
      return (
        <>
          {(['min', 'max'] as const).map((end) =>
            FIELDS[condition.field] === 'money' ? (
              <MoneyInput
                key={end}
                size="xs"
                w={130}
                aria-label={t(end === 'min' ? 'filter.from' : 'filter.to')}
                placeholder={t(end === 'min' ? 'filter.from' : 'filter.to')}
                value={condition[end]}
                onChange={(value) => onChange({ ...condition, [end]: value })}
              />
            ) : (
              <NumberInput
                key={end}
                size="xs"
                w={84}
                min={0}
                allowDecimal={false}
                aria-label={t(end === 'min' ? 'filter.from' : 'filter.to')}
                placeholder={t(end === 'min' ? 'filter.from' : 'filter.to')}
                value={condition[end] ?? ''}
                onChange={(value) =>
                  onChange({ ...condition, [end]: value === '' ? null : Math.max(0, Number(value)) })
                }
              />
            ),
          )}
        </>
      );
    case 'months':
      return (
        <MultiSelect
          size="xs"
          aria-label={t('filter.months')}
          placeholder={condition.months.length === 0 ? t('filter.months') : ''}
          value={condition.months.map(String)}
          onChange={(months) => onChange({ ...condition, months: months.map(Number).toSorted((a, b) => a - b) })}
          data={Array.from({ length: 12 }, (_, index) => ({
            value: String(index + 1),
            label: monthName(index + 1, locale),
          }))}
        />
      );
    case 'known':
    case 'unknown':
      return null;
    default: {
      const choices = words.choicesOf(condition.field);
      return (
        <>
          {days}
          <MultiSelect
            size="xs"
            searchable
            hidePickedOptions
            aria-label={t('filter.values')}
            placeholder={condition.values.length === 0 ? t('filter.values') : ''}
            value={condition.values.map(String)}
            onChange={(picked) =>
              onChange({
                ...condition,
                values: picked.flatMap((text) => choices.find(({ value }) => String(value) === text)?.value ?? []),
              })
            }
            data={choices.map(({ value, label }) => ({ value: String(value), label }))}
          />
        </>
      );
    }
  }
}
