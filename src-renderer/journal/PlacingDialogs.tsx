import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { SeriesScopeDialog } from '../series/SeriesScopeDialog.tsx';
import { linesAt } from './placement.ts';
import type { PlacingQuestion, PlacingState } from './use-placing.ts';

interface PlacingDialogsProps {
  readonly placing: PlacingState;
  readonly day: Day;
  /** The focus goes back to the grid. */
  readonly onClosed: () => void;
}

/** The questions between a drop and its being kept: how much to move, a soft conflict, a reason to override a hard one. */
export function PlacingDialogs({ placing, day, onClosed }: PlacingDialogsProps) {
  const { question } = placing;
  const close = (): void => {
    placing.close();
    onClosed();
  };
  if (question === null) return null;
  switch (question.kind) {
    case 'scope':
      return <ScopeDialog question={question} day={day} placing={placing} onClose={close} />;
    case 'series':
      return <SeriesQuestion question={question} placing={placing} onClose={close} />;
    case 'warn':
      return <WarnDialog question={question} placing={placing} onClose={close} />;
    case 'override':
      return <OverrideDialog question={question} placing={placing} onClose={close} />;
    default:
      return question satisfies never;
  }
}

interface DialogProps<Kind extends PlacingQuestion['kind']> {
  readonly question: Extract<PlacingQuestion, { readonly kind: Kind }>;
  readonly placing: PlacingState;
  readonly onClose: () => void;
}

function ScopeDialog({ question, day, placing, onClose }: DialogProps<'scope'> & { readonly day: Day }) {
  const { t } = useTranslation('journal');
  const [first] = question.placings;
  if (!first) return null;
  const { visit, place } = first;
  const line = visit.lines.find(({ id }) => id === place.lineId);
  const column = day.staff.find(({ id }) => id === place.staffId)?.name ?? '';
  const text = t('screen.ask.scopeText', {
    client: visit.clientName || t('screen.card.client'),
    service: line?.serviceName ?? '',
    time: formatMinute(place.startMin),
    column,
  });
  return (
    <Modal opened onClose={onClose} title={t('screen.ask.scopeTitle')} size="md">
      <Stack gap="md">
        <Text size="md">{text}</Text>
        <Group justify="flex-end" gap="sm">
          {question.placings.toReversed().map((item) => {
            const isWhole = item.place.scope === 'visit';
            return (
              <Button
                key={item.place.scope}
                size="sm"
                variant={isWhole ? 'filled' : 'default'}
                data-autofocus={isWhole || undefined}
                onClick={() => placing.go(item, {})}
              >
                {isWhole ? t('screen.ask.wholeVisit', { count: visit.lines.length }) : t('screen.ask.oneLine')}
              </Button>
            );
          })}
        </Group>
      </Stack>
    </Modal>
  );
}

/** Where the visit of a series goes, and with it others of the series. */
function SeriesQuestion({ question, placing, onClose }: DialogProps<'series'>) {
  const { visit, place } = question.placing;
  const lines = linesAt(visit, place, question.rules.day);
  return (
    <SeriesScopeDialog
      isMove
      change={{
        visitId: visit.id,
        version: visit.version,
        ...(place.localDate === visit.localDate ? {} : { localDate: place.localDate }),
        startMin: Math.min(...lines.map((line) => line.startMin)),
        lines: lines.map(({ serviceId, staffId, startMin, durationMin, roomId }) => ({
          serviceId,
          staffId,
          startMin,
          durationMin,
          roomId,
        })),
      }}
      onThis={() => placing.go(question.placing, {})}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function WarnDialog({ question, placing, onClose }: DialogProps<'warn'>) {
  const { t } = useTranslation(['journal', 'common']);
  const [first] = question.texts;
  if (!first) return null;
  const accepted = [
    ...new Set([...(question.overrides.acceptedWarnings ?? []), ...question.texts.map(({ code }) => code)]),
  ];
  return (
    <Modal opened onClose={onClose} title={t(`journal:screen.ask.warnTitle.${first.code}`)} size="md">
      <Stack gap="md">
        {question.texts.map(({ code, text }) => (
          <Text key={code} size="md">
            {text}
          </Text>
        ))}
        <Group justify="flex-end" gap="sm">
          <Button size="sm" variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            size="sm"
            data-autofocus
            onClick={() => placing.go(question.placing, { ...question.overrides, acceptedWarnings: accepted })}
          >
            {t('journal:screen.ask.warnConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function OverrideDialog({ question, placing, onClose }: DialogProps<'override'>) {
  const { t } = useTranslation(['journal', 'common']);
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('journal:screen.ask.overrideTitle')} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') return;
          placing.go(question.placing, { ...question.overrides, overrideReason: reason.trim() });
        }}
      >
        <Stack gap="md">
          <Text size="md">{question.text}</Text>
          <TextInput
            data-autofocus
            required
            maxLength={200}
            label={t('journal:screen.ask.overrideReason')}
            description={t('journal:screen.ask.overrideText')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button size="sm" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button size="sm" type="submit" disabled={reason.trim() === ''}>
              {t('journal:screen.ask.overrideConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
