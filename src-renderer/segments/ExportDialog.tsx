import { Button, Group, Modal, Radio, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import type { KeptColumn } from '../../src-shared/segments/list-columns.rules.ts';
import { filterText } from '../../src-shared/segments/segment-text.ts';
import type { Filter } from '../../src-shared/segments/segments.rules.ts';
import { api, client } from '../api/client.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { useLocale, useSettings } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type ListWish, inputOf } from './use-client-list.ts';
import type { Words } from './use-words.ts';

interface ExportDialogProps {
  readonly wish: ListWish;
  readonly columns: readonly KeptColumn[];
  /** Of those found only these; null for all. */
  readonly picked: readonly number[] | null;
  readonly count: number;
  readonly words: Words;
  readonly onClose: () => void;
}

/** Saves clients as a file, after saying that this is logged; shows who did so before. */
export function ExportDialog({ wish, columns, picked, count, words, onClose }: ExportDialogProps) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const { timeZone } = useSettings();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [isRunning, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useReturnFocus();
  useEffect(() => () => stop.current?.abort(), []);
  const register = useQuery(api.segments.exports.queryOptions());
  const run = async (): Promise<void> => {
    const control = new AbortController();
    stop.current = control;
    setRunning(true);
    try {
      const file = await client.segments.export(
        {
          ...inputOf(wish),
          columns: columns.map(({ id }) => id),
          format,
          picked: picked ? ([...picked] as never) : null,
        },
        { signal: control.signal },
      );
      saveFile(file);
      showNotice(t('export.done'), t('export.doneText', { number: file.number, count: file.rows }));
      onClose();
    } catch (error) {
      if (!control.signal.aborted) showError(error, t);
      setRunning(false);
    }
  };
  return (
    <Modal opened centered size="lg" onClose={onClose} title={t('export.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isRunning) void run();
        }}
      >
        <Stack gap="sm">
          <p className="z-export-text">{t('export.what', { count, formatted: formatNumber(count, locale) })}</p>
          <p className="z-export-text z-dim">{t('export.logged')}</p>
          <Radio.Group
            label={t('export.format')}
            value={format}
            onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
          >
            <Group mt={6}>
              <Radio value="xlsx" label={t('export.xlsx')} data-autofocus />
              <Radio value="csv" label={t('export.csv')} />
            </Group>
          </Radio.Group>
          <Group justify="flex-end">
            {isRunning && (
              <Button variant="default" onClick={() => stop.current?.abort()}>
                {t('export.stop')}
              </Button>
            )}
            <Button type="submit" loading={isRunning}>
              {t('export.run')}
            </Button>
          </Group>
          <h3 className="z-export-title">{t('export.register')}</h3>
          {register.data?.length === 0 && <p className="z-export-text z-dim">{t('export.registerEmpty')}</p>}
          {register.data && register.data.length > 0 && (
            <div className="z-export-register">
              <Table stickyHeader>
                <Table.Thead>
                  <Table.Tr>
                    {(['number', 'when', 'who', 'rows', 'filter'] as const).map((key) => (
                      <Table.Th key={key}>{t(`export.${key}`)}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {register.data.map((row) => (
                    <Table.Tr key={row.number}>
                      <Table.Td>{row.number}</Table.Td>
                      <Table.Td>{formatInstant(row.atMs, timeZone, locale)}</Table.Td>
                      <Table.Td>{row.who}</Table.Td>
                      <Table.Td>{formatNumber(row.rows, locale)}</Table.Td>
                      <Table.Td>
                        {filterText(row.filter as Filter, words) || t('export.everybody')}
                        {row.withPhones && <span className="z-tag">{t('export.withPhones')}</span>}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
