import { Button, Modal } from '@mantine/core';
import { IconArrowsExchange, IconLayoutColumns } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { AffectedVisit, PlannedChange } from '../../src-shared/schedule/schedule.contract.ts';
import type { roomsContract } from '../../src-shared/rooms/rooms.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { substitutionPath } from '../substitution/substitution-path.ts';
import { AffectedList } from './AffectedList.tsx';

/** Outside of what the bookings will be. */
type Outside = 'shift' | 'room';

interface Question {
  readonly affected: readonly AffectedVisit[];
  readonly outside: Outside;
  readonly answer: (isAgreed: boolean) => void;
}

type RoomChange = z.input<NonNullable<(typeof roomsContract)['previewHours']['~orpc']['inputSchema']>>;

interface ChangeGuard {
  /**
   * Asks the core what a change would do; when somebody is booked outside the new hours, asks the person.
   *
   * True = go on. A refusal of the change itself is told and gives false.
   */
  readonly ask: (change: PlannedChange) => Promise<boolean>;
  /** The same for other hours of a room or a device. */
  readonly askOfRoom: (change: RoomChange) => Promise<boolean>;
  /** The question; to be drawn by whoever asks. */
  readonly dialog: ReactNode;
  readonly isAsking: boolean;
}

/** Nobody's booking is left outside a shift unseen: the question before a change of the schedule is saved. */
export function useChangeGuard(): ChangeGuard {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question | null>(null);
  const [isAsking, setAsking] = useState(false);
  const askAbout = useCallback(
    async (outside: Outside, load: () => Promise<readonly AffectedVisit[]>): Promise<boolean> => {
      setAsking(true);
      try {
        const affected = await load();
        if (affected.length === 0) return true;
        return await new Promise<boolean>((answer) => setQuestion({ affected, outside, answer }));
      } catch (error) {
        showError(error, t);
        return false;
      } finally {
        setAsking(false);
        setQuestion(null);
      }
    },
    [t],
  );
  const ask = useCallback(
    (change: PlannedChange) => askAbout('shift', async () => (await client.schedule.preview({ change })).affected),
    [askAbout],
  );
  const askOfRoom = useCallback(
    (change: RoomChange) => askAbout('room', () => client.rooms.previewHours(change)),
    [askAbout],
  );
  return {
    ask,
    askOfRoom,
    isAsking,
    dialog: question && <AffectedModal {...question} />,
  };
}

function AffectedModal({ affected, outside, answer: onAnswer }: Question) {
  const { t } = useTranslation('schedule');
  const navigate = useNavigate();
  const [first] = affected;
  const datesOf = (staffId: number): string[] =>
    affected.filter((visit) => visit.staffId === staffId).map(({ localDate }) => localDate);
  const open = (path: string): void => {
    onAnswer(false);
    void navigate(path);
  };
  return (
    <Modal
      opened
      size={680}
      onClose={() => onAnswer(false)}
      title={t(outside === 'room' ? 'affected.titleRoom' : 'affected.title', { count: affected.length })}
      zIndex={400}
    >
      <p className="z-affected-lead">{t(outside === 'room' ? 'affected.leadRoom' : 'affected.lead')}</p>
      <AffectedList affected={affected} />
      <div className="z-editor-foot">
        {/* From the card of a room a way out would lose what was typed. */}
        {first && outside === 'shift' && (
          <span className="z-foot-start">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconLayoutColumns size={16} aria-hidden />}
              onClick={() => open(`/journal/${first.localDate}`)}
            >
              {t('affected.show')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowsExchange size={16} aria-hidden />}
              onClick={() => open(substitutionPath(first.staffId, datesOf(first.staffId)))}
            >
              {t('affected.substitute')}
            </Button>
          </span>
        )}
        <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>
          {t('common:cancel')}
        </Button>
        <Button onClick={() => onAnswer(true)}>{t('affected.saveAnyway')}</Button>
      </div>
    </Modal>
  );
}
