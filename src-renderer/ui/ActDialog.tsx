import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from './Keys.tsx';
import { useReturnFocus } from './use-return-focus.ts';
import { useTopEscape } from './use-top-escape.ts';

interface ActDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly isPending: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One act with a record: a few fields and two buttons; Enter does it, Esc leaves. */
export function ActDialog({ title, confirm, isPending, isDangerous, onSubmit, onClose, children }: ActDialogProps) {
  useReturnFocus();
  const { t } = useTranslation();
  const inside = useTopEscape<HTMLFormElement>(onClose);
  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={title} size={480}>
      <form
        ref={inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!isPending) onSubmit();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.code !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          if (!isPending) onSubmit();
        }}
      >
        <Stack gap={12}>
          {children}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              loading={isPending}
              rightSection={<Keys shortcut="Enter" />}
              {...(isDangerous ? { color: 'danger' } : {})}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
