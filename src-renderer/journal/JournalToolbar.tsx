import { ActionIcon, Button, Menu, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconCalendarSearch,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconFileTypePdf,
  IconPlus,
  IconPrinter,
  IconSearch,
  IconTable,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { actions } from '../app/actions.ts';
import { useCan, useDesk } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import type { ColumnsBy } from './journal-columns.ts';

export type PrintAct = 'print' | 'open' | 'savePdf' | 'saveExcel';

interface JournalToolbarProps {
  readonly date: string;
  readonly by: ColumnsBy;
  readonly isPrinting: boolean;
  readonly onDay: (date: string) => void;
  readonly onBy: (by: ColumnsBy) => void;
  readonly onPrint: (act: PrintAct) => void;
}

/** The day, what the columns are, and the acts of the page. Its height never changes. */
export function JournalToolbar({ date, by, isPrinting, onDay, onBy, onPrint }: JournalToolbarProps) {
  const { t } = useTranslation(['journal', 'common']);
  const { today, session } = useDesk();
  const canEdit = useCan('edit_journal');
  const canPrint = useCan('print_documents');
  const previous = addDays(date, -1);
  const next = addDays(date, 1);
  return (
    <header className="zj-toolbar">
      <div className="zj-group">
        <Tooltip label={<KeyHint text={t('journal:screen.previousDay')} shortcut="Ctrl+ArrowLeft" />}>
          <ActionIcon
            variant="default"
            size="md"
            data-grid-day={previous}
            aria-label={t('journal:screen.previousDay')}
            onClick={() => onDay(previous)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <Button variant="default" size="sm" px={12} data-grid-day={today} onClick={() => onDay(today)}>
          {t('common:today')}
        </Button>
        <Tooltip label={<KeyHint text={t('journal:screen.nextDay')} shortcut="Ctrl+ArrowRight" />}>
          <ActionIcon
            variant="default"
            size="md"
            data-grid-day={next}
            aria-label={t('journal:screen.nextDay')}
            onClick={() => onDay(next)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <h1 className="zj-title">{formatDate(date, 'dayLong', session.user.locale)}</h1>
      <SegmentedControl
        size="sm"
        aria-label={t('journal:screen.columnsBy')}
        data={[
          { value: 'masters', label: t('journal:screen.byMasters') },
          { value: 'rooms', label: t('journal:screen.byRooms') },
        ]}
        value={by}
        onChange={(value) => onBy(value === 'rooms' ? 'rooms' : 'masters')}
      />
      <div className="zj-group zj-end">
        <Tooltip label={<KeyHint text={t('journal:screen.search')} shortcut="Ctrl+KeyK" />}>
          <button type="button" className="zj-search" onClick={() => actions.run('app.palette')}>
            <IconSearch size={16} aria-hidden />
            <span>{t('journal:screen.searchHint')}</span>
            <Keys shortcut="Ctrl+KeyK" />
          </button>
        </Tooltip>
        <Button
          variant="default"
          size="sm"
          px={12}
          leftSection={<IconCalendarSearch size={18} aria-hidden />}
          rightSection={<Keys shortcut="F4" />}
          aria-label={t('journal:screen.findWindow')}
          onClick={() => actions.run('journal.find-window')}
        >
          <span className="zj-wide">{t('journal:screen.findWindow')}</span>
        </Button>
        {canPrint && (
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <ActionIcon variant="default" size="md" loading={isPrinting} aria-label={t('journal:screen.print')}>
                <IconPrinter size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {!window.zerkalo && (
                <>
                  <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => onPrint('print')}>
                    {t('journal:screen.printDay')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconFileTypePdf size={16} />} onClick={() => onPrint('open')}>
                    {t('journal:screen.openDay')}
                  </Menu.Item>
                </>
              )}
              <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => onPrint('savePdf')}>
                {t('journal:screen.saveDay')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTable size={16} />} onClick={() => onPrint('saveExcel')}>
                {t('journal:screen.saveList')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        {canEdit && (
          <Button
            size="sm"
            px={14}
            leftSection={<IconPlus size={18} aria-hidden />}
            rightSection={<Keys shortcut="F2" />}
            onClick={() => actions.run('journal.book')}
          >
            {t('journal:screen.book')}
          </Button>
        )}
      </div>
    </header>
  );
}

function KeyHint({ text, shortcut }: { readonly text: string; readonly shortcut: string }) {
  return (
    <span className="zj-hint">
      {text} <Keys shortcut={shortcut} />
    </span>
  );
}
