import { Button, Select, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuoteLine, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { isCounted } from './ticket-lines.ts';
import type { Person } from './use-sellers.ts';
import { useWords } from './use-words.ts';

interface WhyLineProps {
  readonly line: TicketLine;
  readonly quoted: readonly QuoteLine[];
  readonly people: readonly Person[];
  /** With the explanation; otherwise only what must be filled in. */
  readonly isOpen: boolean;
  /** Another price than the price list's: why. */
  readonly needsReason: boolean;
  readonly isReasonMissing: boolean;
  readonly onEdit: () => void;
  readonly onChange: (part: Partial<TicketLine>) => void;
}

/** «Почему столько?»: every rouble of a line in words, and what is seldom changed on it. */
export function WhyLine(props: WhyLineProps) {
  const { line, quoted, people, isOpen, needsReason, isReasonMissing, onEdit, onChange } = props;
  const { t } = useTranslation('checkout');
  const words = useWords();
  const sentences = quoted.flatMap(({ why }) => why.map(words)).filter((text) => text !== '');
  return (
    <div className="zc-why">
      {isOpen && (
        <div>
          <strong>{t('screen.lines.whyTitle')}</strong>
          <ol>
            {sentences.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {sentences.length === 0 && <li>{t('screen.lines.byList')}</li>}
          </ol>
        </div>
      )}
      <div className="zc-why-fields">
        {needsReason && (
          <TextInput
            size="xs"
            label={t('screen.lines.priceReason')}
            data-at={isReasonMissing ? `problem-${line.key}` : undefined}
            error={isReasonMissing}
            maxLength={200}
            value={line.priceReason}
            onChange={(event) => onChange({ priceReason: event.currentTarget.value })}
          />
        )}
        {isOpen && line.kind === 'service' && (
          <Select
            size="xs"
            label={t('screen.lines.sellerLabel')}
            data-at={`seller-${line.key}`}
            placeholder={t('screen.lines.noSeller')}
            data={[...people]}
            value={line.sellerId === null ? null : String(line.sellerId)}
            searchable
            clearable
            onChange={(value) =>
              onChange({ sellerId: value === null ? null : (Number(value) as NonNullable<TicketLine['sellerId']>) })
            }
          />
        )}
        {isOpen && !isCounted(line.kind) && (
          <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={onEdit}>
            {t('screen.lines.edit')}
          </Button>
        )}
      </div>
    </div>
  );
}
