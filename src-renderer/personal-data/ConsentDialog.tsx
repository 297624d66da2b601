import { Button, Group, Input, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import {
  CONSENT_CHANNELS,
  type ConsentChannel,
  type ConsentPurpose,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import { api } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { typedDate } from '../ui/typed-date.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface ConsentDialogProps {
  readonly clientId: ClientId;
  readonly purpose: ConsentPurpose;
  readonly onClose: () => void;
}

/** How and when a consent was given. */
export function ConsentDialog({ clientId, purpose, onClose }: ConsentDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const { today } = useDesk();
  const [channel, setChannel] = useState<ConsentChannel>('paper');
  const [on, setOn] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const onRefused = (error: unknown): boolean => {
    if (!hasCode(error, 'NOT_FOUND')) return false;
    setFault(t('giveForm.noText'));
    return true;
  };
  const give = useCommand(api.personalData.give.mutationOptions(), { onRefused });
  const givenOn = on.trim() === '' ? today : typedDate(on);
  const isWrong = givenOn === null || givenOn > today;
  const submit = async (): Promise<void> => {
    if (isWrong) return;
    if (await give.run({ clientId, purpose, channel, givenOn, note })) onClose();
  };
  return (
    <Modal opened onClose={onClose} centered title={t('giveForm.title', { purpose: t(`purposes.${purpose}`) })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Input.Wrapper label={t('giveForm.channel')} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t('giveForm.channel')}
              data={CONSENT_CHANNELS.map((value) => ({ value, label: t(`channelTitles.${value}`) }))}
              value={channel}
              onChange={(value) => setChannel(CONSENT_CHANNELS.find((one) => one === value) ?? 'paper')}
            />
          </Input.Wrapper>
          <TextInput
            label={t('giveForm.givenOn')}
            placeholder={t('giveForm.givenOnHint')}
            data-autofocus
            value={on}
            error={isWrong && on.length >= 8 ? t('giveForm.future') : fault}
            onChange={(event) => {
              setFault(null);
              setOn(event.currentTarget.value);
            }}
          />
          <TextInput
            label={t('giveForm.note')}
            placeholder={t('giveForm.noteHint')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={give.isPending} disabled={isWrong}>
              {t('giveForm.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
