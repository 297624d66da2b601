import { Button } from '@mantine/core';
import { IconDownload, IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { countConditions } from '../../src-shared/segments/segments.rules.ts';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterDrawer } from './FilterDrawer.tsx';
import { SegmentPanel } from './SegmentPanel.tsx';
import { NOBODY, countMarked } from './selection.ts';
import type { ListDesk } from './use-list-desk.ts';

export type ListDialog = 'filter' | 'export' | 'exportMarked' | null;

interface ListPartProps {
  readonly desk: ListDesk;
  readonly dialog: ListDialog;
  readonly onDialog: (dialog: ListDialog) => void;
}

/** The buttons over the list: filter, columns, export. */
export function ListTools({ desk, onDialog }: Omit<ListPartProps, 'dialog'>) {
  const { t } = useTranslation('segments');
  const mayExport = useCan('export_clients');
  const conditions = countConditions(desk.wish.filter);
  useActions(
    [
      {
        id: 'clients.filter',
        title: 'segments:filter.button',
        group: 'clients',
        shortcut: 'Ctrl+Shift+KeyF',
        run: () => onDialog('filter'),
      },
      ...(mayExport
        ? [
            {
              id: 'clients.export',
              title: 'segments:export.title',
              group: 'clients' as const,
              run: () => onDialog('export'),
            },
          ]
        : []),
    ],
    [mayExport],
  );
  return (
    <>
      <Button
        variant={conditions > 0 ? 'light' : 'default'}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={() => onDialog('filter')}
      >
        {t('filter.button')}
        {conditions > 0 && <b className="z-filter-count">{conditions}</b>}
      </Button>
      <ColumnMenu columns={desk.columns} onColumns={desk.onColumns} />
      {mayExport && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={!desk.list.total}
          onClick={() => onDialog('export')}
        >
          {t('export.button')}
        </Button>
      )}
    </>
  );
}

/** What stands around the list: saved segments beside it, the filter in words and the marked clients above it. */
export function ListFrame({ desk, dialog, onDialog }: ListPartProps) {
  const { wish, list, words, marked = NOBODY } = desk;
  const mayExport = useCan('export_clients');
  const total = list.total ?? 0;
  const picked = dialog === 'exportMarked' && marked.kind === 'picked' ? [...marked.ids] : null;
  return (
    <>
      <SidePanel>
        <SegmentPanel filter={wish.filter} total={list.total} onFilter={desk.onFilter} />
      </SidePanel>
      <FilterChips filter={wish.filter} words={words} onFilter={desk.onFilter} onEdit={() => onDialog('filter')} />
      <BulkBar
        marked={marked}
        total={total}
        wish={wish}
        words={words}
        onAll={() => desk.onMarkAll(true)}
        onClear={() => desk.onMarkAll(false)}
        onExport={mayExport ? () => onDialog('exportMarked') : undefined}
      />
      {dialog === 'filter' && (
        <FilterDrawer
          filter={wish.filter}
          withArchived={wish.withArchived}
          words={words}
          onApply={desk.onFilter}
          onClose={() => onDialog(null)}
        />
      )}
      {(dialog === 'export' || dialog === 'exportMarked') && (
        <ExportDialog
          wish={wish}
          columns={desk.columns}
          picked={picked}
          count={dialog === 'export' ? total : countMarked(marked, total)}
          words={words}
          onClose={() => onDialog(null)}
        />
      )}
    </>
  );
}
