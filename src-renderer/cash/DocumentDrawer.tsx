import { ActionIcon, Alert, Button, Group, Stack, Table, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { api, client, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useLocale, useMoney, useSettings } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { attachFiles } from './attach.ts';
import { Receipts } from './Receipts.tsx';

interface DocumentDrawerProps {
  readonly documentId: number;
  readonly onOpen: (documentId: number) => void;
  readonly onClose: () => void;
}

/** A posted document: what it was, its entries, its files, and the storno. */
export function DocumentDrawer({ documentId, onOpen, onClose }: DocumentDrawerProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  const [reason, setReason] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [requestKey] = useState(() => crypto.randomUUID());
  const card = useQuery(api.cash.document.queryOptions({ input: { documentId } }));
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.cash.key() });
  const detach = useCommand(api.cash.detachFile.mutationOptions());
  const reverse = useMutation(
    api.cash.reverseOperation.mutationOptions({
      onError: (error) => showError(error, t),
      onSuccess: (done) => {
        setReason(null);
        void refresh();
        onOpen(done.documentId);
      },
    }),
  );
  const one = card.data;
  const run = (): void => {
    setTried(true);
    if (reason !== null && reason.trim() !== '' && !reverse.isPending)
      reverse.mutate({ documentId, requestKey, reason });
  };
  const pairs: [string, string][] = one
    ? [
        [t('document.amount'), money(one.amountMinor)],
        [t('document.day'), formatDate(one.localDate, 'full', locale)],
        [t('document.made'), [formatInstant(one.atMs, timeZone, locale), one.byName].filter(Boolean).join(', ')],
        [
          t('document.shift'),
          one.shift
            ? t(one.shift.isClosed ? 'document.shiftClosed' : 'document.shiftOpen', { number: one.shift.number })
            : '',
        ],
        [t('document.path'), [one.fromName, one.toName].filter(Boolean).join(' → ')],
        [t('document.about'), one.about],
        [t('document.dueOn'), one.dueOn === null ? '' : formatDate(one.dueOn, 'full', locale)],
        [t('document.fee'), one.feeMinor === 0 ? '' : money(one.feeMinor)],
        [t('document.comment'), one.comment],
        [t('document.reason'), one.reason],
      ]
    : [];
  return (
    <CardDrawer
      title={one ? t('document.title', { kind: t(`kinds.${one.kind}`), number: one.number }) : ''}
      size={520}
      onClose={onClose}
      onSave={reason === null ? undefined : run}
    >
      <div className="z-card-body">
        {card.error && <Alert color="danger">{errorText(card.error, t)}</Alert>}
        {one && (
          <Stack gap={16}>
            {one.reversedBy && (
              <Alert color="gray">
                <button type="button" className="z-link" onClick={() => onOpen(one.reversedBy?.id ?? documentId)}>
                  {t('document.reversedBy', {
                    number: one.reversedBy.number,
                    date: formatDate(one.reversedBy.localDate, 'dayMonth', locale),
                  })}
                </button>
              </Alert>
            )}
            {one.reversesId !== null && (
              <button type="button" className="z-link" onClick={() => onOpen(one.reversesId ?? documentId)}>
                {t('document.reverses')}
              </button>
            )}
            {one.saleId !== null && (
              <Group>
                <Button component={Link} to={`/cash/sales?sale=${one.saleId}`} size="compact-sm" variant="default">
                  {t('document.openSale')}
                </Button>
              </Group>
            )}
            <Table withRowBorders={false} verticalSpacing={2} layout="fixed">
              <Table.Tbody>
                {pairs
                  .filter(([, text]) => text !== '')
                  .map(([label, text]) => (
                    <Table.Tr key={label}>
                      <Table.Th w={150} className="z-dim" fw={400}>
                        {label}
                      </Table.Th>
                      <Table.Td>{text}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
            <section>
              <h3>{t('document.entries')}</h3>
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('document.debit')}</Table.Th>
                    <Table.Th>{t('document.credit')}</Table.Th>
                    <Table.Th ta="end">{t('document.amount')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {one.entries.map((entry, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>{[entry.debit.account, entry.debit.name].filter(Boolean).join(' ')}</Table.Td>
                      <Table.Td>{[entry.credit.account, entry.credit.name].filter(Boolean).join(' ')}</Table.Td>
                      <Table.Td ta="end">{money(entry.amountMinor)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
            <section>
              <h3>{t('document.files')}</h3>
              {one.files.map((file) => (
                <Group key={file.id} gap={4} mb={8}>
                  <button
                    type="button"
                    className="z-link z-cash-link"
                    onClick={() =>
                      void client.cash
                        .documentFile({ documentId, fileId: file.id })
                        .then(openFile, (error: unknown) => showError(error, t))
                    }
                  >
                    {file.name}
                  </button>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={t('op.removeFile', { name: file.name })}
                    title={t('op.removeFile', { name: file.name })}
                    onClick={() => void detach.run({ documentId, fileId: file.id })}
                  >
                    <IconX size={14} aria-hidden />
                  </ActionIcon>
                </Group>
              ))}
              <Receipts files={[]} onChange={(files) => void attachFiles(documentId, files, t).then(refresh)} />
            </section>
            {reason !== null && (
              <Alert color="orange" title={t('document.storno')}>
                <p style={{ margin: '0 0 8px' }}>{t('document.stornoText')}</p>
                <Textarea
                  label={t('document.stornoReason')}
                  data-autofocus
                  autoFocus
                  autosize
                  maxLength={300}
                  error={isTried && reason.trim() === '' ? t('common:fields.required') : undefined}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </Alert>
            )}
          </Stack>
        )}
      </div>
      <footer className="z-card-foot">
        <span />
        <Group gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          {one?.isReversible && reason === null && (
            <Button variant="light" color="danger" onClick={() => setReason('')}>
              {t('document.storno')}
            </Button>
          )}
          {reason !== null && (
            <Button
              type="submit"
              color="danger"
              loading={reverse.isPending}
              rightSection={<Keys shortcut="Ctrl+Enter" />}
            >
              {t('document.stornoRun')}
            </Button>
          )}
        </Group>
      </footer>
    </CardDrawer>
  );
}
