import { Button } from '@mantine/core';
import { IconFileSpreadsheet, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import type { ReportName } from '../../src-shared/ledger/reports.contract.ts';
import type { ColumnStep, Comparison, Period } from '../../src-shared/ledger/periods.rules.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { saveFile } from '../journal/documents.ts';

interface ExportButtonsProps {
  /** Null: the page is a list of documents, its file is their entries. */
  readonly report: ReportName | null;
  readonly period: Period;
  readonly options?: { basis?: 'accrual' | 'cash'; step?: ColumnStep; comparison?: Comparison };
  readonly withEntries?: boolean;
}

const FORMATS = [
  { format: 'xlsx', title: 'actions.excel', Icon: IconFileSpreadsheet },
  { format: 'pdf', title: 'actions.pdf', Icon: IconFileTypePdf },
] as const;

/** The report as a file, as it stands on the screen. */
export function ExportButtons({ report, period, options, withEntries = false }: ExportButtonsProps) {
  const { t } = useTranslation('ledger');
  const [busy, setBusy] = useState<string | null>(null);
  const save = (name: string, make: () => Promise<FileOutput>): void => {
    setBusy(name);
    make()
      .then(saveFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setBusy(null));
  };
  return (
    <div className="zf-export">
      {withEntries && (
        <Button
          size="xs"
          variant="default"
          loading={busy === 'entries'}
          onClick={() => save('entries', () => client.ledger.entriesFile(period))}
        >
          {t('actions.entriesExcel')}
        </Button>
      )}
      {report !== null &&
        FORMATS.map(({ format, title, Icon }) => (
          <Button
            key={format}
            size="xs"
            variant="default"
            loading={busy === format}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => save(format, () => client.ledger.reportFile({ report, format, ...period, ...options }))}
          >
            {t(title)}
          </Button>
        ))}
    </div>
  );
}
