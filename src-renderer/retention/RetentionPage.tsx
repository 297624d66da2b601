import { Button, SegmentedControl } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { CallsView } from './CallsView.tsx';
import { FlowView } from './FlowView.tsx';
import { ResultsView } from './ResultsView.tsx';
import { RulesDrawer } from './RulesDrawer.tsx';
import './retention.css';

const VIEWS = ['due', 'lost', 'results', 'flow'] as const;

/** Calling clients: who is due, who was lost, what it brought; `#/calls?view=lost`. */
export function RetentionPage() {
  const { t } = useTranslation('retention');
  const [search, setSearch] = useSearchParams();
  const [isRules, setRules] = useState(false);
  const seesResults = useCan('edit_journal');
  const seesReports = useCan('see_reports');
  const shown = VIEWS.filter((view) => (view === 'results' ? seesResults : view !== 'flow' || seesReports));
  const view = shown.find((one) => one === search.get('view')) ?? 'due';
  useActions(
    [{ id: 'retention.rules', title: 'retention:actions.rules', group: 'page', run: () => setRules(true) }],
    [],
  );
  return (
    <div className="zr-page">
      <PageHeader title={t('title')}>
        <SegmentedControl
          size="sm"
          aria-label={t('tabs.label')}
          value={view}
          data={shown.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          onChange={(value) => setSearch({ view: value }, { replace: true })}
        />
        <Button
          size="sm"
          variant="default"
          leftSection={<IconAdjustments size={16} aria-hidden />}
          onClick={() => setRules(true)}
        >
          {t('rules.title')}
        </Button>
      </PageHeader>
      {view === 'results' && <ResultsView />}
      {view === 'flow' && <FlowView />}
      {(view === 'due' || view === 'lost') && <CallsView key={view} list={view} onEditScript={() => setRules(true)} />}
      {isRules && <RulesDrawer onClose={() => setRules(false)} />}
    </div>
  );
}
