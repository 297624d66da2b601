import { Alert, Button, FileButton, Group, Progress } from '@mantine/core';
import { IconAlertCircle, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { errorText } from '../api/error-text.ts';
import { type SendPart, useUpload } from '../ui/use-upload.ts';

interface UploadFieldProps {
  readonly sendPart: SendPart<{ uploadId: string; backup: BackupInfo | null }>;
  readonly onUploaded: (backup: BackupInfo) => void;
}

/** Takes a backup file from this computer; shows how much of it has arrived. */
export function UploadField({ sendPart, onUploaded }: UploadFieldProps) {
  const { t } = useTranslation('backup');
  const upload = useUpload(sendPart);
  const percent = upload.share === null ? null : Math.round(upload.share * 100);
  const take = (file: File | null): void => {
    if (file) void upload.send(file).then((answer) => answer?.backup && onUploaded(answer.backup));
  };
  return (
    <div className="z-upload">
      {percent === null ? (
        <FileButton onChange={take}>
          {(props) => (
            <Button {...props} size="sm" variant="default" leftSection={<IconUpload size={16} />}>
              {t('upload.choose')}
            </Button>
          )}
        </FileButton>
      ) : (
        <Group gap="md" wrap="nowrap">
          <Progress value={percent} flex={1} aria-label={t('upload.progress', { percent })} />
          <span className="z-dim">{percent < 100 ? t('upload.progress', { percent }) : t('upload.checking')}</span>
          <Button size="sm" variant="default" onClick={upload.cancel}>
            {t('common:cancel')}
          </Button>
        </Group>
      )}
      {upload.error !== null && upload.error !== undefined && (
        <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm" role="alert">
          {errorText(upload.error, t)}
        </Alert>
      )}
    </div>
  );
}
