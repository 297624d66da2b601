import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen, as list items. */
  readonly children: ReactNode;
  readonly submitText: string;
  readonly isPending: boolean;
  /** What the core refused, in words. */
  readonly refusal: string | null;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why something posted is taken back, after its consequences have been said in words (T16). */
export function ReasonDialog(props: ReasonDialogProps) {
  useReturnFocus();
  const { title, children, submitText, isPending, refusal, onSubmit, onClose } = props;
  const { t } = useTranslation('checkout');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = (): void => {
    if (isPending) return;
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') onSubmit(reason.trim());
  };
  const fault = isMissing ? t('sales.refund.faults.reason') : refusal;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={480}
      zIndex={300}
      onKeyDown={(event) => {
        if (!event.ctrlKey || event.code !== 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      <Stack gap={12}>
        <ul className="zc-consequences">{children}</ul>
        <TextInput
          label={t('sales.refund.reason')}
          withAsterisk
          data-autofocus
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {fault !== null && (
          <p className="zc-problem" data-blocking role="alert">
            {fault}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button color="danger" loading={isPending} rightSection={<Keys shortcut="Ctrl+Enter" />} onClick={submit}>
            {submitText}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
