import { ActionIcon, Button, Input } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TimeInput } from '../ui/TimeInput.tsx';
import { type IntervalDraft, endsNextDay } from './interval-draft.ts';

interface IntervalsInputProps {
  readonly label: string;
  readonly addLabel: string;
  readonly value: readonly IntervalDraft[];
  readonly onChange: (value: readonly IntervalDraft[]) => void;
  readonly error?: string | null;
  /** What «add» begins with. */
  readonly fresh: IntervalDraft;
  /** The last one stays. */
  readonly isRequired?: boolean;
  readonly hasFocus?: boolean;
  /** Six unless given. */
  readonly maxCount?: number;
}

/** One or more ranges of time. */
export function IntervalsInput(props: IntervalsInputProps) {
  const { t } = useTranslation('schedule');
  const { label, addLabel, value, onChange, error, fresh, isRequired = false, hasFocus = false, maxCount = 6 } = props;
  const change = (index: number, part: Partial<IntervalDraft>) =>
    onChange(value.map((item, at) => (at === index ? { ...item, ...part } : item)));
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" role="group" aria-label={label}>
      <div className="z-intervals">
        {value.map((item, index) => (
          <div key={index} className="z-interval">
            <TimeInput
              w={78}
              aria-label={`${label}: ${t('day.start')}`}
              data-autofocus={hasFocus && index === 0 ? true : undefined}
              value={item.start}
              onChange={(start) => change(index, { start })}
            />
            <span aria-hidden>–</span>
            <TimeInput
              w={78}
              aria-label={`${label}: ${t('day.end')}`}
              value={item.end}
              onChange={(end) => change(index, { end })}
            />
            {endsNextDay(item) && <small className="z-dim">{t('day.nextDay')}</small>}
            {(!isRequired || value.length > 1) && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="md"
                aria-label={t('day.remove', { range: String(index + 1) })}
                onClick={() => onChange(value.toSpliced(index, 1))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
        ))}
        {value.length < maxCount && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            style={{ justifySelf: 'start' }}
            onClick={() => onChange([...value, fresh])}
          >
            {addLabel}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
