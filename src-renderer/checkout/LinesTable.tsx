import { IconBasket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Quote, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LineRow } from './LineRow.tsx';
import { isPartOf, quotedParts } from './ticket-lines.ts';
import { useSellers } from './use-sellers.ts';

interface LinesTableProps {
  readonly ticket: Ticket;
  readonly quote: Quote;
  /** The line whose price is explained. */
  readonly openKey: string | null;
  readonly onOpen: (key: string | null) => void;
  readonly onChange: (key: string, part: Partial<TicketLine>) => void;
  readonly onRemove: (key: string) => void;
  /** Opens the dialog of a line that only money pays. */
  readonly onEdit: (line: TicketLine) => void;
}

/** What is sold, line by line; ↑↓ walk over the lines, each field is a tab stop. */
export function LinesTable({ ticket, quote, openKey, onOpen, onChange, onRemove, onEdit }: LinesTableProps) {
  const { t } = useTranslation('checkout');
  const people = useSellers();
  if (ticket.lines.length === 0) {
    return <EmptyState icon={IconBasket} title={t('screen.lines.empty')} text={t('screen.lines.emptyText')} />;
  }
  return (
    <div className="zc-lines">
      <table>
        <thead>
          <tr>
            {(['what', 'who', 'quantity', 'price', 'discount', 'sum'] as const).map((column) => (
              <th key={column} data-column={column}>
                {t(`screen.lines.columns.${column}`)}
              </th>
            ))}
            <th aria-label={t('screen.lines.columns.act')} />
          </tr>
        </thead>
        {ticket.lines.map((line) => (
          <LineRow
            key={line.key}
            line={line}
            quoted={quotedParts(quote, line.key)}
            memberships={quote.memberships}
            problems={quote.problems.filter(({ lineKey }) => lineKey !== null && isPartOf(lineKey, line.key))}
            people={people}
            isOpen={openKey === line.key}
            onOpen={() => onOpen(openKey === line.key ? null : line.key)}
            onChange={(part) => onChange(line.key, part)}
            onRemove={() => onRemove(line.key)}
            onEdit={() => onEdit(line)}
          />
        ))}
      </table>
    </div>
  );
}
