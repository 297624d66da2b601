import { Loader } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CentredScreen } from '../ui/CentredScreen.tsx';

/** While the core has not answered yet: nothing for a moment, then a sign of life, then what to do. */
export function StartingScreen({ isLost }: { readonly isLost: boolean }) {
  const { t } = useTranslation('system');
  if (isLost) {
    return (
      <CentredScreen icon={IconPlugConnectedX} title={t('starting.lostTitle')} text={t('starting.lostText')}>
        <Loader size="sm" type="dots" aria-label={t('starting.waiting')} />
      </CentredScreen>
    );
  }
  return (
    <main className="z-centred z-appear-late" aria-busy>
      <Loader size="md" aria-label={t('starting.waiting')} />
    </main>
  );
}
