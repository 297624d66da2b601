import { Button, Checkbox, Indicator, Popover, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { api } from '../api/client.ts';
import { useActions } from '../app/actions.ts';
import { type JournalFilter, NO_FILTER, filterCount } from './journal-filter.ts';
import { usePreferences } from './use-preferences.ts';

interface JournalFiltersProps {
  readonly day: Day;
  readonly filter: JournalFilter;
  readonly isWeek: boolean;
  readonly onFilter: (change: Partial<JournalFilter>) => void;
}

const SHOWN = ['showBlocks', 'showBreaks', 'showProcessing', 'showCancelled'] as const;

/** Whose columns and which services are looked for, and what the grid shows beside the visits (J2, J21). */
export function JournalFilters({ day, filter, isWeek, onFilter }: JournalFiltersProps) {
  const { t } = useTranslation('journal');
  const { preferences, save } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const catalogue = useQuery(api.services.list.queryOptions({ input: {}, enabled: isOpen }));
  const count = filterCount(filter);
  useActions(
    [
      {
        id: 'journal.filter',
        title: 'journal:screen.actions.filter',
        group: 'journal',
        shortcut: 'Alt+KeyF',
        run: () => setOpen(!isOpen),
      },
    ],
    [],
  );
  const titles = [...new Set(day.staff.map(({ jobTitle }) => jobTitle).filter(Boolean))].sort();
  const chooseCategory = (value: string | null): void => {
    const id = Number(value);
    const found = catalogue.data?.categories.find((category) => category.id === id);
    const serviceIds = new Set(
      (catalogue.data?.services ?? []).filter((s) => s.categoryId === id).map((s): number => s.id),
    );
    onFilter({ category: found ? { id, name: found.name, serviceIds } : null });
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={280}
      shadow="md"
      trapFocus
      returnFocus
      // Lists of the fields open inside, so that a press on them closes nothing.
      withinPortal
    >
      <Popover.Target>
        <Indicator label={count} size={16} disabled={count === 0} offset={4}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFilter size={14} aria-hidden />}
            aria-label={count === 0 ? t('screen.filter.title') : t('screen.filter.titleOn', { count })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="zj-wide">{t('screen.filter.title')}</span>
          </Button>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown className="zj-filters" role="dialog" aria-label={t('screen.filter.title')}>
        {!isWeek && (
          <Select
            size="sm"
            label={t('screen.filter.position')}
            placeholder={t('screen.filter.any')}
            data={titles}
            value={filter.jobTitle}
            clearable
            comboboxProps={{ withinPortal: false }}
            onChange={(jobTitle) => onFilter({ jobTitle })}
          />
        )}
        <Select
          size="sm"
          label={t('screen.filter.category')}
          placeholder={t('screen.filter.any')}
          data={(catalogue.data?.categories ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={filter.category === null ? null : String(filter.category.id)}
          clearable
          comboboxProps={{ withinPortal: false }}
          onChange={chooseCategory}
        />
        {!isWeek && (
          <Switch
            label={t('screen.filter.onlyFree')}
            checked={filter.onlyFree}
            onChange={(event) => onFilter({ onlyFree: event.currentTarget.checked })}
          />
        )}
        <fieldset className="zj-shown">
          <legend>{t('screen.filter.shown')}</legend>
          {SHOWN.map((name) => (
            <Checkbox
              key={name}
              size="xs"
              label={t(`screen.filter.${name}`)}
              checked={preferences[name]}
              onChange={(event) => save({ [name]: event.currentTarget.checked })}
            />
          ))}
        </fieldset>
        <Button size="compact-sm" variant="default" disabled={count === 0} onClick={() => onFilter(NO_FILTER)}>
          {t('screen.filter.clear')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
