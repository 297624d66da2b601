import { CloseButton, TextInput } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { useProblemText } from './use-problem-text.ts';
import type { Tenders } from './use-tenders.ts';

interface CertificateFieldProps {
  readonly tenders: Tenders;
  readonly onClose: () => void;
}

/** The number of a certificate that somebody brought: typed or scanned, Enter takes it; several one after another. */
export function CertificateField({ tenders, onClose }: CertificateFieldProps) {
  const { t } = useTranslation('checkout');
  const problemText = useProblemText();
  const [number, setNumber] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Not by the screen's own jump: this field is there only after it was asked for.
  useEffect(() => field.current?.focus(), []);
  const read = async (): Promise<void> => {
    const code = number.trim();
    if (code === '' || isReading) return;
    setReading(true);
    try {
      const reading = await client.checkout.readCode({ code });
      if (reading.kind !== 'certificate') setFault(t('screen.certificate.unknown', { number: code }));
      else if (reading.hindrance) setFault(problemText(reading.hindrance));
      else if (tenders.rows.some(({ certificateId }) => certificateId === reading.certificateId)) {
        setFault(t('screen.certificate.taken', { number: reading.number }));
      } else {
        tenders.choose('certificate', reading);
        onClose();
      }
    } catch (error) {
      setFault(problemText(error));
    } finally {
      setReading(false);
    }
  };
  return (
    <div className="zc-number">
      <TextInput
        ref={field}
        flex={1}
        size="sm"
        label={t('screen.certificate.label')}
        placeholder={t('screen.certificate.placeholder')}
        data-at="certificate-number"
        data-takes-code
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        leftSection={<IconGift size={16} aria-hidden />}
        value={number}
        error={fault}
        onChange={(event) => {
          setNumber(event.currentTarget.value);
          setFault(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey) {
            event.preventDefault();
            void read();
          } else if (event.key === 'Escape') {
            // The first Esc leaves the field, the next one the check.
            event.stopPropagation();
            event.nativeEvent.stopImmediatePropagation();
            onClose();
          }
        }}
      />
      <CloseButton aria-label={t('screen.certificate.close')} onClick={onClose} />
    </div>
  );
}
