import './search.css';
import { Kbd } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readQuestion } from '../../src-shared/search/match.rules.ts';
import { SCOPE_SIGNS, SEARCH_SCOPES, type SearchScope, readScope } from '../../src-shared/search/scope.rules.ts';
import { SEARCH_KINDS, type SearchKind } from '../../src-shared/search/search.contract.ts';
import { api } from '../api/client.ts';
import { MarkedText } from '../clients/MarkedText.tsx';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type Row, type RowGroup, type RowKind, groupRows } from './rows.ts';
import { useHitRows } from './use-hit-rows.ts';
import { useLocalRows } from './use-local-rows.ts';

/** Short enough for 100 ms from key to answer, long enough to skip the middle of a fast burst. */
const PAUSE_MS = 40;
const SHOWN = 6;
const SHOWN_IN_SCOPE = 20;
const RECENTS = 8;

/** Kinds of each scope: those of the core, and those of the screens. */
const IN_SCOPE: Readonly<Record<SearchScope, readonly RowKind[]>> = {
  clients: ['client'],
  visits: ['visit', 'date'],
  catalogue: ['service', 'bundle', 'staff', 'room', 'paper', 'product', 'certificate', 'membership'],
  settings: ['setting', 'page'],
  commands: ['command'],
};
const CORE_KINDS: ReadonlySet<RowKind> = new Set<SearchKind>(SEARCH_KINDS);

/**
 * Ctrl+K: everything the salon has in one field (features.md B12)
 *
 * Enter opens, Ctrl+Enter does what comes second (books for a client). The first character may narrow the search: `@`
 * clients, `#` visits, `*` services and people, `=` settings, `>` commands.
 */
export function Palette() {
  const { t } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  const isSecond = useRef(false);
  const isAwaited = useRef(false);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const { scope, text } = readScope(query);
  const kinds = scope === null ? null : IN_SCOPE[scope];
  const coreKinds = kinds?.filter((kind): kind is SearchKind => CORE_KINDS.has(kind));
  const asksCore = text !== '' && coreKinds?.length !== 0;
  const [slowText] = useDebouncedValue(text, PAUSE_MS);
  const shown = scope === null ? SHOWN : SHOWN_IN_SCOPE;
  const found = useQuery(
    api.search.everything.queryOptions({
      input: { query: slowText.slice(0, 100), limit: shown, ...(coreKinds ? { kinds: coreKinds } : {}) },
      enabled: isOpen && asksCore && slowText !== '',
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 60_000,
    }),
  );
  const recents = useQuery(
    api.search.recents.queryOptions({ input: { limit: RECENTS }, enabled: isOpen && text === '' }),
  );
  const rowOf = useHitRows();
  const local = useLocalRows();
  const isCurrent = !asksCore || (slowText === text && !found.isFetching && !found.isPlaceholderData);
  const groups = shownGroups();
  const flat = groups.flatMap((group) => group.rows);
  const first = flat[0]?.key;
  useEffect(() => {
    // Spotlight marks the first row as a key is typed; what the core finds comes later and may stand above it.
    const rows = list.current?.querySelectorAll('[data-action]') ?? [];
    if (query !== '') for (const [index, row] of rows.entries()) row.toggleAttribute('data-selected', index === 0);
  }, [first, query]);
  useEffect(() => {
    if (!isAwaited.current || !isCurrent) return;
    isAwaited.current = false;
    list.current?.querySelector<HTMLElement>('[data-selected], [data-action]')?.click();
  });

  function shownGroups(): RowGroup[] {
    const isShown = (row: Row): boolean => kinds?.includes(row.kind) ?? true;
    if (text === '') {
      const seen = (recents.data ?? []).map(rowOf).filter(isShown);
      const commands = local.commands.filter(isShown);
      return [
        { kind: 'recent' as const, rows: seen },
        { kind: 'command' as const, rows: commands },
      ].filter((group) => group.rows.length > 0);
    }
    const hits = asksCore ? (found.data ?? []).map(rowOf) : [];
    return groupRows([...hits, ...local.find(readQuestion(text))].filter(isShown), shown);
  }
  const run = (row: Row): void => {
    const act = isSecond.current && row.second ? row.second.run : row.open;
    isSecond.current = false;
    spotlight.close();
    act();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.code !== 'Enter' && event.code !== 'NumpadEnter') {
      isAwaited.current = false;
      return;
    }
    isSecond.current = event.ctrlKey || event.metaKey;
    if (isCurrent) return;
    // Whoever types faster than the answer comes means its first line, not the line of the letters before.
    isAwaited.current = true;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      shortcut={null}
      scrollable
      maxHeight={440}
      size={640}
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
        maxLength={100}
        placeholder={t('placeholder')}
        aria-label={t('label')}
        leftSection={<IconSearch size={18} aria-hidden />}
        onKeyDownCapture={onKey}
      />
      <Spotlight.ActionsList ref={list} aria-busy={!isCurrent}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup
            key={group.kind}
            label={group.kind === 'recent' ? t('recent') : t(`groups.${group.kind}`)}
          >
            {group.rows.map((row) => (
              <RowLine key={row.key} row={row} isRecent={group.kind === 'recent'} onRun={() => run(row)} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {flat.length === 0 && text !== '' && isCurrent && (
          <Spotlight.Empty>{t('empty', { query: text })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer className="z-search-foot">
        <span>
          <Kbd size="xs">↑↓</Kbd> {t('hint.choose')}
        </span>
        <span>
          <Kbd size="xs">Enter</Kbd> {t('hint.open')}
        </span>
        <span className="z-search-scopes">
          {t('hint.scopes')}
          {SEARCH_SCOPES.map((name) => (
            <button
              key={name}
              type="button"
              tabIndex={-1}
              aria-pressed={scope === name}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => setQuery(scope === name ? text : `${SCOPE_SIGNS[name][0]}${text}`)}
            >
              <Kbd size="xs">{SCOPE_SIGNS[name][0]}</Kbd> {t(`hint.${name}`)}
            </button>
          ))}
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

interface RowLineProps {
  readonly row: Row;
  readonly isRecent: boolean;
  readonly onRun: () => void;
}

function RowLine({ row, isRecent, onRun }: RowLineProps) {
  const { t } = useTranslation('search');
  const Sign = row.icon;
  const kind = isRecent ? t(`kinds.${row.kind}`, { defaultValue: '' }) : '';
  return (
    <Spotlight.Action closeSpotlightOnTrigger={false} onClick={onRun} data-archived={row.isArchived || undefined}>
      <span className="z-search-row">
        <Sign size={18} aria-hidden />
        <span className="z-search-text">
          <span className="z-search-title">
            <MarkedText text={row.title} marks={row.titleMarks} />
            {row.isArchived && row.kind !== 'visit' && <span className="z-tag">{t('archived')}</span>}
          </span>
          {row.detail !== '' && (
            <span className="z-search-detail">
              <MarkedText text={row.detail} marks={row.detailMarks} />
            </span>
          )}
        </span>
        <span className="z-search-fact">{[kind, row.fact].filter(Boolean).join(' · ')}</span>
        {row.shortcut && <Keys shortcut={row.shortcut} />}
        {row.second && (
          <span className="z-search-second">
            <Kbd size="xs">Ctrl Enter</Kbd> {row.second.label}
          </span>
        )}
      </span>
    </Spotlight.Action>
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
