import { Checkbox, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useSettings } from '../app/session.ts';
import type { CallFilter } from './call-state.ts';

interface CallFiltersProps {
  readonly filter: CallFilter;
  readonly withStates: boolean;
  readonly counts: {
    readonly overdue: number;
    readonly due: number;
    readonly upcoming: number;
    readonly promised: number;
  };
  readonly onChange: (change: Partial<CallFilter>) => void;
}

const STATES = ['overdue', 'due', 'upcoming', 'promised'] as const;

/** What narrows the call list: by day, service, master, mine. */
export function CallFilters({ filter, withStates, counts, onChange }: CallFiltersProps) {
  const { t } = useTranslation('retention');
  const { nameOrder } = useSettings();
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const services = (catalogue.data?.services ?? []).filter(({ periodicityDays }) => periodicityDays !== null);
  const sum = counts.overdue + counts.due + counts.upcoming;
  return (
    <div className="zr-filters">
      {withStates && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('stateFilter')}
          value={filter.state ?? 'all'}
          data={[
            { value: 'all', label: `${t('states.all')} ${sum}` },
            ...STATES.filter((state) => state !== 'promised' || counts.promised > 0).map((state) => ({
              value: state,
              label: `${t(`states.${state}`)} ${counts[state]}`,
            })),
          ]}
          onChange={(value) => onChange({ state: STATES.find((state) => state === value) ?? null })}
        />
      )}
      <div className="zr-filter-row">
        <Select
          size="xs"
          aria-label={t('filters.service')}
          placeholder={t('filters.anyService')}
          data={services.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={filter.serviceId === null ? null : String(filter.serviceId)}
          searchable
          clearable
          onChange={(value) => onChange({ serviceId: value === null ? null : Number(value) })}
        />
        <Select
          size="xs"
          aria-label={t('filters.staff')}
          placeholder={t('filters.anyStaff')}
          data={(staff.data ?? []).map((person) => ({
            value: String(person.id),
            label: personName(person, nameOrder),
          }))}
          value={filter.staffId === null ? null : String(filter.staffId)}
          searchable
          clearable
          onChange={(value) => onChange({ staffId: value === null ? null : Number(value) })}
        />
        <Tooltip label={t('mineHint')}>
          <Checkbox
            size="xs"
            label={t('filters.mine')}
            checked={filter.isMine}
            onChange={(event) => onChange({ isMine: event.currentTarget.checked })}
          />
        </Tooltip>
      </div>
    </div>
  );
}
