import { Alert, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiscalJob } from '../../src-shared/fiscal/fiscal.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { useReceiptTitle } from './receipt-words.ts';

interface ReceiptActsProps {
  readonly job: FiscalJob;
  /** Receipts are printed by the program. */
  readonly isPrinting: boolean;
}

/** What can be done about a receipt: print it again, mark it as printed by hand, take the mark back. */
export function ReceiptActs({ job, isPrinting }: ReceiptActsProps) {
  const { t } = useTranslation('fiscal');
  const title = useReceiptTitle()(job);
  const mayAct = useCan('take_payment');
  const [isMarking, setMarking] = useState(false);
  const retry = useCommand(api.fiscal.retry.mutationOptions(), { isQuiet: true });
  const mark = useCommand(api.fiscal.markByHand.mutationOptions());
  if (!mayAct || job.state === 'printed') return null;
  const { jobId, version } = job;
  return (
    <div className="zk-acts">
      {job.state === 'manual' ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('backOf', { title })}
          loading={mark.isPending}
          onClick={() => void mark.run({ jobId, version, isPrinted: false })}
        >
          {t('back')}
        </Button>
      ) : (
        <>
          {isPrinting && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('againOf', { title })}
              loading={retry.isPending}
              onClick={() => void retry.run({ jobId })}
            >
              {t('again')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant={isPrinting ? 'subtle' : 'filled'}
            aria-label={t('byHandOf', { title })}
            onClick={() => setMarking(true)}
          >
            {t('byHand')}
          </Button>
        </>
      )}
      {isMarking && <MarkDialog job={job} onClose={() => setMarking(false)} />}
    </div>
  );
}

function MarkDialog({ job, onClose }: { readonly job: FiscalJob; readonly onClose: () => void }) {
  const { t } = useTranslation('fiscal');
  const money = useMoney();
  const [note, setNote] = useState('');
  const mark = useCommand(api.fiscal.markByHand.mutationOptions());
  const { jobId, version } = job;
  return (
    <ActDialog
      title={t('dialog.title')}
      confirm={t('dialog.save')}
      isPending={mark.isPending}
      onClose={onClose}
      onSubmit={() => {
        void mark.run({ jobId, version, note }).then((done) => {
          if (done) onClose();
        });
      }}
    >
      <p style={{ margin: 0 }}>{t('dialog.text', { sum: money(job.receipt.totalMinor) })}</p>
      {job.state === 'sending' && <Alert color="orange">{t('dialog.sending')}</Alert>}
      <TextInput
        data-autofocus
        label={t('dialog.note')}
        maxLength={60}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
