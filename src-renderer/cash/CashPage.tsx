import { useTranslation } from 'react-i18next';
import { SectionTabs } from '../ui/SectionTabs.tsx';
import { CASH_TABS } from './cash-tabs.ts';

/** «Касса»: everything that reception does with money. */
export function CashPage() {
  const { t } = useTranslation('system');
  return <SectionTabs path="/cash" label={t('sections.cash')} tabs={CASH_TABS} />;
}
