import { IconAdjustments, IconBolt, IconCalendar, IconLayoutSidebar } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { findDates } from '../../src-shared/search/date-words.rules.ts';
import { type Question, type Searchable, inOrder, matchOf, searchable } from '../../src-shared/search/match.rules.ts';
import { type Action, useActionList } from '../app/actions.ts';
import { SECTIONS } from '../app/routes.ts';
import { useDesk } from '../app/session.ts';
import { SETTINGS_SECTIONS, mayOpenSection } from '../settings/settings-sections.ts';
import { focusSetting } from './focus-setting.ts';
import type { Row, RowKind } from './rows.ts';
import { SETTINGS_INDEX } from './settings-index.ts';

interface Local {
  readonly row: Omit<Row, 'titleMarks' | 'rank'>;
  readonly text: Searchable;
}

const NO_MORE = { detail: '', detailMarks: [], fact: '', isArchived: false } as const;

/** What the screens themselves know how to find: days, settings, pages and commands. */
export function useLocalRows(): {
  readonly commands: readonly Row[];
  readonly find: (question: Question) => readonly Row[];
} {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const { session, today } = useDesk();
  const { locale } = session.user;
  const { permissions } = session;
  const offered = useActionList(permissions);
  const all = useMemo(() => {
    const sections = SETTINGS_SECTIONS.filter((section) => mayOpenSection(section, permissions));
    const openIds = new Set(sections.map(({ id }) => id));
    const go = (path: string) => (): void => void navigate(path);
    const pages = [
      ...SECTIONS.filter(({ permission }) => !permission || permissions.includes(permission)).map(
        (section, index): Local => ({
          row: {
            ...NO_MORE,
            key: `page-${section.id}`,
            kind: 'page',
            icon: section.icon,
            title: t(section.title),
            shortcut: `Ctrl+Digit${index + 1}`,
            open: go(section.path),
          },
          text: searchable(t(section.title)),
        }),
      ),
      ...sections.map((section): Local => {
        const title = t(`settings:sections.${section.id}`);
        const words = t(`pageWords.${section.id}`, { defaultValue: '' });
        return {
          row: {
            ...NO_MORE,
            key: `page-settings-${section.id}`,
            kind: 'page',
            icon: IconLayoutSidebar,
            title,
            detail: t('settings:title'),
            open: go(`/settings/${section.id}`),
          },
          text: searchable(title, [words]),
        };
      }),
    ];
    const settings = SETTINGS_INDEX.filter(({ section }) => openIds.has(section)).map((setting): Local => {
      const title = t(setting.title);
      const section = t(`settings:sections.${setting.section}`);
      return {
        row: {
          ...NO_MORE,
          key: `setting-${setting.name}`,
          kind: 'setting',
          icon: IconAdjustments,
          title,
          detail: section,
          open: () => {
            void navigate(`/settings/${setting.section}`);
            focusSetting(title);
          },
        },
        text: searchable(title, [t(`settingWords.${setting.name}`)]),
      };
    });
    return [...settings, ...pages];
  }, [navigate, permissions, t]);
  const commands = offered
    .filter(({ id, isListed }) => isListed !== false && !id.startsWith('section.'))
    .map((action): Local => ({ row: commandRow(action, t(action.title)), text: searchable(t(action.title)) }));
  const dayRows = (text: string): Row[] =>
    permissions.includes('see_journal')
      ? findDates(text, today).map((date) => ({
          ...NO_MORE,
          key: `date-${date}`,
          kind: 'date',
          icon: IconCalendar,
          title: formatDate(date, 'dayLong', locale),
          titleMarks: [],
          fact: formatDate(date, 'short', locale),
          rank: 0,
          open: () => void navigate(`/journal/${date}`),
        }))
      : [];
  return {
    commands: commands.map(({ row }) => ({ ...row, titleMarks: [], rank: 0 })),
    find: (question) => [
      ...dayRows(question.text),
      ...inOrder(
        [...all, ...commands].flatMap(({ row, text }) => {
          const match = matchOf(question, text);
          return match ? [{ ...row, titleMarks: match.marks, rank: match.rank }] : [];
        }),
      ),
    ],
  };
}

function commandRow(action: Action, title: string): Local['row'] {
  const kind: RowKind = 'command';
  const { id, shortcut, run } = action;
  return { ...NO_MORE, key: `command-${id}`, kind, icon: IconBolt, title, shortcut, open: run };
}
