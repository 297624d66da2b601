import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { RulesFields } from './RulesFields.tsx';
import { useRules } from './use-rules.ts';

/** The rules of calling beside the desk of calls: what changes shows at once. */
export function RulesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('retention');
  const canSet = useCan('settings');
  const rules = useRules();
  const close = useDiscardGuard(rules.isChanged, onClose);
  const submit = async (): Promise<void> => {
    if (canSet && (await rules.save())) onClose();
  };
  return (
    <CardDrawer title={t('rules.title')} size={720} onClose={close} onSave={() => void submit()}>
      <div className="z-card-body">
        <RulesFields values={rules.values} faults={rules.faults} canSet={canSet} onChange={rules.set} />
      </div>
      <div className="z-card-foot">
        <span />
        <Button size="sm" variant="default" onClick={close}>
          {t('common:cancel')}
        </Button>
        {canSet && (
          <Button size="sm" type="submit" loading={rules.isPending} disabled={!rules.isChanged}>
            {t('rules.save')}
          </Button>
        )}
      </div>
    </CardDrawer>
  );
}
