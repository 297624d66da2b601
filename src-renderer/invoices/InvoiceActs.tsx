import { ActionIcon } from '@mantine/core';
import { IconBan, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../src-shared/invoices/invoices.contract.ts';
import { useCan } from '../app/session.ts';

interface InvoiceActsProps {
  readonly invoice: InvoiceRow;
  readonly isPrinting: boolean;
  readonly onPrint: () => void;
  readonly onVoid: () => void;
}

/** What is done with a paper: printed again under its number, or taken out of force. */
export function InvoiceActs({ invoice, isPrinting, onPrint, onVoid }: InvoiceActsProps) {
  const { t } = useTranslation('invoices');
  const mayVoid = useCan('print_documents');
  const what = t('numbered', { kind: invoice.kind, number: invoice.number });
  return (
    <span className="zi-acts">
      <ActionIcon
        variant="subtle"
        loading={isPrinting}
        aria-label={t('list.printOf', { what })}
        title={t('list.print')}
        onClick={onPrint}
      >
        <IconPrinter size={18} aria-hidden />
      </ActionIcon>
      {mayVoid && invoice.state !== 'voided' && (
        <ActionIcon
          variant="subtle"
          color="danger"
          aria-label={t('list.voidOf', { what })}
          title={t('list.void')}
          onClick={onVoid}
        >
          <IconBan size={18} aria-hidden />
        </ActionIcon>
      )}
    </span>
  );
}
