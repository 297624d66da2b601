import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface SaveBarProps {
  readonly isChanged: boolean;
  /** What was typed cannot be saved as it is; the form says why. */
  readonly isWrong?: boolean;
  readonly isSaving: boolean;
  readonly onReset: () => void;
}

/** The foot of a form of settings: whether something was changed, back to what is kept, save. */
export function SaveBar({ isChanged, isWrong = false, isSaving, onReset }: SaveBarProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="z-save-bar">
      {isChanged && <span className="z-dim">{t('salon.changed')}</span>}
      <Button size="sm" variant="default" disabled={!isChanged} onClick={onReset}>
        {t('common:cancel')}
      </Button>
      <Button size="sm" type="submit" loading={isSaving} disabled={!isChanged || isWrong}>
        {t('common:save')}
      </Button>
    </div>
  );
}
