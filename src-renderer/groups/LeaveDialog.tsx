import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { offerFreed } from '../waiting/FreedToast.tsx';
import { CancelReason, useCancelReason } from './CancelReason.tsx';

/** Gives a seat back; who waits for it is named afterwards (A13). */
export function LeaveDialog({ visit, onClose }: { readonly visit: DayVisit; readonly onClose: () => void }) {
  const { t } = useTranslation(['groups', 'journal']);
  const desk = useDesk();
  const leave = useCommand(api.groups.leave.mutationOptions());
  const why = useCancelReason('client');
  const submit = async (): Promise<void> => {
    if (why.reason === '') return;
    const done = await leave.run({ visitId: visit.id, version: visit.version, by: why.by, reason: why.reason });
    if (!done) return;
    onClose();
    offerFreed(visit.id, desk);
  };
  return (
    <Modal opened onClose={onClose} title={t('groups:leave.title')} centered>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Text size="md">{visit.clientName || t('journal:conflicts.noClient')}</Text>
          <CancelReason state={why} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('groups:leave.keep')}
            </Button>
            <Button type="submit" color="danger" disabled={why.reason === ''} loading={leave.isPending}>
              {t('groups:leave.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
