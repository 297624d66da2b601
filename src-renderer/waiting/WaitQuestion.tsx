import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitBooking } from './use-wait-booking.ts';

/** Asks before somebody is booked in spite of a conflict: to agree, or to give a reason. */
export function WaitQuestion({ booking, onClosed }: { readonly booking: WaitBooking; readonly onClosed: () => void }) {
  const { t } = useTranslation(['journal', 'common']);
  const [reason, setReason] = useState('');
  const { question } = booking;
  if (question === null) return null;
  const isOverride = question.kind === 'override';
  const close = (): void => {
    booking.close();
    onClosed();
  };
  const agree = (): void => {
    if (isOverride && reason.trim() === '') return;
    const { entry, place, overrides } = question;
    void booking.book(entry, place, isOverride ? { ...overrides, overrideReason: reason.trim() } : overrides);
    onClosed();
  };
  const title = isOverride
    ? t('journal:screen.ask.overrideTitle')
    : t(`journal:screen.ask.warnTitle.${question.code}`, { defaultValue: t('waiting:ask.title') });
  return (
    <Modal opened onClose={close} title={title} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          agree();
        }}
      >
        <Stack gap="md">
          <Text size="md">{question.text}</Text>
          {isOverride && (
            <TextInput
              data-autofocus
              required
              maxLength={200}
              label={t('journal:screen.ask.overrideReason')}
              description={t('journal:screen.ask.overrideText')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <Button size="sm" variant="default" onClick={close}>
              {t('common:cancel')}
            </Button>
            <Button
              size="sm"
              type="submit"
              data-autofocus={!isOverride || undefined}
              disabled={isOverride && reason.trim() === ''}
            >
              {t(isOverride ? 'journal:screen.ask.overrideConfirm' : 'journal:screen.ask.warnConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
