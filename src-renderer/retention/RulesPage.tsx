import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RulesFields } from './RulesFields.tsx';
import { useRules } from './use-rules.ts';

/** The rules of calling among the settings of the salon. */
export function RulesPage() {
  const { t } = useTranslation('retention');
  const canSet = useCan('settings');
  const rules = useRules();
  return (
    <>
      <PageHeader title={t('title')} />
      <form
        className="z-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void rules.save();
        }}
      >
        <section className="z-group zr-rules">
          <RulesFields values={rules.values} faults={rules.faults} canSet={canSet} onChange={rules.set} />
        </section>
        <div className="z-save-bar">
          <Button size="sm" variant="default" disabled={!rules.isChanged} onClick={rules.reset}>
            {t('common:cancel')}
          </Button>
          <Button size="sm" type="submit" loading={rules.isPending} disabled={!rules.isChanged || !canSet}>
            {t('rules.save')}
          </Button>
        </div>
      </form>
    </>
  );
}
