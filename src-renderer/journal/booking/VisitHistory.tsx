import { Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../../src-shared/i18n/format.ts';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { api } from '../../api/client.ts';
import { logEntryText } from '../../api/summary-text.ts';
import { useDesk, useLocale } from '../../app/session.ts';
import { dayAfterEach } from '../../replay/moments.ts';
import { PastLink } from '../../replay/PastLink.tsx';
import { changesInWords, useVisitNames } from './visit-history.ts';

/** Everything that happened to a visit: who, when, and field by field what was before and after. */
export function VisitHistory({ visit }: { readonly visit: DayVisit }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { settings } = useDesk();
  const names = useVisitNames();
  const input = { entity: 'visit' as const, id: visit.id as number };
  const history = useQuery({
    ...api.history.ofRecord.queryOptions({ input }),
    // The version is part of the key: a changed visit has a longer history.
    queryKey: [...api.history.ofRecord.queryKey({ input }), visit.version],
  });
  if (!history.data || history.data.length === 0) return null;
  const days = dayAfterEach(history.data, visit.localDate);
  const words = changesInWords(history.data, visit, names, t, locale);
  return (
    <section aria-label={t('journal:visit.history')}>
      <Text size="sm" fw={550} mb={8}>
        {t('journal:visit.history')}
      </Text>
      <Timeline bulletSize={10} lineWidth={2} active={history.data.length}>
        {history.data.map((command) => (
          <Timeline.Item key={command.commandId}>
            <Text size="sm">{logEntryText(command, t, locale)}</Text>
            {(words.get(command.commandId) ?? []).map((text) => (
              <Text size="sm" key={text} c="dimmed">
                {text}
              </Text>
            ))}
            {command.reason && <Text size="sm">{t('history:reason', { reason: command.reason })}</Text>}
            <Text size="xs" c="dimmed">
              {formatInstant(command.atMs, settings.timeZone, locale)}
              {command.actorName ? `, ${command.actorName}` : ''}
            </Text>
            <PastLink
              localDate={days.get(command.commandId) ?? visit.localDate}
              atMs={command.atMs}
              commandId={command.commandId}
            />
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
