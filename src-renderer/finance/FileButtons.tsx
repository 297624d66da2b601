import { Button } from '@mantine/core';
import { IconFileSpreadsheet, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { showError } from '../api/use-command.tsx';
import { saveFile } from '../journal/documents.ts';

type Format = 'xlsx' | 'pdf';
const FORMATS = [
  { format: 'xlsx', text: 'actions.excel', Icon: IconFileSpreadsheet },
  { format: 'pdf', text: 'actions.pdf', Icon: IconFileTypePdf },
] as const;

/** A report as Excel and as PDF. */
export function FileButtons({ read }: { readonly read: (format: Format) => Promise<FileOutput> }) {
  const { t } = useTranslation('ledger');
  const [busy, setBusy] = useState<Format | null>(null);
  const save = (format: Format): void => {
    setBusy(format);
    read(format)
      .then(saveFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setBusy(null));
  };
  return (
    <>
      {FORMATS.map(({ format, text, Icon }) => (
        <Button
          key={format}
          variant="default"
          loading={busy === format}
          leftSection={<Icon size={16} aria-hidden />}
          onClick={() => save(format)}
        >
          {t(text)}
        </Button>
      ))}
    </>
  );
}
