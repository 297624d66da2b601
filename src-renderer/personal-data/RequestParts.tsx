import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import type { DataRequest } from '../../src-shared/personal-data/personal-data.contract.ts';
import { api, client } from '../api/client.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

/** Until when an answer is due, or when it was given. */
export function RequestState({ request }: { readonly request: DataRequest }) {
  const { t } = useTranslation('personalData');
  const { settings } = useDesk();
  const locale = useLocale();
  if (request.doneAtMs !== null) {
    const date = formatInstant(request.doneAtMs, settings.timeZone, locale);
    const by = request.doneBy === null ? '' : ` · ${t('requests.doneBy', { who: request.doneBy })}`;
    return <small>{t('requests.done', { date }) + by}</small>;
  }
  const date = formatDate(request.dueOn, 'full', locale);
  const urgency = request.urgency ?? 'later';
  const key = urgency === 'later' ? 'due' : urgency;
  return <small data-urgency={urgency}>{t(`requests.${key}`, { date })}</small>;
}

interface RequestActionsProps {
  readonly request: DataRequest;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** Closing an open request, printing the act of a done one. */
export function RequestActions({ request, mayEdit, onClose }: RequestActionsProps) {
  const { t } = useTranslation('personalData');
  const mayPrintAct = useCan('erase_client');
  const kind = t(`requests.kinds.${request.kind}`);
  const print = (): void => {
    client.personalData.act({ requestId: request.id }).then(openFile, (error: unknown) => showError(error, t));
  };
  return (
    <span className="z-data-row-actions">
      {request.hasAct && mayPrintAct && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('requests.actOf', { client: request.clientName })}
          leftSection={<IconFileTypePdf size={15} aria-hidden />}
          onClick={print}
        >
          {t('requests.act')}
        </Button>
      )}
      {request.doneAtMs === null && mayEdit && (
        <Button size="compact-sm" variant="default" aria-label={t('requests.closeOf', { kind })} onClick={onClose}>
          {t('requests.close')}
        </Button>
      )}
    </span>
  );
}

/** Ends a request by hand with what was answered. */
export function CloseRequestDialog({
  request,
  onClose,
}: {
  readonly request: DataRequest;
  readonly onClose: () => void;
}) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const [note, setNote] = useState('');
  const close = useCommand(api.personalData.closeRequest.mutationOptions());
  const submit = async (): Promise<void> => {
    if (note.trim() === '') return;
    if (await close.run({ requestId: request.id, note: note.trim() })) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      title={t('requests.closeTitle', { kind: t(`requests.kinds.${request.kind}`) })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('requests.closeNote')}
            data-autofocus
            required
            maxLength={400}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={close.isPending} disabled={note.trim() === ''}>
              {t('requests.closeSave')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
