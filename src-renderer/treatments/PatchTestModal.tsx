import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatchTest } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';

interface PatchTestModalProps {
  readonly clientId: number;
  /** Null: a new one, of today and without a reaction, so that Enter alone writes it down. */
  readonly test: PatchTest | null;
  readonly onClose: () => void;
  /** It is written down. */
  readonly onSaved?: (() => void) | undefined;
}

/** One test for allergy. */
export function PatchTestModal({ clientId, test, onClose, onSaved }: PatchTestModalProps) {
  useReturnFocus();
  const { t } = useTranslation('treatments');
  const { today } = useDesk();
  const [testedOn, setTestedOn] = useState(test?.testedOn ?? today);
  const [validUntil, setValidUntil] = useState<string | null>(test?.validUntil ?? null);
  const [result, setResult] = useState<PatchTest['result']>(test?.result ?? 'ok');
  const [product, setProduct] = useState(test?.product ?? '');
  const [note, setNote] = useState(test?.note ?? '');
  const add = useCommand(api.treatments.addPatchTest.mutationOptions());
  const update = useCommand(api.treatments.updatePatchTest.mutationOptions());
  const inside = useTopEscape<HTMLFormElement>(onClose);
  const isInFuture = testedOn > today;
  const isReversed = validUntil !== null && validUntil < testedOn;
  const save = async (): Promise<void> => {
    if (isInFuture || isReversed) return;
    const values = { testedOn, result, product, note, ...(validUntil === null ? {} : { validUntil }) };
    const done = test
      ? await update.run({ patchTestId: test.id, version: test.version, values })
      : await add.run({ clientId, values });
    if (!done) return;
    onSaved?.();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={t('test.title')} size={460}>
      <form
        ref={inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void save();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.code !== 'Enter' || (!event.ctrlKey && event.target instanceof HTMLTextAreaElement)) return;
          if (event.target instanceof HTMLButtonElement && !event.ctrlKey) return;
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={12}>
          <div>
            <Text size="sm" fw={500} mb={2}>
              {t('test.result')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-label={t('test.result')}
              data={(['ok', 'reaction'] as const).map((value) => ({ value, label: t(`test.results.${value}`) }))}
              value={result}
              onChange={(value) => setResult(value)}
            />
          </div>
          <Group grow align="flex-start">
            <DateInput
              label={t('test.testedOn')}
              valueFormat="DD.MM.YYYY"
              value={testedOn}
              error={isInFuture ? t('test.inFuture') : null}
              onChange={(value) => {
                if (value !== null) setTestedOn(value);
              }}
            />
            <DateInput
              label={t('test.validUntil')}
              valueFormat="DD.MM.YYYY"
              value={validUntil}
              clearable
              placeholder={t('test.validUntilHint')}
              error={isReversed ? t('test.beforeTest') : null}
              onChange={setValidUntil}
            />
          </Group>
          <TextInput
            label={t('test.product')}
            value={product}
            maxLength={120}
            onChange={(event) => setProduct(event.currentTarget.value)}
          />
          <Textarea
            label={t('test.note')}
            value={note}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button
              type="submit"
              data-autofocus
              loading={add.isPending || update.isPending}
              rightSection={<Keys shortcut="Enter" />}
            >
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
