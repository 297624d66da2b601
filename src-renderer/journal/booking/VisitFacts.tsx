import { Button, Checkbox, Group, Select, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { VISIT_SOURCES } from './visit-values.ts';

interface CommentFieldProps {
  readonly value: string;
  readonly onChange: (comment: string) => void;
  readonly isReadOnly?: boolean;
  readonly minRows?: number;
}

/** The comment and wishes of a visit, under their name. */
export function CommentField({ value, onChange, isReadOnly = false, minRows = 1 }: CommentFieldProps) {
  const { t } = useTranslation('journal');
  return (
    <Textarea
      label={t('booking.comment')}
      autosize
      minRows={minRows}
      maxRows={6}
      maxLength={1000}
      readOnly={isReadOnly}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface SourceFieldProps {
  readonly value: string;
  readonly onChange: (source: string) => void;
  readonly isReadOnly?: boolean;
}

/** Where the visit comes from; a source that the list does not know is still shown. */
export function SourceField({ value, onChange, isReadOnly = false }: SourceFieldProps) {
  const { t } = useTranslation('journal');
  const known: readonly string[] = VISIT_SOURCES;
  const codes = known.includes(value) || value === '' ? known : [...known, value];
  return (
    <Select
      label={t('booking.source')}
      data={codes.map((code) => ({ value: code, label: t(`booking.sources.${code}`, { defaultValue: code }) }))}
      value={value}
      allowDeselect={false}
      readOnly={isReadOnly}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
    />
  );
}

interface MasterWishProps {
  readonly value: boolean;
  readonly onChange: (is: boolean) => void;
  readonly isReadOnly?: boolean;
}

/** Whether the client comes to this very master. */
export function MasterWish({ value, onChange, isReadOnly = false }: MasterWishProps) {
  const { t } = useTranslation('journal');
  return (
    <Checkbox
      size="sm"
      label={t('booking.wantsThisMaster')}
      checked={value}
      disabled={isReadOnly}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

interface UsualMasterProps {
  readonly day: Day;
  readonly card: ClientCard | undefined;
  readonly staffId: number;
  readonly onChoose: (staffId: number) => void;
}

/** The client's usual master, offered while another one is chosen (J16). */
export function UsualMaster({ day, card, staffId, onChoose }: UsualMasterProps) {
  const { t } = useTranslation('journal');
  const usual = day.staff.find(({ id }) => id === card?.stats.favouriteStaffId);
  if (!usual || usual.id === staffId || usual.hasLeft) return null;
  const works = usual.work.length > 0;
  return (
    <Group gap={8} wrap="nowrap" mt={4}>
      <Text size="sm" c="dimmed">
        {t(works ? 'booking.usuallyAt' : 'booking.usuallyAway', { name: usual.shortName })}
      </Text>
      {works && (
        <Button size="compact-sm" variant="default" onClick={() => onChoose(usual.id)}>
          {t('booking.toUsual')}
        </Button>
      )}
    </Group>
  );
}
