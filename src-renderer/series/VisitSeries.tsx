import './series.css';
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../src-shared/i18n/format.ts';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { SeriesEnd } from '../../src-shared/series/series.rules.ts';
import { api } from '../api/client.ts';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { type Pattern, ruleOf } from './repeat-model.ts';
import { RepeatForm } from './RepeatForm.tsx';
import { ruleText } from './rule-text.ts';
import { SeriesScopeDialog } from './SeriesScopeDialog.tsx';

interface VisitSeriesProps {
  readonly visit: DayVisit;
  /** Visits are left out here when the card has unsaved changes: they would be lost. */
  readonly isLocked: boolean;
}

/** On the card of a visit of a series: the rule in words, its dates, and the way to change it. */
export function VisitSeries({ visit, isLocked }: VisitSeriesProps) {
  const { t } = useTranslation('series');
  const locale = useLocale();
  const { today } = useDesk();
  const mayEdit = useCan('edit_journal');
  const [isOpen, setOpen] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const series = useQuery(
    api.series.get.queryOptions({ input: { seriesId: visit.seriesId! }, enabled: visit.seriesId !== null }),
  );
  if (visit.seriesId === null || !series.data) return null;
  const { rule, firstDate, dates, isEnded } = series.data;
  const number = dates.findIndex(({ visitId }) => visitId === visit.id) + 1;
  const canChange = mayEdit && !isLocked && (visit.status === 'booked' || visit.status === 'confirmed');
  return (
    <section className="zs-series" aria-label={t('card.title')}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconRepeat size={18} aria-hidden />
        <div style={{ flex: 1 }}>
          <Text size="sm" className="zs-rule">
            {ruleText(rule, firstDate, t, locale)}
          </Text>
          <Text size="sm" c="dimmed">
            {number > 0 && `${t('card.number', { number, count: dates.length })}. `}
            {isEnded && t('card.ended')}
          </Text>
          <Group gap={12} mt={4}>
            <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('card.dates')}
            </Anchor>
            {canChange && (
              <Anchor component="button" type="button" size="sm" onClick={() => setEditing(true)}>
                {t('card.edit')}
              </Anchor>
            )}
          </Group>
          {isOpen && (
            <ul className="zs-scope-list">
              {dates.map((date) => (
                <li key={date.key}>
                  <Text size="sm" c={date.status === null || date.status === 'cancelled' ? 'dimmed' : undefined}>
                    {`${formatDay(date.localDate, today, locale)}, ${formatMinute(date.startMin)}`} —{' '}
                    {date.visitId === visit.id
                      ? t('card.thisOne')
                      : date.status === null
                        ? t('card.skipped')
                        : t(`journal:screen.status.${date.status}`)}
                  </Text>
                </li>
              ))}
            </ul>
          )}
        </div>
      </Group>
      {isEditing && (
        <RuleDialog
          visit={visit}
          firstDate={visit.localDate}
          start={{ pattern: rule, end: rule.end }}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}

interface RuleDialogProps {
  readonly visit: DayVisit;
  readonly firstDate: string;
  readonly start: { readonly pattern: Pattern; readonly end: SeriesEnd };
  readonly onClose: () => void;
}

/** Another rhythm for a series: the rule first, then for which of its visits. */
function RuleDialog({ visit, firstDate, start, onClose }: RuleDialogProps) {
  const { t } = useTranslation('series');
  const { freq, interval, weekdays, monthDay, overflow } = start.pattern;
  const [pattern, setPattern] = useState<Pattern>({ freq, interval, weekdays, monthDay, overflow });
  const [end, setEnd] = useState<SeriesEnd>(start.end);
  const [isAsking, setAsking] = useState(false);
  if (isAsking) {
    return (
      <SeriesScopeDialog
        change={{ visitId: visit.id, version: visit.version, rule: ruleOf(pattern, end) }}
        isMove={false}
        onDone={onClose}
        onClose={() => setAsking(false)}
      />
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('editTitle')} size={640} zIndex={300}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <Stack gap="md">
          <RepeatForm firstDate={firstDate} pattern={pattern} end={end} onPattern={setPattern} onEnd={setEnd} />
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit">{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
