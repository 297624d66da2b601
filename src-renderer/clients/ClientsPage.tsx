import './clients.css';
import { Button, Checkbox, CloseButton, Loader, TextInput } from '@mantine/core';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { IconSearch, IconTableImport, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { type TypedClient, readTypedClient } from '../../src-shared/clients/clients.rules.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useActions } from '../app/actions.ts';
import { useCan, useLocale, useSettings } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ClientFormDrawer } from './ClientFormDrawer.tsx';
import { ClientTable, type ClientTableHandle, rowId } from './ClientTable.tsx';
import { useClientSearch } from './use-client-search.ts';

const PAGE_SIZE = 100;
const FOUND_AT_MOST = 100;

/** The active row of each list, so that coming back from a card finds the place again. */
const places = new Map<string, number>();

/** The client base: one field that finds anybody, and the list of all. */
export function ClientsPage() {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const navigate = useNavigate();
  const { nameOrder } = useSettings();
  const mayEdit = useCan('edit_clients');
  const mayImport = useCan('import_clients');
  const seesPhones = useCan('see_phones');
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(() => params.get('q') ?? '');
  const withArchived = params.has('archived');
  const [typedNew, setTypedNew] = useState<TypedClient | 'blank' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const table = useRef<ClientTableHandle>(null);
  const [range, setRange] = useState<readonly [number, number]>([0, 50]);
  const isSearching = text.trim() !== '';
  // The list keeps its place; every search begins at its best hit.
  const place = isSearching ? `search ${text}` : withArchived ? 'all' : 'live';
  const [moved, setMoved] = useState<{ readonly place: string; readonly index: number } | null>(null);
  const active = moved?.place === place ? moved.index : isSearching ? 0 : (places.get(place) ?? 0);
  const setActive = (index: number): void => {
    setMoved({ place, index });
    if (!isSearching) places.set(place, index);
  };
  const search = useClientSearch(text, FOUND_AT_MOST);
  const list = useClientPages(range, withArchived);
  useActions([
    {
      id: 'clients.find',
      title: 'system:actions.findClient',
      group: 'clients',
      shortcut: 'F3',
      run: () => field.current?.select(),
    },
    ...(mayEdit
      ? [{ id: 'clients.add', title: 'clients:add', group: 'clients' as const, run: () => setTypedNew('blank') }]
      : []),
  ]);
  // The address follows what is typed, so that the way back from a card finds it; a key must not wait for the router.
  useEffect(() => {
    const timer = setTimeout(() => {
      setParams(
        (current) => {
          if (text === '') current.delete('q');
          else current.set('q', text);
          return current;
        },
        { replace: true },
      );
    }, 300);
    return () => clearTimeout(timer);
  }, [text, setParams]);
  const open = (client: ClientHit): void => void navigate(`/clients/${client.id}`);
  const typed = readTypedClient(text, nameOrder);
  const error = isSearching ? search.error : list.error;
  const hits = search.data ?? [];
  const count = isSearching ? hits.length : list.total;
  const isNothing = isSearching ? search.isSuccess && !search.isPlaceholderData && hits.length === 0 : list.total === 0;
  return (
    <div className="z-clients">
      <PageHeader
        title={t('title')}
        fact={list.total ? t('count', { count: list.total, formatted: formatNumber(list.total, locale) }) : undefined}
      >
        {mayImport && (
          <Button
            variant="default"
            leftSection={<IconTableImport size={18} aria-hidden />}
            onClick={() => void navigate('/clients/import')}
          >
            {t('import:action')}
          </Button>
        )}
        {mayEdit && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setTypedNew('blank')}>
            {t('add')}
          </Button>
        )}
      </PageHeader>
      <div className="z-clients-bar">
        <TextInput
          ref={field}
          className="z-clients-search"
          type="search"
          role="combobox"
          aria-expanded={count !== undefined && count > 0}
          aria-controls="client-rows"
          aria-label={t('search')}
          aria-activedescendant={count ? rowId(active) : undefined}
          placeholder={t(seesPhones ? 'searchHint' : 'searchHintName')}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={
            text === '' ? null : (
              <CloseButton
                size="sm"
                aria-label={t('clear')}
                onClick={() => {
                  setText('');
                  field.current?.focus();
                }}
              />
            )
          }
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') setText('');
            else table.current?.onKey(event);
          }}
        />
        {!isSearching && (
          <Checkbox
            label={t('withArchived')}
            checked={withArchived}
            onChange={(event) => {
              const isChecked = event.currentTarget.checked;
              setParams(
                (current) => {
                  if (isChecked) current.set('archived', '1');
                  else current.delete('archived');
                  return current;
                },
                { replace: true },
              );
            }}
          />
        )}
        <span className="z-dim" aria-live="polite">
          {isSearching && search.isSuccess && hits.length > 0 && foundText(hits.length, t)}
        </span>
        {search.isFetching && isSearching && <Loader size={16} className="z-appear-late" />}
      </div>
      {error ? <p className="z-field-error z-clients-error">{errorText(error, t)}</p> : null}
      {isNothing ? (
        isSearching ? (
          <EmptyState
            icon={IconSearch}
            title={t('nothing.title', { query: text.trim() })}
            text={t(seesPhones ? 'nothing.text' : 'nothing.textName')}
            action={
              mayEdit &&
              typed && (
                <Button onClick={() => setTypedNew(typed)}>
                  {t(typed.firstName === '' ? 'nothing.withPhone' : 'nothing.withName')}
                </Button>
              )
            }
          />
        ) : (
          <EmptyState
            icon={IconUsers}
            title={t('empty.title')}
            text={t(mayEdit ? 'empty.text' : 'empty.readOnly')}
            action={mayEdit && <Button onClick={() => setTypedNew('blank')}>{t('add')}</Button>}
          />
        )
      ) : (
        <ClientTable
          key={place}
          ref={table}
          active={active}
          onActive={setActive}
          count={count ?? 0}
          rowAt={isSearching ? (index) => hits[index] : list.rowAt}
          onRange={setRange}
          onOpen={open}
        />
      )}
      {typedNew && (
        <ClientFormDrawer
          client={null}
          typed={typedNew === 'blank' ? null : typedNew}
          onClose={() => setTypedNew(null)}
          onSaved={(clientId) => void navigate(`/clients/${clientId}`)}
          onOpenOther={(clientId) => void navigate(`/clients/${clientId}`)}
        />
      )}
    </div>
  );
}

