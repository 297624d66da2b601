import { Select, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { SeriesChoice, SeriesDate } from '../../src-shared/series/series.contract.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useOverride } from '../journal/use-override.ts';
import { TimeInput } from '../ui/TimeInput.tsx';
import { usualChoice } from './repeat-model.ts';
import { canBookAnyway, useSeriesConflictText } from './series-conflict.ts';

interface SeriesDatesProps {
  readonly dates: readonly SeriesDate[];
  readonly choices: readonly SeriesChoice[];
  readonly onChoice: (choice: SeriesChoice) => void;
  /** The date on which a visit stands already. */
  readonly standingKey: string | null;
}

/** The dates of a series; beside each conflict what it is and what shall be done with the date. */
export function SeriesDates({ dates, choices, onChoice, standingKey }: SeriesDatesProps) {
  const { t } = useTranslation('series');
  const locale = useLocale();
  const { today } = useDesk();
  return (
    <ol className="zs-dates" aria-label={t('datesTitle')}>
      {dates.map((date) => {
        const label = `${formatDay(date.localDate, today, locale)}, ${formatMinute(date.startMin)}`;
        const isStanding = date.key === standingKey;
        return (
          <li key={date.key} data-kind={isStanding || !date.conflict ? 'free' : date.conflict.level}>
            <span className="zs-date">
              {isStanding || !date.conflict ? (
                <IconCheck size={16} aria-hidden />
              ) : (
                <IconAlertTriangle size={16} aria-hidden />
              )}
              {label}
            </span>
            {isStanding ? (
              <Text size="sm" c="dimmed">
                {t('firstIsHere')}
              </Text>
            ) : date.conflict ? (
              <Choice
                date={date}
                label={label}
                choice={choices.find(({ key }) => key === date.key) ?? usualChoice(date.key, date.conflict)}
                onChoice={onChoice}
              />
            ) : (
              <Text size="sm" c="dimmed">
                {date.isShifted ? t('shifted', { time: formatMinute(date.startMin) }) : t('free')}
              </Text>
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface ChoiceProps {
  readonly date: SeriesDate;
  readonly label: string;
  readonly choice: SeriesChoice;
  readonly onChoice: (choice: SeriesChoice) => void;
}

const SUGGESTED = 'suggested';

function Choice({ date, label, choice, onChoice }: ChoiceProps) {
  const { t } = useTranslation('series');
  const conflictText = useSeriesConflictText();
  const mayOverride = useOverride();
  const { key, conflict, suggestionMin } = date;
  if (!conflict) return null;
  const isSuggested = choice.act === 'at' && choice.startMin === suggestionMin && suggestionMin !== null;
  const data = [
    ...(suggestionMin === null
      ? []
      : [{ value: SUGGESTED, label: t('choices.suggested', { time: formatMinute(suggestionMin) }) }]),
    { value: 'skip', label: t('choices.skip') },
    { value: 'at', label: t('choices.at') },
    ...(canBookAnyway(conflict, mayOverride) ? [{ value: 'anyway', label: t('choices.anyway') }] : []),
  ];
  return (
    <div className="zs-choice">
      <Text size="sm">{conflictText(conflict)}</Text>
      <div className="zs-choice-fields">
        <Select
          size="xs"
          w={210}
          aria-label={t('choiceOf', { date: label })}
          data={data}
          value={isSuggested ? SUGGESTED : choice.act}
          allowDeselect={false}
          onChange={(value) => {
            if (value === SUGGESTED) onChoice({ key, act: 'at', startMin: suggestionMin ?? date.startMin });
            else if (value === 'at') onChoice({ key, act: 'at', startMin: date.startMin });
            else if (value === 'skip' || value === 'anyway') onChoice({ key, act: value });
          }}
        />
        {choice.act === 'at' && !isSuggested && (
          <TimeInput
            size="xs"
            w={80}
            autoFocus
            aria-label={t('timeOf', { date: label })}
            value={choice.startMin ?? date.startMin}
            onChange={(minute) => {
              if (minute !== null) onChoice({ key, act: 'at', startMin: minute });
            }}
          />
        )}
      </div>
    </div>
  );
}
