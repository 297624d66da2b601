import './treatments.css';
import { Alert, Button, Group, Modal, SegmentedControl, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineTreatment } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { FormulaEditor } from './FormulaEditor.tsx';
import { FormulaText } from './FormulaText.tsx';
import { FormulaVersions } from './FormulaVersions.tsx';
import { NO_FORMULA, bowlsOf, draftOf, isComplete } from './formula-draft.ts';

interface TreatmentDialogProps {
  readonly line: LineTreatment;
  readonly onClose: () => void;
}

/** What was done on a line: the formula at the left, the outcome at the right, saved by one Ctrl+Enter. */
export function TreatmentDialog({ line, onClose }: TreatmentDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('treatments');
  const mayReopen = useCan('reopen_visit');
  // The form belongs to what stood there when it was opened; the core tells of anything newer.
  const [seen] = useState(line);
  const [newest] = seen.formulas;
  const [initial] = useState(() => (newest ? draftOf(newest.bowls, newest.note) : NO_FORMULA));
  const [formula, setFormula] = useState(initial);
  const [outcome, setOutcome] = useState(seen.outcome);
  const [score, setScore] = useState(seen.score);
  const [wouldReturn, setWouldReturn] = useState(seen.wouldReturn);
  const [wouldRecommend, setWouldRecommend] = useState(seen.wouldRecommend);
  const [areFaultsShown, setFaultsShown] = useState(false);
  const cache = useQueryClient();
  const write = useCommand(api.treatments.write.mutationOptions());
  const mayFormula = seen.canWrite && (!seen.isLocked || mayReopen);
  const bowls = bowlsOf(formula);
  const isFormulaChanged =
    formula !== initial && JSON.stringify([bowls, formula.note]) !== JSON.stringify([bowlsOf(initial), initial.note]);
  const isDirty =
    isFormulaChanged ||
    outcome !== seen.outcome ||
    score !== seen.score ||
    wouldReturn !== seen.wouldReturn ||
    wouldRecommend !== seen.wouldRecommend;
  const close = useDiscardGuard(isDirty, onClose);
  const inside = useTopEscape<HTMLFormElement>(close);

  const save = async (): Promise<void> => {
    if (!seen.canWrite || write.isPending) return;
    if (!isDirty) return onClose();
    if (isFormulaChanged && !isComplete(formula)) {
      setFaultsShown(true);
      requestAnimationFrame(() => inside.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const done = await write.run({
      lineId: seen.lineId,
      version: seen.version,
      outcome,
      score,
      wouldReturn,
      wouldRecommend,
      ...(isFormulaChanged && bowls.length > 0
        ? {
            formula: {
              bowls: bowls.map((bowl) => ({ ...bowl, parts: [...bowl.parts] })),
              note: formula.note,
              afterNumber: newest?.number ?? 0,
            },
          }
        : {}),
    });
    if (!done) return;
    // Whoever opens it again at once finds what was written.
    await cache.invalidateQueries({ queryKey: api.treatments.ofVisit.key() });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      size={1080}
      title={t('dialog.title', { service: seen.serviceName })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        ref={inside}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          // The visit's own form stands below this window and listens to the same key.
          event.stopPropagation();
          if (!event.ctrlKey || event.code !== 'Enter') return;
          event.preventDefault();
          void save();
        }}
      >
        <div className="zt-dialog">
          <section aria-label={t('dialog.formula')}>
            <h3 className="zt-title">{t('dialog.formula')}</h3>
            {seen.isLocked && seen.canWrite && (
              <Alert variant="light" color="orange" p="xs" mb={8}>
                {t(mayReopen ? 'dialog.lockedNote' : 'dialog.locked')}
              </Alert>
            )}
            {mayFormula ? (
              <FormulaEditor draft={formula} last={seen.last} areFaultsShown={areFaultsShown} onChange={setFormula} />
            ) : newest ? (
              <FormulaText bowls={newest.bowls} note={newest.note} />
            ) : (
              <Text size="sm" c="dimmed">
                {t('dialog.readOnly')}
              </Text>
            )}
          </section>
          <section aria-label={t('dialog.outcome')} className="zt-side">
            <h3 className="zt-title">{t('dialog.outcome')}</h3>
            <fieldset className="zt-outcome" disabled={!seen.canWrite}>
              <Textarea
                size="xs"
                label={t('dialog.outcomeNote')}
                value={outcome}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={2000}
                onChange={(event) => setOutcome(event.currentTarget.value)}
              />
              <Score value={score} onChange={setScore} />
              <Answer label={t('dialog.wouldReturn')} value={wouldReturn} onChange={setWouldReturn} />
              <Answer label={t('dialog.wouldRecommend')} value={wouldRecommend} onChange={setWouldRecommend} />
            </fieldset>
            {seen.formulas.length > 0 && <FormulaVersions formulas={seen.formulas} />}
          </section>
        </div>
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={close}>
            {t(seen.canWrite ? 'common:cancel' : 'common:close')}
          </Button>
          {seen.canWrite && (
            <Button loading={write.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />} onClick={() => void save()}>
              {t('common:save')}
            </Button>
          )}
        </Group>
      </form>
    </Modal>
  );
}

const SCORES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

function Score({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const { t } = useTranslation('treatments');
  return (
    <div>
      <Text size="xs" fw={500} mb={2}>
        {t('dialog.score')}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('dialog.score')}
        data={[{ value: '', label: '—' }, ...SCORES.map((score) => ({ value: score, label: score }))]}
        value={value === null ? '' : String(value)}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
        styles={{ label: { paddingInline: 4 } }}
      />
    </div>
  );
}

interface AnswerProps {
  readonly label: string;
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
}

function Answer({ label, value, onChange }: AnswerProps) {
  const { t } = useTranslation('treatments');
  return (
    <div>
      <Text size="xs" fw={500} mb={2}>
        {label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        data={(['unknown', 'yes', 'no'] as const).map((answer) => ({
          value: answer,
          label: t(`dialog.answers.${answer}`),
        }))}
        value={value === null ? 'unknown' : value ? 'yes' : 'no'}
        onChange={(next) => onChange(next === 'unknown' ? null : next === 'yes')}
      />
    </div>
  );
}
