import { Alert, Button, FileButton, Progress } from '@mantine/core';
import { IconAlertCircle, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportDraft } from '../../src-shared/import/import.contract.ts';
import { client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useUpload } from '../ui/use-upload.ts';

const MAX_BYTES = 50 * 1024 ** 2;

interface FileStepProps {
  readonly onRead: (draft: ImportDraft) => void;
}

/** Takes a file by button or by drop; whatever is wrong with it is said here. */
export function FileStep({ onRead }: FileStepProps) {
  const { t } = useTranslation('import');
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const fileName = useRef('');
  const upload = useUpload((part, options) => client.import.upload({ ...part, fileName: fileName.current }, options));
  const take = (file: File | null | undefined): void => {
    if (!file) return;
    setTooLarge(file.size > MAX_BYTES);
    if (file.size > MAX_BYTES) return;
    fileName.current = file.name.slice(0, 200);
    void upload.send(file).then((answer) => answer?.draft && onRead(answer.draft));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const percent = upload.share === null ? null : Math.round(upload.share * 100);
  const error = isTooLarge ? t('drop.tooLarge') : upload.error ? errorText(upload.error, t) : null;
  return (
    <>
      <div
        className="z-import-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileSpreadsheet size={40} stroke={1.4} aria-hidden />
        {percent === null ? (
          <>
            <strong>{t('drop.title')}</strong>
            <span className="z-dim">{t('drop.or')}</span>
            <FileButton onChange={take} accept=".xlsx,.csv,.txt,.tsv,.xls">
              {(props) => (
                <Button {...props} autoFocus leftSection={<IconUpload size={16} aria-hidden />}>
                  {t('drop.choose')}
                </Button>
              )}
            </FileButton>
          </>
        ) : (
          <div className="z-import-sending" role="status">
            <span>{percent < 100 ? t('drop.sending', { percent }) : t('drop.reading')}</span>
            <Progress value={percent} aria-label={t('drop.sending', { percent })} />
            <Button size="compact-sm" variant="default" onClick={upload.cancel}>
              {t('common:cancel')}
            </Button>
          </div>
        )}
        <p className="z-dim">{t('drop.hint')}</p>
      </div>
      {error !== null && (
        <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm" role="alert">
          {error}
        </Alert>
      )}
    </>
  );
}
