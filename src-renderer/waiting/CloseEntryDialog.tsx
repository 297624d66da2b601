import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';

interface CloseEntryDialogProps {
  readonly entry: WaitingEntry;
  readonly isDeclined: boolean;
  readonly onClose: () => void;
}

/** Ends the waiting without a visit; the reason tells later why people were lost. */
export function CloseEntryDialog({ entry, isDeclined, onClose }: CloseEntryDialogProps) {
  const { t } = useTranslation('waiting');
  const reasons = Object.values(
    t(isDeclined ? 'closeDialog.refuseReasons' : 'closeDialog.reasons', { returnObjects: true }),
  ).map(String);
  const [choice, setChoice] = useState(reasons[0] ?? '');
  const [own, setOwn] = useState('');
  const close = useCommand(api.waiting.close.mutationOptions());
  const reason = choice === '' ? own.trim() : choice;
  const submit = async (): Promise<void> => {
    if (reason === '') return;
    const done = await close.run({ entryId: entry.id, version: entry.version, reason, isDeclined });
    if (done) onClose();
  };
  const services = entry.services.map(({ name }) => name).join(', ') || t('card.noServices');
  return (
    <Modal opened onClose={onClose} title={t(isDeclined ? 'closeDialog.refuseTitle' : 'closeDialog.title')} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Text size="md">{t('closeDialog.what', { who: entry.name || t('card.noName'), services })}</Text>
          <Radio.Group label={t('closeDialog.reason')} value={choice} onChange={setChoice}>
            <Stack gap={6} mt={6}>
              {reasons.map((item, index) => (
                <Radio key={item} value={item} label={item} data-autofocus={index === 0 || undefined} />
              ))}
              <Radio value="" label={t('closeDialog.other')} />
            </Stack>
          </Radio.Group>
          {choice === '' && (
            <TextInput
              autoFocus
              required
              maxLength={200}
              label={t('closeDialog.own')}
              value={own}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('closeDialog.keep')}
            </Button>
            <Button color="danger" type="submit" loading={close.isPending} disabled={reason === ''}>
              {t(isDeclined ? 'closeDialog.refuse' : 'closeDialog.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
