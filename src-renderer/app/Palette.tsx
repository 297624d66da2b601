import { Spotlight, spotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCalendar, IconBolt, IconSearch, IconUser } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { fold } from '../../src-shared/kernel/fold.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useActionList } from './actions.ts';
import { findDates } from '../../src-shared/search/date-words.rules.ts';
import { useDesk } from './session.ts';

const SHOWN_CLIENTS = 6;
const SHOWN_ACTIONS = 8;

/** Ctrl+K: clients, dates, sections and commands in one field. */
export function Palette() {
  const { t } = useTranslation('system');
  const navigate = useNavigate();
  const { session, today } = useDesk();
  const { locale } = session.user;
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const text = query.trim();
  const [slowText] = useDebouncedValue(text, 80);
  const listed = useActionList(session.permissions).filter(({ isListed }) => isListed !== false);
  const clients = useQuery(
    api.clients.search.queryOptions({
      input: { query: slowText, limit: SHOWN_CLIENTS },
      enabled: slowText.length > 1 && session.permissions.includes('see_clients'),
      placeholderData: keepPreviousData,
    }),
  );
  const dates = text && session.permissions.includes('see_journal') ? findDates(text, today) : [];
  const found = text ? listed.filter((action) => matches(t(action.title), text)) : listed;
  const hits = text.length > 1 ? (clients.data ?? []) : [];
  const first = hits[0]?.id ?? dates[0] ?? found[0]?.id;
  useEffect(() => {
    // Spotlight marks the first row as a key is typed; the clients come later and stand above it.
    const rows = list.current?.querySelectorAll('[data-action]') ?? [];
    if (text !== '') for (const [index, row] of rows.entries()) row.toggleAttribute('data-selected', index === 0);
  }, [first, text]);
  const isEmpty = dates.length === 0 && found.length === 0 && hits.length === 0;
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={440}
      radius="lg"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      // Closed at once: a key pressed right after Esc must not meet a dialog that is still fading.
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <FocusReturn />
      <Spotlight.Search
        // The trap moves the focus a moment later, and a fast typist's first letter would be lost.
        autoFocus
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.label')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList ref={list}>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.clients')}>
            {hits.map((client) => (
              <Spotlight.Action
                key={client.id}
                leftSection={<IconUser size={18} aria-hidden />}
                label={client.name}
                description={client.phone ?? ''}
                onClick={() => void navigate(`/clients/${client.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {dates.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.dates')}>
            {dates.map((date) => (
              <Spotlight.Action
                key={date}
                leftSection={<IconCalendar size={18} aria-hidden />}
                label={formatDate(date, 'dayLong', locale)}
                description={formatDate(date, 'short', locale)}
                onClick={() => void navigate(`/journal/${date}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.commands')}>
            {found.slice(0, text ? SHOWN_ACTIONS : undefined).map((action) => (
              <Spotlight.Action
                key={action.id}
                leftSection={<IconBolt size={18} aria-hidden />}
                label={t(action.title)}
                rightSection={action.shortcut && <Keys shortcut={action.shortcut} />}
                onClick={() => {
                  spotlight.close();
                  action.run();
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.empty', { query: text })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/**
 * Remembers, while the palette is open, where the focus was
 *
 * Spotlight itself looks only when its field has the focus already, and so would give it back to nobody.
 */
function FocusReturn() {
  useReturnFocus();
  return null;
}

/** Every typed word begins a word of the title, whatever the letters' case. */
function matches(title: string, text: string): boolean {
  const words = fold(title).split(/\s+/u);
  return fold(text)
    .split(/\s+/u)
    .every((part) => words.some((word) => word.startsWith(part)));
}
