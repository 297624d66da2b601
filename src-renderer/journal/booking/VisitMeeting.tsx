import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../../src-shared/i18n/format.ts';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { useDesk, useLocale } from '../../app/session.ts';
import { MergeDialog } from '../../ui/MergeDialog.tsx';
import type { Meeting } from './use-visit-edit.ts';
import { type VisitNames, useVisitNames } from './visit-history.ts';
import { type VisitValues, type VisitWords, mergeFieldsOf, mergedValues, valuesOf } from './visit-values.ts';

interface VisitMeetingProps {
  readonly meeting: Meeting;
  readonly original: DayVisit;
  readonly mine: VisitValues;
  readonly isPending: boolean;
  readonly onSave: (values: VisitValues, onto: DayVisit) => void;
  readonly onBookAgain: () => void;
  readonly onClose: () => void;
}

/** A save that met somebody else's: field by field when they changed the visit, a new booking when it is gone. */
export function VisitMeeting({ meeting, original, mine, isPending, onSave, onBookAgain, onClose }: VisitMeetingProps) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const { settings } = useDesk();
  const names = useVisitNames();
  const who = meeting.byName ?? t('screen.card.someone');
  const when = meeting.atMs === null ? '' : formatInstant(meeting.atMs, settings.timeZone, locale);
  if (meeting.kind === 'gone') {
    const key = meeting.reason === '' ? 'meeting.deleted' : 'meeting.cancelled';
    return (
      <Modal opened onClose={onClose} title={t('meeting.goneTitle')} zIndex={300}>
        <Stack gap="md">
          <Text size="md">{t(key, { who, when, reason: meeting.reason })}</Text>
          <Text size="md">{t('meeting.kept')}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('meeting.back')}
            </Button>
            <Button data-autofocus loading={isPending} onClick={onBookAgain}>
              {t('meeting.bookAgain')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  const theirs = valuesOf(meeting.theirs);
  const fields = mergeFieldsOf(valuesOf(original), mine, theirs, wordsOf(t, names, locale));
  return (
    <MergeDialog
      title={t('meeting.title')}
      text={t('meeting.text', { who, when })}
      fields={fields}
      isPending={isPending}
      onSave={(sides) => onSave(mergedValues(mine, theirs, sides), meeting.theirs)}
      onClose={onClose}
    />
  );
}

function wordsOf(
  t: (key: string, values?: Record<string, unknown>) => string,
  names: VisitNames,
  locale: Parameters<typeof formatDate>[2],
): VisitWords {
  return {
    label: (name, service) =>
      service === undefined
        ? t(`meeting.fields.${name}`)
        : t('meeting.ofService', { service, field: t(`meeting.fields.${name}`) }),
    service: names.service,
    staff: names.staff,
    room: (roomId) => (roomId === null || roomId === undefined ? t('booking.noRoom') : names.room(roomId)),
    minutes: (minutes) => t('visit.minutes', { count: minutes ?? 0 }),
    money: (minor) => (minor === null || minor === undefined ? '' : names.money(minor)),
    time: (localDate, startMin) => `${formatDate(localDate, 'day', locale)}, ${formatMinute(startMin)}`,
    source: (source) => t(`booking.sources.${source}`, { defaultValue: source }),
    flag: (is) => t(`visit.flag.${is ? 'yes' : 'no'}`),
  };
}
