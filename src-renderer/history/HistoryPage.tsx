import { Button, Table } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { logEntryText } from '../api/summary-text.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';

const PAGE_SIZE = 100;

type CommandRow = Awaited<ReturnType<typeof client.history.recent>>[number];

/** Who changed what, newest first, each with its way back. */
export function HistoryPage() {
  const { t } = useTranslation('history');
  const { session, settings, today } = useDesk();
  const cache = useQueryClient();
  const [undoing, setUndoing] = useState<number | null>(null);
  const log = useInfiniteQuery(
    api.history.recent.infiniteOptions({
      input: (beforeId: number | undefined) => ({ limit: PAGE_SIZE, ...(beforeId ? { beforeId } : {}) }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length < PAGE_SIZE ? undefined : page.at(-1)?.commandId),
    }),
  );
  const rows = log.data?.pages.flat() ?? [];
  const sentence = (row: CommandRow): string => logEntryText(row, t, session.user.locale);
  const undo = async (row: CommandRow): Promise<void> => {
    setUndoing(row.commandId);
    try {
      await client.history.undo({ commandId: row.commandId });
      const title = row.effect === 'undone' ? 'common:redone' : 'common:undone';
      showNotice(t(title), logEntryText({ ...row, effect: 'done' }, t, session.user.locale));
      await cache.invalidateQueries({ queryKey: api.history.key() });
    } catch (error) {
      showError(error, t);
    } finally {
      setUndoing(null);
    }
  };
  const mayUndo = (row: CommandRow): boolean =>
    !row.isUndone &&
    row.actorId !== null &&
    (row.actorId === session.user.id || session.permissions.includes('undo_others'));
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="z-form z-form-wide">
        <p className="z-dim">{t('text')}</p>
        {log.error && <p className="z-field-error">{errorText(log.error, t)}</p>}
        {log.data && rows.length === 0 && (
          <EmptyState icon={IconHistory} title={t('empty.title')} text={t('empty.text')} />
        )}
        {rows.length > 0 && (
          <section className="z-group">
            <Table verticalSpacing={6} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={170}>{t('columns.when')}</Table.Th>
                  <Table.Th w={180}>{t('columns.who')}</Table.Th>
                  <Table.Th>{t('columns.what')}</Table.Th>
                  <Table.Th w={120}>
                    <span className="z-visually-hidden">{t('columns.actions')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.commandId}>
                    <Table.Td>
                      {formatInstant(row.atMs, settings.timeZone, session.user.locale, Number(today.slice(0, 4)))}
                    </Table.Td>
                    <Table.Td>{row.actorName ?? t('program')}</Table.Td>
                    <Table.Td>
                      {sentence(row)}
                      {row.reason && <div className="z-dim">{t('reason', { reason: row.reason })}</div>}
                    </Table.Td>
                    <Table.Td ta="right">
                      {row.isUndone && <span className="z-dim">{t('undone')}</span>}
                      {mayUndo(row) && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          loading={undoing === row.commandId}
                          aria-label={t(row.effect === 'undone' ? 'redoOf' : 'undoOf', {
                            text: logEntryText({ ...row, effect: 'done' }, t, session.user.locale),
                          })}
                          onClick={() => void undo(row)}
                        >
                          {t(row.effect === 'undone' ? 'redo' : 'undo')}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {log.hasNextPage && (
              <div className="z-buttons">
                <Button
                  size="sm"
                  variant="default"
                  loading={log.isFetchingNextPage}
                  onClick={() => void log.fetchNextPage()}
                >
                  {t('older')}
                </Button>
              </div>
            )}
          </section>
        )}
      </div>
    </>
  );
}
