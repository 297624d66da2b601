import { ActionIcon, Button, FileButton, Group, Text } from '@mantine/core';
import { IconFileTypePdf, IconPaperclip, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../src-shared/i18n/format.ts';
import type { FileRef, FileUpload } from '../../src-shared/files/files.contract.ts';
import { FILE_TYPES, MAX_FILE_BYTES } from '../../src-shared/files/files.rules.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';
import { readUpload } from '../ui/upload.ts';

/** What the form does with the file: undefined leaves it, null takes it away. */
export type FileChange = FileUpload | null | undefined;

interface FileFieldProps {
  readonly file: FileRef | null;
  readonly change: FileChange;
  readonly onChange: (change: FileChange) => void;
}

/** Attaches a scan to a paper, replaces it or takes it away. */
export function FileField({ file, change, onChange }: FileFieldProps) {
  const { t } = useTranslation('staff');
  const [fault, setFault] = useState<string | null>(null);
  const reset = useRef<(() => void) | null>(null);
  const name = change === undefined ? file?.name : change?.name;
  const choose = async (chosen: File | null): Promise<void> => {
    reset.current?.();
    if (!chosen) return;
    const upload = await readUpload(chosen);
    if (typeof upload === 'string') {
      setFault(t(`errors:fault.${upload}`, { maxMb: MAX_FILE_BYTES / 1024 / 1024 }));
      return;
    }
    setFault(null);
    onChange(upload);
  };
  return (
    <div>
      <Group gap={8}>
        {name !== undefined && <span className="z-note-body">{name}</span>}
        <FileButton accept={FILE_TYPES.join(',')} resetRef={reset} onChange={(chosen) => void choose(chosen)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPaperclip size={16} aria-hidden />}>
              {t(name === undefined ? 'file.attach' : 'file.replace')}
            </Button>
          )}
        </FileButton>
        {name !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('file.remove')}
            onClick={() => onChange(file === null ? undefined : null)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <Text size="xs" mt={4} {...(fault === null ? { c: 'dimmed' } : { className: 'z-warn', role: 'alert' })}>
        {fault ?? t('file.hint')}
      </Text>
    </div>
  );
}

/** Opens the scan of a paper in a window of its own. */
export function FileLink({ file }: { readonly file: FileRef }) {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  const [isLoading, setLoading] = useState(false);
  const PictureIcon = file.mediaType === 'application/pdf' ? IconFileTypePdf : IconPhoto;
  const open = (): void => {
    setLoading(true);
    client.staff
      .paperFile({ fileId: file.id })
      .then(openFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setLoading(false));
  };
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      w="fit-content"
      leftSection={<PictureIcon size={16} aria-hidden />}
      loading={isLoading}
      aria-label={t('file.open', { name: file.name })}
      onClick={open}
    >
      {formatBytes(file.sizeBytes, locale)}
    </Button>
  );
}
