import './series.css';
import { Alert, Button, Group, Kbd, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { SeriesChoice, SeriesDate, SeriesOutcome } from '../../src-shared/series/series.contract.ts';
import type { SeriesEnd } from '../../src-shared/series/series.rules.ts';
import { api } from '../api/client.ts';
import { codedError, errorText } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { type Pattern, type RepeatableVisit, presetsFor, ruleOf, usualChoice } from './repeat-model.ts';
import { RepeatForm } from './RepeatForm.tsx';
import { SeriesDates } from './SeriesDates.tsx';

interface RepeatDialogProps {
  readonly visit: RepeatableVisit;
  readonly onClose: () => void;
  /** After saving, with the first visit of the series. */
  readonly onBooked: (visitId: number) => void;
}

const THREE_WEEKS = 2;

/**
 * «Повторять…»: the rhythm, the dates with what stands in the way, a choice for each, and all booked in one go (J8)
 *
 * The list follows the rule as it is changed. Ctrl+Enter books.
 */
export function RepeatDialog({ visit, onClose, onBooked }: RepeatDialogProps) {
  const { t } = useTranslation('series');
  const locale = useLocale();
  const [pattern, setPattern] = useState<Pattern>(() => presetsFor(visit.localDate)[THREE_WEEKS]!);
  const [end, setEnd] = useState<SeriesEnd>({ kind: 'count', count: 6 });
  const [chosen, setChosen] = useState<readonly SeriesChoice[]>([]);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const refusedText = useSeriesRefusal();
  const rule = ruleOf(pattern, end);
  const [asked] = useDebouncedValue(rule, 200);
  const { localDate: firstDate, startMin, clientId, lines, fromVisit } = visit;
  const preview = useQuery({
    ...api.series.preview.queryOptions({
      input: {
        firstDate,
        startMin,
        rule: asked,
        clientId: clientId as never,
        lines: [...lines],
        ...(fromVisit ? { exceptVisitId: fromVisit.visitId as never } : {}),
      },
    }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const create = useCommand(api.series.create.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(refusedText(error));
      return true;
    },
  });
  const dates = preview.error ? [] : (preview.data?.dates ?? []);
  const standingKey = fromVisit ? firstDate : null;
  const choices = choicesFor(dates, chosen, standingKey);
  const skipped = choices.filter(({ act }) => act === 'skip').length;
  const count = dates.length - skipped;
  const needsReason = choices.some(
    ({ act, key }) => act === 'anyway' && dates.find((date) => date.key === key)?.conflict?.level === 'hard',
  );
  const isStale = JSON.stringify(asked) !== JSON.stringify(rule) || preview.isPlaceholderData;
  const canSave = count > 0 && !isStale && !preview.isFetching && (!needsReason || reason.trim() !== '');
  const save = async (): Promise<void> => {
    if (!canSave || create.isPending) return;
    setRefusal(null);
    const made = await create.run({
      firstDate,
      startMin,
      rule,
      clientId: clientId,
      ...(visit.newClient ? { newClient: visit.newClient } : {}),
      lines: [...lines],
      comment: visit.comment,
      source: visit.source,
      wantsThisMaster: visit.wantsThisMaster,
      choices,
      ...(needsReason ? { overrideReason: reason.trim() } : {}),
      ...(fromVisit ? { fromVisit: fromVisit } : {}),
    });
    if (!made) return;
    tellSkipped(made.outcomes);
    const first = made.outcomes.find(({ visitId }) => visitId !== null);
    onClose();
    if (first?.visitId) onBooked(first.visitId);
  };
  /** What a conflict kept out although it was free a moment ago. */
  const tellSkipped = (outcomes: readonly SeriesOutcome[]): void => {
    const late = outcomes.filter(({ act }) => act === 'skipped');
    if (late.length === 0) return;
    const days = late.map(({ localDate }) => formatDate(localDate, 'short', locale)).join(', ');
    showNotice(t('skipped', { count: late.length, dates: days }));
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size={720} zIndex={300}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          // The form of the visit below listens to the same keys.
          event.stopPropagation();
          if (event.ctrlKey && event.code === 'Enter') {
            event.preventDefault();
            void save();
          }
        }}
      >
        <Stack gap="md">
          <RepeatForm
            firstDate={firstDate}
            pattern={pattern}
            end={end}
            onPattern={(next) => {
              setPattern(next);
              setChosen([]);
            }}
            onEnd={setEnd}
          />
          <div aria-live="polite">
            <Text size="sm" fw={550} mb={4}>
              {preview.error || !preview.data
                ? t('datesTitle')
                : t('found', { count: dates.length, free: dates.filter((date) => isFree(date, standingKey)).length })}
            </Text>
            {preview.error ? (
              <Alert color="danger" variant="light" p="xs" role="alert">
                {refusedText(preview.error)}
              </Alert>
            ) : preview.data ? (
              <SeriesDates
                dates={dates}
                choices={choices}
                standingKey={standingKey}
                onChoice={(choice) => setChosen([...chosen.filter(({ key }) => key !== choice.key), choice])}
              />
            ) : (
              <Skeleton height={120} radius="md" aria-label={t('datesLoading')} />
            )}
          </div>
          {needsReason && (
            <TextInput
              required
              maxLength={200}
              label={t('overrideReason')}
              description={t('needReason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {refusal && (
            <Alert color="danger" variant="light" p="xs" role="alert">
              {refusal}
            </Alert>
          )}
          {count === 0 && !preview.error && preview.data && <Text size="sm">{t('none')}</Text>}
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              disabled={!canSave}
              loading={create.isPending}
              rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
            >
              {t('book', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const isFree = (date: SeriesDate, standingKey: string | null): boolean =>
  date.key === standingKey || date.conflict === null;

/** What is done with each date in conflict: what was chosen, or the usual. */
function choicesFor(
  dates: readonly SeriesDate[],
  chosen: readonly SeriesChoice[],
  standingKey: string | null,
): SeriesChoice[] {
  return dates.flatMap(({ key, conflict }) => {
    if (!conflict || key === standingKey) return [];
    return [chosen.find((choice) => choice.key === key) ?? usualChoice(key, conflict)];
  });
}

/** The sentence of a refused act on a series. */
export function useSeriesRefusal(): (error: unknown) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return (error) => {
    const coded = codedError(error);
    const reason = coded?.data['reason'];
    if (typeof reason !== 'string') return errorText(error, t);
    const dates = coded?.data['dates'];
    const list = Array.isArray(dates) ? dates.map((date) => formatDate(String(date), 'short', locale)).join(', ') : '';
    const values = { list, max: Number(coded?.data['max'] ?? 0) };
    return t(`series:refused.${reason}`, { ...values, defaultValue: '' }) || errorText(error, t);
  };
}
