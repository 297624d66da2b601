import { useTranslation } from 'react-i18next';
import { SectionTabs } from '../ui/SectionTabs.tsx';
import { FINANCE_TABS } from './finance-tabs.ts';

/** «Финансы»: the owner's figures, each opened down to the rows of the ledger. */
export function FinancePage() {
  const { t } = useTranslation('system');
  return <SectionTabs path="/finance" label={t('sections.finance')} tabs={FINANCE_TABS} />;
}
