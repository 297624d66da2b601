import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentEvent } from '../../src-shared/personal-data/personal-data.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface WithdrawDialogProps {
  readonly consent: ConsentEvent;
  readonly onClose: () => void;
}

/** Says what the withdrawal brings with it before it is done (D3). */
export function WithdrawDialog({ consent, onClose }: WithdrawDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const [note, setNote] = useState('');
  const withdraw = useCommand(api.personalData.withdraw.mutationOptions());
  const submit = async (): Promise<void> => {
    if (await withdraw.run({ consentId: consent.id, note })) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      title={t('withdrawForm.title', { purpose: t(`purposes.${consent.purpose}`) })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Text size="md">{t(`withdrawForm.${consent.purpose}`)}</Text>
          <TextInput
            label={t('withdrawForm.note')}
            data-autofocus
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color="danger" loading={withdraw.isPending}>
              {t('withdrawForm.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
