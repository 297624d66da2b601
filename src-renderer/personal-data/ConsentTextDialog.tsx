import { Button, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { ConsentText } from '../../src-shared/personal-data/personal-data.contract.ts';
import type { ConsentPurpose } from '../../src-shared/personal-data/personal-data.rules.ts';
import { api } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk, useLocale } from '../app/session.ts';
import { typedDate } from '../ui/typed-date.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface ConsentTextDialogProps {
  readonly purpose: ConsentPurpose;
  /** The unused version that is corrected; null for a new one. */
  readonly text: ConsentText | null;
  /** Begins with its words. */
  readonly newest: ConsentText | null;
  readonly onClose: () => void;
}

/** A new version of a text, or the correction of one that nobody has agreed to yet. */
export function ConsentTextDialog({ purpose, text, newest, onClose }: ConsentTextDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const { today } = useDesk();
  const [body, setBody] = useState((text ?? newest)?.body ?? t(`templates.${purpose}`));
  const [from, setFrom] = useState(formatDate(today, 'short', locale));
  const [fault, setFault] = useState<{ field: 'body' | 'from'; message: string } | null>(null);
  const onRefused = (error: unknown): boolean => {
    if (hasCode(error, 'ALREADY_EXISTS')) setFault({ field: 'body', message: t('texts.sameText') });
    else if (hasCode(error, 'CONFLICT')) {
      setFault({ field: 'from', message: t('texts.laterVersion', { number: newest?.number ?? 1 }) });
    } else return false;
    return true;
  };
  const add = useCommand(api.personalData.addText.mutationOptions(), { onRefused });
  const edit = useCommand(api.personalData.editText.mutationOptions());
  const validFrom = typedDate(from);
  const isReady = body.trim() !== '' && (text !== null || validFrom !== null);
  const submit = async (): Promise<void> => {
    setFault(null);
    if (!isReady) return;
    const done =
      text === null
        ? await add.run({ purpose, body: body.trim(), validFrom: validFrom ?? today })
        : await edit.run({ textId: text.id, body: body.trim() });
    if (done) onClose();
  };
  const name = t(`purposes.${purpose}`);
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      size={720}
      title={text ? t('texts.editOf', { number: text.number, purpose: name }) : t('texts.addOf', { purpose: name })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey && event.code === 'Enter') void submit();
        }}
      >
        <Stack gap="sm">
          <Textarea
            label={t('texts.body')}
            description={newest === null ? `${t('texts.sample')} ${t('texts.places')}` : t('texts.places')}
            data-autofocus
            autosize
            minRows={8}
            maxRows={18}
            maxLength={20_000}
            value={body}
            error={fault?.field === 'body' ? fault.message : null}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          {text === null && (
            <TextInput
              label={t('texts.from')}
              w={180}
              value={from}
              error={fault?.field === 'from' ? fault.message : null}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={add.isPending || edit.isPending} disabled={!isReady}>
              {t('texts.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
