import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { IconPlus, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { totalMilli } from '../../src-shared/treatments/formula.rules.ts';
import type { LineTreatment } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { BowlEditor, Decimal } from './BowlEditor.tsx';
import { type FormulaDraft, bowlsOf, draftOf, newBowl, scaledDraft } from './formula-draft.ts';
import { useTopKey } from './use-top-key.ts';

interface FormulaEditorProps {
  readonly draft: FormulaDraft;
  readonly last: LineTreatment['last'];
  readonly areFaultsShown: boolean;
  readonly onChange: (draft: FormulaDraft) => void;
}

/** The colour formula: bowls, repeating the last one, scaling by weight. */
export function FormulaEditor({ draft, last, areFaultsShown, onChange }: FormulaEditorProps) {
  const { t } = useTranslation('treatments');
  const locale = useLocale();
  const palette = useQuery(api.treatments.palette.queryOptions()).data;
  const root = useRef<HTMLDivElement>(null);
  const repeat = (): void => {
    if (last) onChange(draftOf(last.bowls, last.note));
  };
  const repeatKey = useTopKey<HTMLDivElement>('Alt+KeyR', repeat);
  const addBowl = (): void => {
    onChange({ ...draft, bowls: [...draft.bowls, newBowl(draft.bowls.at(-1))] });
    // By a timer, as the dialog gives its first focus: the key may come before that, and the field must have it last.
    setTimeout(() => {
      const field = draft.bowls.length === 0 ? 'brand' : 'shade';
      [...(root.current?.querySelectorAll<HTMLInputElement>(`[data-field="${field}"]`) ?? [])].at(-1)?.focus();
    });
  };
  const bowlKey = useTopKey<HTMLDivElement>('Alt+KeyB', addBowl);
  const isEmpty = draft.bowls.length === 0;
  return (
    <div ref={root} className="zt-editor">
      <div ref={repeatKey}>
        <Group gap={8} ref={bowlKey}>
          <Button
            size="xs"
            variant={isEmpty && last ? 'filled' : 'default'}
            disabled={last === null}
            data-autofocus={last !== null || undefined}
            leftSection={<IconRepeat size={16} aria-hidden />}
            rightSection={<Keys shortcut="Alt+KeyR" />}
            onClick={repeat}
          >
            {t('dialog.repeat')}
          </Button>
          <Button
            size="xs"
            variant="default"
            data-autofocus={last === null || undefined}
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<Keys shortcut="Alt+KeyB" />}
            onClick={addBowl}
          >
            {t(isEmpty ? 'dialog.start' : 'dialog.addBowl')}
          </Button>
          <Text size="xs" c="dimmed">
            {last
              ? t('dialog.repeatHint', {
                  service: last.serviceName,
                  date: formatDate(last.localDate, 'short', locale),
                  staff: last.staffName,
                })
              : t('dialog.repeatNone')}
          </Text>
        </Group>
      </div>
      {isEmpty ? (
        <Alert variant="light" color="gray" p="xs">
          {t('dialog.noFormula')}
        </Alert>
      ) : (
        <>
          {draft.bowls.map((bowl, index) => (
            <BowlEditor
              key={bowl.key}
              bowl={bowl}
              number={index + 1}
              isOnly={false}
              palette={palette}
              areFaultsShown={areFaultsShown}
              onChange={(next) => onChange({ ...draft, bowls: draft.bowls.with(index, next) })}
              onRemove={() => onChange({ ...draft, bowls: draft.bowls.toSpliced(index, 1) })}
            />
          ))}
          <div className="zt-scale">
            <Scale draft={draft} onChange={onChange} />
            <Textarea
              size="xs"
              label={t('dialog.formulaNote')}
              value={draft.note}
              autosize
              minRows={1}
              maxRows={4}
              maxLength={1000}
              onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** The weight of everything; another one and Enter scales the bowls to it. */
function Scale({ draft, onChange }: Pick<FormulaEditorProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation('treatments');
  const [wanted, setWanted] = useState<number | null>(null);
  const total = totalMilli(bowlsOf(draft));
  const go = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    if (wanted === null || wanted <= 0) return;
    onChange(scaledDraft(draft, wanted));
    setWanted(null);
  };
  return (
    <div title={t('dialog.totalHint')}>
      <Decimal
        label={t('dialog.total')}
        value={wanted ?? total}
        digits={3}
        max={9999}
        onKeyDown={go}
        onChange={setWanted}
      />
    </div>
  );
}
