import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from './use-refusal.ts';

interface RefusalNoteProps {
  readonly refusal: Refusal;
  readonly isPending: boolean;
  /** Tries again with the person's agreement; `reason` is empty for a soft conflict. */
  readonly onAgree: (reason: string) => void;
}

/** Why a visit was refused, in the form itself, and the way on: confirm, or give a reason. */
export function RefusalNote({ refusal, isPending, onAgree }: RefusalNoteProps) {
  const { t } = useTranslation('journal');
  const [reason, setReason] = useState('');
  const isSoft = refusal.answer === 'confirm';
  return (
    <Alert
      role="alert"
      color={isSoft ? 'orange' : 'danger'}
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      p="xs"
    >
      <Stack gap={8}>
        <Text size="sm">{refusal.text}</Text>
        {isSoft && (
          <Group>
            <Button size="xs" variant="default" loading={isPending} onClick={() => onAgree('')}>
              {t('booking.anyway')}
            </Button>
          </Group>
        )}
        {refusal.answer === 'reason' && (
          <Group gap={8} align="flex-end" wrap="nowrap">
            <TextInput
              flex={1}
              size="xs"
              label={t('booking.overrideReason')}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Button
              size="xs"
              variant="default"
              loading={isPending}
              disabled={reason.trim() === ''}
              onClick={() => onAgree(reason.trim())}
            >
              {t('booking.anyway')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