function foundText(count: number, t: (key: string, values: { count: number }) => string): string {
  return count >= FOUND_AT_MOST ? t('foundFirst', { count }) : t('found', { count });
}

interface ClientPages {
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => ClientHit | undefined;
  readonly error: unknown;
}

/** The pages of the list that the range of rows on screen needs; the first one tells how many there are. */
function useClientPages([from, to]: readonly [number, number], withArchived: boolean): ClientPages {
  const first = Math.floor(from / PAGE_SIZE);
  const last = Math.max(first, Math.floor(Math.max(0, to - 1) / PAGE_SIZE));
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const page = (number: number) => ({
    ...api.clients.list.queryOptions({ input: { offset: number * PAGE_SIZE, limit: PAGE_SIZE, withArchived } }),
    placeholderData: keepPreviousData,
    // A finished visit changes the columns of a list that was read before it.
    refetchOnMount: 'always' as const,
  });
  const head = useQuery({ ...page(0) });
  const pages = useQueries({ queries: numbers.map((number) => ({ ...page(number), placeholderData: undefined })) });
  return {
    total: head.data?.total,
    error: head.error ?? pages.find((item) => item.error)?.error,
    rowAt: (index) => {
      const number = Math.floor(index / PAGE_SIZE);
      return pages[number - first]?.data?.clients[index - number * PAGE_SIZE];
    },
  };
}
