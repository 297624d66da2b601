import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface PaperModalProps {
  readonly title: string;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The dialog of one paper over the card: its save is not the card's. */
export function PaperModal({ title, isSaving, onSave, onClose, children }: PaperModalProps) {
  useReturnFocus();
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} size={560}>
      <form
        noValidate
        // Events pass from a dialog to the form of the card that it was opened in.
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onSave();
        }}
        onKeyDown={(event) => {
          if (event.code !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          event.stopPropagation();
          onSave();
        }}
      >
        <Stack gap={14}>
          {children}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={isSaving} rightSection={<Keys shortcut="Ctrl+Enter" />}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
