import './import.css';
import '../settings/settings.css';
import '../ui/data-table.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import type { ImportField } from '../../src-shared/import/import-fields.rules.ts';
import type { ImportOptions } from '../../src-shared/import/import.contract.ts';
import { api, client } from '../api/client.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';
import { CheckStep, Counts } from './CheckStep.tsx';
import { FileStep } from './FileStep.tsx';
import { ImportHistory, UndoDialog } from './ImportHistory.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { MappingStep } from './MappingStep.tsx';
import { EMPTY_WIZARD, STEPS, type Step, type Wizard, keepWizard, keptWizard, withDraft } from './import-wizard.ts';

/** Clients out of a table: file, columns, rehearsal, run, and the way back. */
export function ImportPage() {
  const { t } = useTranslation('import');
  const { session, settings } = useDesk();
  const userId = session.user.id;
  const [wizard, setWizard] = useState<Wizard>(() => keptWizard(userId));
  useEffect(() => keepWizard(userId, wizard), [userId, wizard]);
  const { step, draft, mapping, options, check, result } = wizard;
  const reread = useMutation(api.import.read.mutationOptions({ onError: (error) => showError(error, t) }));
  const rehearse = useRehearsal();
  const run = useCommand(api.import.run.mutationOptions());
  const change = (values: Partial<Wizard>): void => setWizard((current) => ({ ...current, ...values }));
  const goToCheck = async (chosen: { options: ImportOptions }): Promise<void> => {
    if (!draft) return;
    change({ step: 'check', options: chosen.options, check: null });
    const found = await rehearse({ draftId: draft.draftId, mapping: [...mapping], options: chosen.options }, t);
    if (found === 'refused') change({ step: 'mapping' });
    else if (found !== 'outdated') change({ check: found });
  };
  const begin = async (): Promise<void> => {
    if (!draft) return;
    const done = await run.run({ draftId: draft.draftId });
    if (!done) return;
    const { importId, outcome, counts } = done;
    change({ step: 'result', result: { importId, wasStopped: outcome === 'stopped', counts } });
  };
  const forget = (): void => {
    if (draft) void client.import.drop({ draftId: draft.draftId }).catch(() => undefined);
    setWizard(EMPTY_WIZARD);
  };
  return (
    <div className="z-import">
      <PageHeader title={t('title')}>
        {draft && step !== 'result' && (
          <Button variant="default" onClick={forget} disabled={run.isPending}>
            {t('file.another')}
          </Button>
        )}
      </PageHeader>
      <div className="z-import-body">
        <StepList step={step} />
        {draft?.importedAtMs && step !== 'result' && (
          <WarnBox
            title={t('again', { when: formatInstant(draft.importedAtMs, settings.timeZone, session.user.locale) })}
          >
            {null}
          </WarnBox>
        )}
        {step !== 'file' && <ImportProgress />}
        {step === 'file' && <FileStep onRead={(read) => setWizard(withDraft(read))} />}
        {step === 'mapping' && draft && options && (
          <MappingStep
            draft={draft}
            mapping={mapping}
            options={options}
            isBusy={reread.isPending}
            onMapping={(value: readonly (ImportField | null)[]) => change({ mapping: value })}
            onOptions={(value) => change({ options: value })}
            onReread={(choice) =>
              reread.mutate({ draftId: draft.draftId, ...choice }, { onSuccess: (read) => setWizard(withDraft(read)) })
            }
            onNext={() => void goToCheck({ options })}
          />
        )}
        {step === 'check' && draft && options && (
          <CheckStep
            draft={draft}
            options={options}
            check={check}
            isRunning={run.isPending}
            onOptions={(value) => void goToCheck({ options: value })}
            onBack={() => change({ step: 'mapping' })}
            onRun={() => void begin()}
          />
        )}
        {step === 'result' && result && <Result result={result} onMore={() => setWizard(EMPTY_WIZARD)} />}
        {(step === 'file' || step === 'result') && <ImportHistory />}
      </div>
    </div>
  );
}

type CheckInput = Parameters<typeof client.import.check>[0];

/** Asks for a rehearsal; an answer that a newer question has overtaken is 'outdated'. */
function useRehearsal() {
  const asked = useRef(0);
  return async (input: CheckInput, t: Parameters<typeof showError>[1]) => {
    const own = ++asked.current;
    try {
      const found = await client.import.check(input);
      return own === asked.current ? found : ('outdated' as const);
    } catch (error) {
      if (own !== asked.current) return 'outdated' as const;
      showError(error, t);
      return 'refused' as const;
    }
  };
}

function StepList({ step }: { readonly step: Step }) {
  const { t } = useTranslation('import');
  const at = STEPS.indexOf(step);
  return (
    <ol className="z-import-steps">
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={name === step ? 'step' : undefined}
          data-state={index < at ? 'done' : index === at ? 'now' : 'ahead'}
        >
          <span aria-hidden>{index + 1}</span> {t(`steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}

interface ResultProps {
  readonly result: NonNullable<Wizard['result']>;
  readonly onMore: () => void;
}

function Result({ result, onMore }: ResultProps) {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const list = useQuery(api.import.list.queryOptions());
  const record = list.data?.find(({ importId }) => importId === result.importId);
  const Icon = result.wasStopped ? IconInfoCircle : IconCircleCheck;
  return (
    <section className="z-group">
      <h2 className="z-import-done" data-stopped={result.wasStopped || undefined}>
        <Icon size={22} aria-hidden /> {t(result.wasStopped ? 'result.stopped' : 'result.done')}
      </h2>
      {!result.wasStopped && <Counts counts={result.counts} isDone />}
      <div className="z-import-actions">
        <Button autoFocus onClick={() => void navigate('/clients')}>
          {t('result.toClients')}
        </Button>
        <Button variant="default" onClick={onMore}>
          {t('result.more')}
        </Button>
        {!result.wasStopped && (
          <Button variant="default" disabled={record?.status !== 'done'} onClick={() => setAsking(true)}>
            {t('result.undo')}
          </Button>
        )}
      </div>
      {!result.wasStopped && <p className="z-dim">{t('result.undoHint')}</p>}
      {isAsking && record && <UndoDialog record={record} onClose={() => setAsking(false)} onUndone={onMore} />}
    </section>
  );
}
