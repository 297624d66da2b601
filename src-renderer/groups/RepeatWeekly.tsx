import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { conflictText } from '../../src-shared/journal/conflict-text.ts';
import type { ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import type { DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';

/** Copies of an event on the next weeks, with the dates that would collide listed before they are made. */
export function RepeatWeekly({ event }: { readonly event: DayEvent }) {
  const { t } = useTranslation(['groups', 'journal']);
  const locale = useLocale();
  const [weeks, setWeeks] = useState<number | null>(null);
  const preview = useQuery(
    api.groups.previewRepeat.queryOptions({
      input: { eventId: event.id, weeks: weeks ?? 1 },
      enabled: weeks !== null,
    }),
  );
  const repeat = useCommand(api.groups.repeat.mutationOptions());
  if (weeks === null) {
    return (
      <Group>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconRepeat size={16} aria-hidden />}
          onClick={() => setWeeks(4)}
        >
          {t('groups:repeat.open')}
        </Button>
      </Group>
    );
  }
  const dates = preview.data ?? [];
  const free = dates.filter(({ conflict }) => conflict === null).length;
  return (
    <Stack gap={6}>
      <Group gap="sm" align="flex-end">
        <NumberInput
          w={110}
          label={t('groups:repeat.weeks')}
          min={1}
          max={52}
          allowDecimal={false}
          allowNegative={false}
          value={weeks}
          onChange={(value) => setWeeks(typeof value === 'number' ? value : 1)}
        />
        <Button
          variant="default"
          loading={repeat.isPending}
          disabled={free === 0}
          onClick={() => {
            void repeat.run({ eventId: event.id, weeks }).then((done) => {
              if (done) setWeeks(null);
            });
          }}
        >
          {t('groups:repeat.make', { count: free })}
        </Button>
      </Group>
      {dates
        .filter(({ conflict }) => conflict !== null)
        .map(({ localDate, conflict }) => {
          const text =
            conflict && conflictText(conflict.code as ConflictCode, conflict, t('journal:conflicts.noClient'));
          return (
            <Text key={localDate} size="sm" c="danger">
              {formatDate(localDate, 'day', locale)}: {text ? t(text.key, text.values) : ''}
            </Text>
          );
        })}
    </Stack>
  );
}
