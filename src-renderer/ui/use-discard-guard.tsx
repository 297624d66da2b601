import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';

/** Closing a card: at once when nothing was changed, after a question when something was. */
export function useDiscardGuard(isDirty: boolean, onClose: () => void): () => void {
  const { t } = useTranslation('services');
  return () => {
    if (!isDirty) return onClose();
    modals.openConfirmModal({
      title: t('discard.title'),
      children: <Text size="md">{t('discard.text')}</Text>,
      labels: { confirm: t('discard.confirm'), cancel: t('discard.cancel') },
      confirmProps: { color: 'danger' },
      cancelProps: { 'data-autofocus': true },
      onConfirm: onClose,
    });
  };
}
