import { Button, Group, Input, Modal, Radio, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { formatDate } from '../../../src-shared/i18n/format.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useDesk, useLocale } from '../../app/session.ts';
import { ScopeField } from '../../series/SeriesScopeDialog.tsx';
import { offerFreed } from '../../waiting/FreedToast.tsx';

interface CancelDialogProps {
  readonly visit: DayVisit;
  readonly onClose: () => void;
}

/** Cancelling asks who cancels and why: without a reason nothing is cancelled (J14). */
export function CancelDialog({ visit, onClose }: CancelDialogProps) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const desk = useDesk();
  const { cancelReasons } = desk.settings;
  const [by, setBy] = useState<'client' | 'salon'>('client');
  const [choice, setChoice] = useState(cancelReasons[0] ?? '');
  const [own, setOwn] = useState('');
  const [scope, setScope] = useState<'this' | 'following' | 'all'>('this');
  const cancel = useCommand(api.journal.cancel.mutationOptions());
  const cancelSeries = useCommand(api.series.cancel.mutationOptions());
  const reason = choice === '' ? own.trim() : choice;
  const submit = async (): Promise<void> => {
    if (reason === '') return;
    const input = { visitId: visit.id, version: visit.version, by, reason };
    const done = await (scope === 'this' ? cancel.run(input) : cancelSeries.run({ ...input, scope }));
    if (!done) return;
    onClose();
    offerFreed(visit.id, desk);
  };
  const start = Math.min(...visit.lines.map((line) => line.startMin));
  return (
    <Modal opened onClose={onClose} title={t('cancel.title')} centered>
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
          <Text size="md">
            {t('cancel.what', {
              who: visit.clientName || t('conflicts.noClient'),
              when: `${formatDate(visit.localDate, 'day', locale)}, ${formatMinute(start)}`,
            })}
          </Text>
          {visit.seriesId !== null && <ScopeField value={scope} onChange={setScope} />}
          <Input.Wrapper label={t('cancel.by')} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t('cancel.by')}
              data={[
                { value: 'client', label: t('cancel.byClient') },
                { value: 'salon', label: t('cancel.bySalon') },
              ]}
              value={by}
              onChange={(value) => setBy(value === 'salon' ? 'salon' : 'client')}
            />
          </Input.Wrapper>
          <Radio.Group label={t('cancel.reason')} value={choice} onChange={setChoice}>
            <Stack gap={6} mt={6}>
              {cancelReasons.map((item, index) => (
                <Radio key={item} value={item} label={item} data-autofocus={index === 0 || undefined} />
              ))}
              <Radio value="" label={t('cancel.other')} />
            </Stack>
          </Radio.Group>
          {choice === '' && (
            <TextInput
              autoFocus
              required
              maxLength={200}
              label={t('cancel.ownReason')}
              value={own}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel.keep')}
            </Button>
            <Button
              color="danger"
              type="submit"
              loading={cancel.isPending || cancelSeries.isPending}
              disabled={reason === ''}
            >
              {t('cancel.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
