import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServiceId } from '../../src-shared/contract-base.ts';
import { formatDay } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale } from '../app/session.ts';

interface GroupWishProps {
  readonly serviceId: ServiceId;
  readonly value: number | null;
  readonly onChange: (groupEventId: number | null) => void;
}

/** The group event in which a seat is waited for (A13); any of them when none is chosen. */
export function GroupWish({ serviceId, value, onChange }: GroupWishProps) {
  const { t } = useTranslation('waiting');
  const locale = useLocale();
  const { today } = useDesk();
  const events = useQuery(api.groups.open.queryOptions({ input: { serviceId, days: 90, withFull: true } }));
  if (events.data?.length === 0) return <p className="z-dim">{t('form.noGroups')}</p>;
  return (
    <Select
      label={t('form.group')}
      placeholder={t('form.groupAny')}
      clearable
      searchable
      data={(events.data ?? []).map((event) => {
        const when = `${formatDay(event.localDate, today, locale)}, ${formatMinute(event.startMin)}`;
        const free = event.capacity - event.taken;
        return {
          value: String(event.id),
          label: `${when} · ${event.title} · ${free > 0 ? t('form.seats', { count: free }) : t('form.full')}`,
        };
      })}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
