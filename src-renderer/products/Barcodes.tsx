import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { barcodeOf, hasRightCheckDigit } from '../../src-shared/products/barcode.rules.ts';

interface BarcodesProps {
  readonly value: readonly string[];
  readonly onChange: (barcodes: string[]) => void;
  readonly error?: string | null;
}

/** Barcodes of a product: scanned or typed one after another; a scanner ends each with Enter. */
export function Barcodes({ value, onChange, error = null }: BarcodesProps) {
  const { t } = useTranslation('products');
  const wrong = value.filter((code) => !hasRightCheckDigit(code));
  return (
    <TagsInput
      label={t('form.barcodes')}
      description={wrong.length > 0 ? t('form.checkDigit', { code: wrong.join(', ') }) : t('form.barcodesHint')}
      value={[...value]}
      maxTags={20}
      acceptValueOnBlur
      splitChars={[',', ';', ' ']}
      error={error}
      onChange={(codes) => onChange([...new Set(codes.map(barcodeOf).filter((code) => code !== ''))])}
    />
  );
}
