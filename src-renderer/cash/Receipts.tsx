import { ActionIcon, FileButton, Button, Group } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ReceiptsProps {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
}

/** Receipts to attach: dropped or chosen, several at once. */
export function Receipts({ files, onChange }: ReceiptsProps) {
  const { t } = useTranslation('cash');
  const [isOver, setOver] = useState(false);
  const add = (more: readonly File[]): void => onChange([...files, ...more]);
  return (
    <div
      className="z-cash-drop"
      role="group"
      aria-label={t('op.files')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add([...event.dataTransfer.files]);
      }}
    >
      <Group gap={8} justify="space-between">
        <span>{t('op.drop')}</span>
        <FileButton multiple accept="application/pdf,image/*" onChange={add}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconPaperclip size={16} aria-hidden />}>
              {t('op.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      {files.map((file, index) => (
        <Group key={`${file.name}/${index}`} gap={4}>
          <span>{file.name}</span>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('op.removeFile', { name: file.name })}
            onClick={() => onChange(files.toSpliced(index, 1))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </div>
  );
}
