import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface LineDialogProps {
  readonly title: string;
  /** The line stands on the check already. */
  readonly isEdited: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** The frame of a line that is begun or changed over the check: Enter takes it, Esc leaves it. */
export function LineDialog({ title, isEdited, onClose, onSubmit, children }: LineDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('checkout');
  return (
    <Modal opened onClose={onClose} title={title} size={460} zIndex={300}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onSubmit();
        }}
        onKeyDown={(event) => {
          // Keys of the check below belong to this dialog now.
          event.stopPropagation();
          if (!event.ctrlKey || event.code !== 'Enter') return;
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap={12}>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" rightSection={<Keys shortcut="Enter" />}>
              {t(isEdited ? 'screen.money.save' : 'screen.money.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
