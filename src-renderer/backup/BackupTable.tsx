import { Badge, Table } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { type Locale, formatBytes, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';

interface BackupTableProps {
  readonly backups: readonly BackupInfo[];
  readonly timeZone: string;
  readonly locale: Locale;
  /** Buttons of one copy. */
  readonly renderActions: (backup: BackupInfo) => ReactNode;
}

/** Copies with what tells them apart: when, why, how much is inside, whether it was proved. */
export function BackupTable({ backups, timeZone, locale, renderActions }: BackupTableProps) {
  const { t } = useTranslation('backup');
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.made')}</Table.Th>
            <Table.Th>{t('columns.reason')}</Table.Th>
            <Table.Th ta="right">{t('columns.visits')}</Table.Th>
            <Table.Th ta="right">{t('columns.clients')}</Table.Th>
            <Table.Th ta="right" pe={16}>
              {t('columns.size')}
            </Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
            <Table.Th>
              <span className="z-visually-hidden">{t('columns.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {backups.map((backup) => (
            <Table.Tr key={backup.id}>
              <Table.Td>{formatInstant(backup.createdAtMs, timeZone, locale)}</Table.Td>
              <Table.Td>{t(`reasons.${backup.reason}`)}</Table.Td>
              <Table.Td ta="right">{formatNumber(backup.visits, locale)}</Table.Td>
              <Table.Td ta="right">{formatNumber(backup.clients, locale)}</Table.Td>
              <Table.Td ta="right" pe={16}>
                {formatBytes(backup.bytes, locale)}
              </Table.Td>
              <Table.Td>
                {backup.isProved ? (
                  <Badge variant="light" leftSection={<IconCheck size={12} />}>
                    {t('state.proved')}
                  </Badge>
                ) : (
                  <Badge variant="light" color="danger" leftSection={<IconAlertTriangle size={12} />}>
                    {t('state.unproved')}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                <div className="z-row-actions">{renderActions(backup)}</div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
