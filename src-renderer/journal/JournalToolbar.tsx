import { ActionIcon, Button, Menu, SegmentedControl, Select, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArmchair,
  IconCalendarSearch,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconFileTypePdf,
  IconHistory,
  IconPlus,
  IconPrinter,
  IconSearch,
  IconTable,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { addDays, startOfIsoWeek } from '../../src-shared/kernel/local-date.ts';
import { actions } from '../app/actions.ts';
import { useCan, useDesk } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { JOURNAL_VIEWS, type JournalAddress, periodStart, steppedDate } from './journal-address.ts';
import { useSubject } from './use-subject.ts';

export type PrintAct = 'print' | 'open' | 'savePdf' | 'saveExcel';

interface JournalToolbarProps {
  readonly address: JournalAddress;
  readonly isPrinting: boolean;
  readonly onGo: (change: Partial<JournalAddress>) => void;
  readonly onPrint: (act: PrintAct) => void;
}

/** The period, the view, whose it is, and the acts of the page. Its height never changes. */
export function JournalToolbar({ address, isPrinting, onGo, onPrint }: JournalToolbarProps) {
  const { view, by } = address;
  const { t } = useTranslation(['journal', 'common']);
  const { today, session } = useDesk();
  const canEdit = useCan('edit_journal');
  const canPrint = useCan('print_documents');
  const { locale } = session.user;
  const previous = steppedDate(address, -1);
  const next = steppedDate(address, 1);
  const period = view === 'week' || view === 'month' ? view : 'day';
  const texts = {
    previous: t(`journal:screen.previous.${period}`),
    next: t(`journal:screen.next.${period}`),
    today: t(`journal:screen.now.${period}`),
  };
  const onDay = (localDate: string): void => onGo({ date: localDate, past: null });
  const isHere = periodStart(address) === periodStart({ view, date: today });
  return (
    <header className="zj-toolbar" data-view={view}>
      <div className="zj-group">
        <Tooltip label={<KeyHint text={texts.previous} shortcut="Ctrl+ArrowLeft" />}>
          <ActionIcon
            variant="default"
            size="md"
            data-grid-day={previous}
            aria-label={texts.previous}
            onClick={() => onDay(previous)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={isHere ? t('journal:screen.isShown') : <KeyHint text={texts.today} shortcut="Ctrl+Home" />}>
          <Button
            variant="default"
            size="sm"
            px={12}
            data-grid-day={today}
            aria-disabled={isHere || undefined}
            onClick={() => onDay(today)}
          >
            {texts.today}
          </Button>
        </Tooltip>
        <Tooltip label={<KeyHint text={texts.next} shortcut="Ctrl+ArrowRight" />}>
          <ActionIcon
            variant="default"
            size="md"
            data-grid-day={next}
            aria-label={texts.next}
            onClick={() => onDay(next)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <h1 className="zj-title" data-short={titleOf(address, locale, true)}>
        <span>{titleOf(address, locale)}</span>
      </h1>
      <SegmentedControl
        size="sm"
        className="zj-views"
        aria-label={t('journal:screen.view')}
        data={JOURNAL_VIEWS.map((value) => ({ value, label: t(`journal:screen.views.${value}`) }))}
        value={view}
        onChange={(value) => onGo({ view: JOURNAL_VIEWS.find((name) => name === value) ?? 'day', past: null })}
      />
      {view !== 'list' && (
        <SegmentedControl
          size="sm"
          aria-label={t('journal:screen.columnsBy')}
          data={[
            { value: 'masters', label: <ByLabel icon={IconUsers} text={t('journal:screen.byMasters')} /> },
            { value: 'rooms', label: <ByLabel icon={IconArmchair} text={t('journal:screen.byRooms')} /> },
          ]}
          value={by}
          onChange={(value) => onGo({ by: value === 'rooms' ? 'rooms' : 'masters' })}
        />
      )}
      {(view === 'week' || view === 'month') && address.past === null && (
        <SubjectSelect address={address} onGo={onGo} />
      )}
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
          data-find
          onClick={() => actions.run('journal.find-window')}
        >
          <span className="zj-wide">{t('journal:screen.findWindow')}</span>
        </Button>
        <Tooltip label={<KeyHint text={t('journal:screen.actions.replay')} shortcut="Ctrl+Alt+KeyH" />}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={t('journal:screen.actions.replay')}
            aria-pressed={address.past !== null}
            onClick={() => actions.run('journal.replay')}
          >
            <IconHistory size={18} />
          </ActionIcon>
        </Tooltip>
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

/** A picture where the window is narrow, the word where it is wide. */
function ByLabel({ icon: IconPicture, text }: { readonly icon: Icon; readonly text: string }) {
  return (
    <span className="zj-by" title={text}>
      <IconPicture size={17} aria-hidden />
      <span>{text}</span>
    </span>
  );
}

function KeyHint({ text, shortcut }: { readonly text: string; readonly shortcut: string }) {
  return (
    <span className="zj-hint">
      {text} <Keys shortcut={shortcut} />
    </span>
  );
}

interface SubjectSelectProps {
  readonly address: JournalAddress;
  readonly onGo: (change: Partial<JournalAddress>) => void;
}

/** Whose week or month it is; a month may be that of the whole salon. */
function SubjectSelect({ address, onGo }: SubjectSelectProps) {
  const { t } = useTranslation('journal');
  const { id, options } = useSubject(address);
  const isMonth = address.view === 'month';
  const everybody = isMonth ? [{ value: '', label: t(`screen.everybody.${address.by}`) }] : [];
  return (
    <Select
      size="sm"
      className="zj-subject"
      searchable
      allowDeselect={false}
      aria-label={t(`screen.subject.${address.by}`)}
      nothingFoundMessage={t('screen.subject.none')}
      data={[...everybody, ...options.map((option) => ({ value: String(option.id), label: option.name }))]}
      value={isMonth ? String(address.id ?? '') : String(id ?? '')}
      onChange={(value) => onGo({ id: value ? Number(value) : null })}
    />
  );
}

/** «Четверг, 12 марта», «9–15 марта», «Март 2026»; the short one for a narrow window. */
function titleOf({ view, date }: Pick<JournalAddress, 'view' | 'date'>, locale: Locale, isShort = false): string {
  if (view === 'month') return formatDate(date, 'month', locale);
  if (view !== 'week') return formatDate(date, isShort ? 'day' : 'dayLong', locale);
  const from = startOfIsoWeek(date);
  const to = addDays(from, 6);
  const last = formatDate(to, 'dayMonth', locale);
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8))}–${last}`
    : `${formatDate(from, 'dayMonth', locale)} – ${last}`;
}
