import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import type { DataRequest } from '../../src-shared/personal-data/personal-data.contract.ts';
import { REQUEST_KINDS, type RequestKind } from '../../src-shared/personal-data/personal-data.rules.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { typedDate } from '../ui/typed-date.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { CloseRequestDialog, RequestActions, RequestState } from './RequestParts.tsx';

interface ClientRequestsProps {
  readonly clientId: ClientId;
  readonly requests: readonly DataRequest[];
  readonly mayEdit: boolean;
}

/** What the client asked about their data, until when an answer is due, and what became of it (D2, D3). */
export function ClientRequests({ clientId, requests, mayEdit }: ClientRequestsProps) {
  const { t } = useTranslation('personalData');
  const [isAdding, setAdding] = useState(false);
  const [closing, setClosing] = useState<DataRequest | null>(null);
  return (
    <section className="z-group" aria-labelledby="z-data-requests">
      <div className="z-group-head">
        <h2 id="z-data-requests">{t('requests.title')}</h2>
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('requests.add')}
          </Button>
        )}
      </div>
      {requests.length === 0 && <span className="z-dim">{t('requests.none')}</span>}
      <ul className="z-data-rows">
        {requests.map((request) => (
          <li key={request.id} className="z-data-row">
            <span className="z-data-row-text">
              {t(`requests.kinds.${request.kind}`)}
              <RequestState request={request} />
              {request.note !== '' && <small>{request.note}</small>}
            </span>
            <RequestActions request={request} mayEdit={mayEdit} onClose={() => setClosing(request)} />
          </li>
        ))}
      </ul>
      {isAdding && <AddRequestDialog clientId={clientId} onClose={() => setAdding(false)} />}
      {closing && <CloseRequestDialog request={closing} onClose={() => setClosing(null)} />}
    </section>
  );
}

function AddRequestDialog({ clientId, onClose }: { readonly clientId: ClientId; readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const { today } = useDesk();
  const [kind, setKind] = useState<RequestKind>('copy');
  const [on, setOn] = useState('');
  const [note, setNote] = useState('');
  const add = useCommand(api.personalData.addRequest.mutationOptions());
  const requestedOn = on.trim() === '' ? today : typedDate(on);
  const isWrong = requestedOn === null || requestedOn > today;
  const submit = async (): Promise<void> => {
    if (isWrong) return;
    if (await add.run({ clientId, kind, requestedOn, note })) onClose();
  };
  return (
    <Modal opened onClose={onClose} centered title={t('requests.add')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Radio.Group
            label={t('requests.kind')}
            value={kind}
            onChange={(value) => setKind(REQUEST_KINDS.find((one) => one === value) ?? 'copy')}
          >
            <Stack gap={6} mt={6}>
              {REQUEST_KINDS.map((value, index) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`requests.kinds.${value}`)}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('requests.requestedOn')}
            placeholder={t('giveForm.givenOnHint')}
            value={on}
            error={isWrong && on.length >= 8 ? t('giveForm.future') : null}
            onChange={(event) => setOn(event.currentTarget.value)}
          />
          <TextInput
            label={t('requests.note')}
            maxLength={400}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <span className="z-dim">{t('requests.text')}</span>
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={isWrong}>
              {t('requests.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
