import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SkipReason } from '../../src-shared/retention/retention.rules.ts';

interface SkipChipsProps {
  /** Reasons with how many clients are left out for each. */
  readonly skips: readonly (readonly [SkipReason, number])[];
  /** The reason whose clients are shown. */
  readonly skipped: SkipReason | null;
  readonly onChange: (skipped: SkipReason | null) => void;
}

/** Who is due but not called now, by reason; each number shows its clients. */
export function SkipChips({ skips, skipped, onChange }: SkipChipsProps) {
  const { t } = useTranslation('retention');
  if (skips.length === 0 && skipped === null) return null;
  return (
    <footer className="zr-skips">
      <span className="z-dim">{t('skip.title')}:</span>
      {skips.map(([name, count]) => (
        <UnstyledButton
          key={name}
          className="zr-chip"
          aria-pressed={skipped === name}
          onClick={() => onChange(skipped === name ? null : name)}
        >
          {t(`skip.${name}`)} {count}
        </UnstyledButton>
      ))}
      {skipped !== null && (
        <UnstyledButton className="zr-chip" onClick={() => onChange(null)}>
          {t('skip.back')}
        </UnstyledButton>
      )}
    </footer>
  );
}
