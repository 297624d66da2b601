import { ActionIcon, Button, NumberInput, SegmentedControl } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { type Segment, segmentsTotalMin } from '../../src-shared/services/services.rules.ts';
import { useLocale } from '../app/session.ts';

interface SegmentsEditorProps {
  readonly segments: readonly Segment[];
  /** Null: the last part was taken away. */
  readonly onChange: (segments: readonly Segment[] | null) => void;
  /** Before the names of the fields, e.g. the master's name. */
  readonly prefix?: string;
}

/** The parts of a service's time: work, waiting, finishing work (A5). */
export function SegmentsEditor({ segments, onChange, prefix = '' }: SegmentsEditorProps) {
  const { t } = useTranslation('services');
  const locale = useLocale();
  const change = (index: number, values: Partial<Segment>): void =>
    onChange(segments.map((segment, at) => (at === index ? { ...segment, ...values } : segment)));
  const name = (key: string, index: number): string => `${prefix}${t(key, { number: index + 1 })}`;
  return (
    <>
      {segments.map((segment, index) => (
        <div key={index} className="z-field-row">
          <SegmentedControl
            aria-label={name('form.segmentKind', index)}
            data={(['active', 'processing'] as const).map((kind) => ({
              value: kind,
              // Work after a pause is what the master comes back for.
              label: t(kind === 'active' && index > 0 ? 'form.finishing' : `form.${kind}`),
            }))}
            value={segment.kind}
            onChange={(kind) => change(index, { kind })}
          />
          <NumberInput
            w={90}
            aria-label={name('form.segmentMinutes', index)}
            value={segment.minutes}
            min={5}
            max={480}
            step={5}
            allowDecimal={false}
            onChange={(value) => change(index, { minutes: typeof value === 'number' ? value : 5 })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={name('form.removeSegment', index)}
            onClick={() => onChange(segments.length > 1 ? segments.toSpliced(index, 1) : null)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className="z-section-head">
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={segments.length >= 10}
          onClick={() => onChange([...segments, { kind: 'active', minutes: 30 }])}
        >
          {t('form.addSegment')}
        </Button>
        <span>{t('form.total', { duration: formatDuration(segmentsTotalMin(segments), locale) })}</span>
      </div>
    </>
  );
}
