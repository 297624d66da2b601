import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { CancelReason, useCancelReason } from './CancelReason.tsx';

/** Cancelling a group event tells how many are told off, and asks who cancels and why. */
export function GroupCancelDialog({ event, onClose }: { readonly event: DayEvent; readonly onClose: () => void }) {
  const { t } = useTranslation('groups');
  const locale = useLocale();
  const cancel = useCommand(api.groups.cancel.mutationOptions());
  const why = useCancelReason('salon');
  const submit = async (): Promise<void> => {
    if (why.reason === '') return;
    const done = await cancel.run({ eventId: event.id, version: event.version, by: why.by, reason: why.reason });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('cancel.title')} centered>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Text size="md">
            {t('cancel.what', {
              title: event.title,
              when: `${formatDate(event.localDate, 'day', locale)}, ${formatMinute(event.startMin)}`,
            })}
          </Text>
          {event.taken > 0 && (
            <Text size="md" c="danger">
              {t('cancel.participants', { count: event.taken })}
            </Text>
          )}
          <CancelReason state={why} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('cancel.keep')}
            </Button>
            <Button type="submit" color="danger" disabled={why.reason === ''} loading={cancel.isPending}>
              {t('cancel.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
