import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';

/** What is closed, and from when it is proposed. */
export interface BlockPlace {
  readonly title: string;
  readonly localDate: string;
  readonly staffId: number | null;
  readonly roomId: number | null;
  readonly startMin: number;
}

const USUAL_MIN = 60;

/** Closes a stretch of a master's or a room's day: lunch, cleaning, a delivery. */
export function BlockDialog({ place, onClose }: { readonly place: BlockPlace; readonly onClose: () => void }) {
  const { t } = useTranslation(['journal', 'common']);
  const [startMin, setStartMin] = useState<number | null>(place.startMin);
  const [endMin, setEndMin] = useState<number | null>(Math.min(1440, place.startMin + USUAL_MIN));
  const [reason, setReason] = useState('');
  const add = useCommand(api.journal.addBlock.mutationOptions());
  const isReversed = startMin !== null && endMin !== null && startMin >= endMin;
  const isReady = startMin !== null && endMin !== null && !isReversed && reason.trim() !== '';
  const submit = async (): Promise<void> => {
    if (startMin === null || endMin === null || !isReady) return;
    const done = await add.run({
      staffId: place.staffId,
      roomId: place.roomId,
      localDate: place.localDate,
      startMin,
      endMin,
      reason: reason.trim(),
    });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('journal:screen.ask.blockTitle', { who: place.title })} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Group grow gap="sm" align="flex-start">
            <TimeInput label={t('journal:screen.ask.blockFrom')} value={startMin} onChange={setStartMin} />
            <TimeInput
              label={t('journal:screen.ask.blockTo')}
              value={endMin}
              onChange={setEndMin}
              error={isReversed ? t('common:fields.emptyInterval') : undefined}
            />
          </Group>
          <TextInput
            data-autofocus
            required
            maxLength={120}
            label={t('journal:screen.ask.blockReason')}
            description={t('journal:screen.ask.blockReasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button size="sm" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button size="sm" type="submit" disabled={!isReady} loading={add.isPending}>
              {t('journal:screen.ask.blockConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
