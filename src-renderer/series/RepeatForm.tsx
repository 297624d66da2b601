import { Chip, Group, NumberInput, Radio, SegmentedControl, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../src-shared/i18n/format.ts';
import { addDays, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import { type SeriesEnd, nthOf } from '../../src-shared/series/series.rules.ts';
import { useLocale } from '../app/session.ts';
import { type Pattern, presetsFor } from './repeat-model.ts';
import { monthDayText, patternText } from './rule-text.ts';

interface RepeatFormProps {
  readonly firstDate: string;
  readonly pattern: Pattern;
  readonly end: SeriesEnd;
  readonly onPattern: (pattern: Pattern) => void;
  readonly onEnd: (end: SeriesEnd) => void;
}

const CUSTOM = 'custom';
const keyOf = (pattern: Pattern): string => JSON.stringify(pattern);

/** How often a visit repeats: the usual rhythms as one choice, or an own one; then how many times or until when. */
export function RepeatForm({ firstDate, pattern, end, onPattern, onEnd }: RepeatFormProps) {
  const { t } = useTranslation('series');
  const presets = presetsFor(firstDate);
  const known = presets.find((preset) => keyOf(preset) === keyOf(pattern));
  const [isCustom, setCustom] = useState(known === undefined);
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('how')}
        value={isCustom || !known ? CUSTOM : keyOf(known)}
        onChange={(value) => {
          const preset = presets.find((item) => keyOf(item) === value);
          setCustom(preset === undefined);
          if (preset) onPattern(preset);
        }}
      >
        <div className="zs-presets">
          {presets.map((preset) => (
            <Radio
              key={keyOf(preset)}
              value={keyOf(preset)}
              label={patternText(preset, firstDate, t)}
              data-autofocus={(!isCustom && preset === known) || undefined}
            />
          ))}
          <Radio value={CUSTOM} label={t('custom')} data-autofocus={isCustom || undefined} />
        </div>
      </Radio.Group>
      {isCustom && <CustomPattern firstDate={firstDate} pattern={pattern} onPattern={onPattern} />}
      <EndFields firstDate={firstDate} end={end} onEnd={onEnd} />
    </Stack>
  );
}

function CustomPattern({
  firstDate,
  pattern,
  onPattern,
}: Pick<RepeatFormProps, 'firstDate' | 'pattern' | 'onPattern'>) {
  const { t } = useTranslation('series');
  const locale = useLocale();
  const names = weekdayNames(locale);
  const weekday = isoWeekday(firstDate);
  const days: Pattern[] = [
    { ...pattern, monthDay: { kind: 'day', day: Number(firstDate.slice(8)) } },
    { ...pattern, monthDay: { kind: 'weekday', nth: nthOf(firstDate), weekday } },
    { ...pattern, monthDay: { kind: 'weekday', nth: -1, weekday } },
  ];
  return (
    <Stack gap="sm" className="zs-custom">
      <Group gap="xs" align="flex-end">
        <NumberInput
          label={t('every')}
          w={96}
          min={1}
          max={365}
          value={pattern.interval}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) onPattern({ ...pattern, interval: value });
          }}
        />
        <SegmentedControl
          aria-label={t('unit')}
          data={(['daily', 'weekly', 'monthly'] as const).map((freq) => ({ value: freq, label: t(`units.${freq}`) }))}
          value={pattern.freq}
          onChange={(value) => {
            const freq = (['daily', 'weekly', 'monthly'] as const).find((item) => item === value);
            if (freq) onPattern({ ...pattern, freq, weekdays: freq === 'weekly' ? [weekday] : [] });
          }}
        />
      </Group>
      {pattern.freq === 'weekly' && (
        <div role="group" aria-label={t('weekdaysLabel')}>
          <Chip.Group
            multiple
            value={pattern.weekdays.map(String)}
            onChange={(values) => {
              if (values.length > 0) onPattern({ ...pattern, weekdays: values.map(Number).sort((a, b) => a - b) });
            }}
          >
            <Group gap={6}>
              {names.map((name, index) => (
                <Chip key={name} value={String(index + 1)} size="sm" variant="outline">
                  {name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
      )}
      {pattern.freq === 'monthly' && (
        <Group gap="xs" grow>
          <Select
            label={t('monthMode')}
            data={days.map((day) => ({ value: keyOf(day), label: monthDayText(day, firstDate, t) }))}
            value={keyOf({ ...pattern, monthDay: pattern.monthDay ?? days[0]!.monthDay })}
            allowDeselect={false}
            onChange={(value) => {
              const day = days.find((item) => keyOf(item) === value);
              if (day) onPattern(day);
            }}
          />
          <Select
            label={t('overflow')}
            data={(['skip', 'clamp'] as const).map((value) => ({ value, label: t(`overflows.${value}`) }))}
            value={pattern.overflow}
            allowDeselect={false}
            onChange={(value) => onPattern({ ...pattern, overflow: value === 'clamp' ? 'clamp' : 'skip' })}
          />
        </Group>
      )}
    </Stack>
  );
}

const USUAL_COUNT = 6;
const USUAL_DAYS = 90;

function EndFields({ firstDate, end, onEnd }: Pick<RepeatFormProps, 'firstDate' | 'end' | 'onEnd'>) {
  const { t } = useTranslation('series');
  return (
    <Group gap="xs" align="flex-end">
      <SegmentedControl
        aria-label={t('endLabel')}
        data={[
          { value: 'count', label: t('ends.count') },
          { value: 'until', label: t('ends.until') },
        ]}
        value={end.kind}
        onChange={(value) =>
          onEnd(
            value === 'until'
              ? { kind: 'until', until: addDays(firstDate, USUAL_DAYS) }
              : { kind: 'count', count: USUAL_COUNT },
          )
        }
      />
      {end.kind === 'count' ? (
        <NumberInput
          w={120}
          label={t('countLabel')}
          min={1}
          max={100_000}
          value={end.count}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) onEnd({ kind: 'count', count: value });
          }}
        />
      ) : (
        <DateInput
          w={190}
          label={t('untilLabel')}
          valueFormat="DD.MM.YYYY"
          minDate={firstDate}
          maxDate="2199-12-31"
          value={end.until}
          onChange={(value) => {
            if (value !== null) onEnd({ kind: 'until', until: value });
          }}
        />
      )}
    </Group>
  );
}
