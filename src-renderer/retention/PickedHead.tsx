import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale } from '../app/session.ts';
import type { PickedWindow } from './call-state.ts';

interface PickedHeadProps {
  readonly picked: PickedWindow;
  /** Clients whom the window suits; null: not known yet. */
  readonly total: number | null;
  readonly error: unknown;
  readonly onBack: () => void;
}

/** Which free window the list is about, and the way back to the whole list. */
export function PickedHead({ picked, total, error, onBack }: PickedHeadProps) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  return (
    <div className="zr-picked">
      <Button size="compact-sm" variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
        {t('windows.whole')}
      </Button>
      <strong>
        {t('windows.forWindow', {
          day: formatDate(picked.localDate, 'day', locale),
          time: formatRange(picked.startMin, picked.endMin),
          master: picked.shortName,
        })}
      </strong>
      <span className="z-dim" role="status">
        {total !== null && t('windows.fitsCount', { count: total })}
      </span>
      {error !== null && <p className="z-field-error">{errorText(error, t)}</p>}
    </div>
  );
}
