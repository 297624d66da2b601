import { Button, Switch, Table, TextInput, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconDownload, IconFileTypePdf, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError, showNotice, useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { Choice } from '../settings/Choice.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';

const ROLES = ['administrator', 'master'] as const;

/** The paper of the day when the PC is dead: when and where it is saved, and what lies there. */
export function EveningSheetsPage() {
  const { t } = useTranslation('documents');
  const { settings, session } = useDesk();
  const { locale } = session.user;
  const cache = useQueryClient();
  const canSet = useCan('settings');
  const canPrint = useCan('print_documents');
  const seesPhones = useCan('see_phones');
  const sheets = useQuery(api.documents.eveningSheets.queryOptions());
  const update = useCommand(api.settings.update.mutationOptions());
  const [folder, setFolder] = useState(settings.eveningSheetFolder);
  const set = async (values: Partial<Settings>): Promise<void> => {
    if ((await update.run({ values })) !== null) {
      await cache.invalidateQueries({ queryKey: api.documents.eveningSheets.key() });
    }
  };
  const make = useMutation(
    api.documents.makeEveningSheet.mutationOptions({
      onSuccess: (answer) => {
        cache.setQueryData(api.documents.eveningSheets.queryKey(), answer);
        if (answer.problem === null) showNotice(t('evening.made'));
      },
      onError: (error) => showError(error, t),
    }),
  );
  const download = (localDate: string): void => {
    client.documents.eveningSheet({ localDate }).then(saveFile, (error: unknown) => showError(error, t));
  };
  const openFolder = (): void => {
    client.documents.openSheetFolder().catch((error: unknown) => showError(error, t));
  };
  const when = (atMs: number): string => formatInstant(atMs, settings.timeZone, locale);
  const mayTake = canPrint && (seesPhones || settings.eveningSheetRole === 'master');
  const whyNot = mayTake ? null : t('evening.noPhones');
  const { data } = sheets;
  return (
    <>
      <PageHeader title={t('evening.title')}>
        <Tooltip label={t('evening.openFolderElsewhere')} disabled={data?.canOpenFolder !== false}>
          <span>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconFolderOpen size={16} aria-hidden />}
              disabled={data?.canOpenFolder !== true}
              onClick={openFolder}
            >
              {t('evening.openFolder')}
            </Button>
          </span>
        </Tooltip>
        <Button
          size="sm"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          loading={make.isPending}
          onClick={() => make.mutate(undefined)}
        >
          {t('evening.make')}
        </Button>
      </PageHeader>
      <div className="z-form z-form-wide">
        <p className="z-dim">{t('evening.text')}</p>
        {data?.problem && (
          <p className="z-field-error" role="alert">
            <IconAlertTriangle size={16} aria-hidden />{' '}
            {t('evening.problem', {
              when: when(data.problem.atMs),
              why: t(`evening.problems.${data.problem.code}`),
            })}
          </p>
        )}
        <section className="z-group">
          {!canSet && <p className="z-dim">{t('evening.readOnly')}</p>}
          <Switch
            label={t('evening.isOn')}
            checked={settings.isEveningSheetOn}
            disabled={!canSet}
            onChange={(event) => void set({ isEveningSheetOn: event.currentTarget.checked })}
          />
          <TimeInput
            label={t('evening.at')}
            w={140}
            value={settings.eveningSheetMin}
            disabled={!canSet}
            onChange={(minute) => {
              if (minute !== null && minute < 1440) void set({ eveningSheetMin: minute });
            }}
          />
          <TextInput
            label={t('evening.folder')}
            description={t('evening.folderHint')}
            value={folder}
            maxLength={400}
            disabled={!canSet}
            onChange={(event) => setFolder(event.currentTarget.value)}
            onBlur={() => {
              if (folder.trim() !== settings.eveningSheetFolder) void set({ eveningSheetFolder: folder.trim() });
            }}
          />
          {canSet && (
            <Choice
              label={t('evening.phones')}
              hint={t('evening.phonesHint')}
              value={settings.eveningSheetRole}
              data={ROLES.map((value) => ({ value, label: t(`evening.phonesOf.${value}`) }))}
              onChange={(text) =>
                void set({ eveningSheetRole: ROLES.find((role) => role === text) ?? 'administrator' })
              }
            />
          )}
        </section>
        {sheets.error && <p className="z-field-error">{errorText(sheets.error, t)}</p>}
        {data && (
          <section className="z-group">
            <p className="z-dim">
              {t('evening.where')}: <code>{data.folder}</code>. {t('evening.kept')}
            </p>
            {data.sheets.length === 0 ? (
              <EmptyState icon={IconFileTypePdf} title={t('evening.empty')} text={t('evening.emptyText')} />
            ) : (
              <Table verticalSpacing={6} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('evening.day')}</Table.Th>
                    <Table.Th>{t('evening.savedAt')}</Table.Th>
                    <Table.Th>{t('evening.size')}</Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.sheets.map((sheet) => {
                    const date = formatDate(sheet.localDate, 'dayLong', locale);
                    return (
                      <Table.Tr key={sheet.localDate}>
                        <Table.Td>{date}</Table.Td>
                        <Table.Td>{when(sheet.madeAtMs)}</Table.Td>
                        <Table.Td>{formatBytes(sheet.sizeBytes, locale)}</Table.Td>
                        <Table.Td ta="right">
                          <Tooltip label={whyNot} disabled={whyNot === null}>
                            <span>
                              <Button
                                size="compact-sm"
                                variant="default"
                                leftSection={<IconDownload size={14} aria-hidden />}
                                disabled={whyNot !== null}
                                aria-label={t('evening.saveOf', { date })}
                                onClick={() => download(sheet.localDate)}
                              >
                                {t('evening.save')}
                              </Button>
                            </span>
                          </Tooltip>
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            )}
          </section>
        )}
      </div>
    </>
  );
}
