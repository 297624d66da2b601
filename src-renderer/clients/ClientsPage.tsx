import './clients.css';
import { Button, Checkbox, CloseButton, Loader, TextInput } from '@mantine/core';
import { IconFilterOff, IconSearch, IconTableImport, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { type TypedClient, readTypedClient } from '../../src-shared/clients/clients.rules.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { EVERYBODY } from '../../src-shared/segments/segments.rules.ts';
import { errorText } from '../api/error-text.ts';
import { useActions } from '../app/actions.ts';
import { useCan, useLocale, useSettings } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ClientGrid, type ClientGridHandle, gridRowId } from '../segments/ClientGrid.tsx';
import { type ListDialog, ListFrame, ListTools } from '../segments/ListTools.tsx';
import { useListDesk } from '../segments/use-list-desk.ts';
import { ClientFormDrawer } from './ClientFormDrawer.tsx';
import { ClientTable, type ClientTableHandle, rowId } from './ClientTable.tsx';
import { useClientSearch } from './use-client-search.ts';

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
  const grid = useRef<ClientGridHandle>(null);
  const [dialog, setDialog] = useState<ListDialog>(null);
  const isSearching = text.trim() !== '';
  // The list keeps its place; every search begins at its best hit.
  const desk = useListDesk(withArchived, !isSearching);
  const { list, wish } = desk;
  const place = isSearching ? `search ${text}` : JSON.stringify(wish);
  const [moved, setMoved] = useState<{ readonly place: string; readonly index: number } | null>(null);
  const active = moved?.place === place ? moved.index : isSearching ? 0 : (places.get(place) ?? 0);
  const setActive = (index: number): void => {
    setMoved({ place, index });
    if (!isSearching) places.set(place, index);
  };
  const search = useClientSearch(text, FOUND_AT_MOST);
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
  const isInAddress = (params.get('q') ?? '') === text;
  useEffect(() => {
    // With nothing to write, a late replacement would only take back a way to another page that was begun meanwhile.
    if (isInAddress) return undefined;
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
  }, [text, isInAddress, setParams]);
  const open = (client: Pick<ClientHit, 'id'>): void => void navigate(`/clients/${client.id}`);
  const typed = readTypedClient(text, nameOrder);
  const error = isSearching ? search.error : list.error;
  const hits = search.data ?? [];
  const isFiltered = wish.filter.items.length > 0;
  const count = isSearching ? hits.length : list.total;
  const isNothing = isSearching ? search.isSuccess && !search.isPlaceholderData && hits.length === 0 : list.total === 0;
  return (
    <div className="z-clients">
      <PageHeader
        title={t('title')}
        fact={
          list.total !== undefined && !isSearching
            ? t(isFiltered ? 'segments:list.found' : 'count', {
                count: list.total,
                formatted: formatNumber(list.total, locale),
              })
            : undefined
        }
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
          aria-controls={isSearching ? 'client-rows' : undefined}
          aria-haspopup={isSearching ? 'listbox' : 'grid'}
          aria-label={t('search')}
          aria-activedescendant={count ? (isSearching ? rowId(active) : gridRowId(active)) : undefined}
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
            else if (isSearching) table.current?.onKey(event);
            else grid.current?.onKey(event);
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
        {!isSearching && <ListTools desk={desk} onDialog={setDialog} />}
        <span className="z-dim" aria-live="polite">
          {isSearching && search.isSuccess && hits.length > 0 && foundText(hits.length, t)}
        </span>
        {search.isFetching && isSearching && <Loader size={16} className="z-appear-late" />}
      </div>
      {!isSearching && <ListFrame desk={desk} dialog={dialog} onDialog={setDialog} />}
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
        ) : isFiltered ? (
          <EmptyState
            icon={IconFilterOff}
            title={t('segments:list.nobody.title')}
            text={t('segments:list.nobody.text')}
            action={
              <Button variant="default" onClick={() => desk.onFilter(EVERYBODY)}>
                {t('segments:list.nobody.action')}
              </Button>
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
      ) : isSearching ? (
        <ClientTable
          key={place}
          ref={table}
          active={active}
          onActive={setActive}
          count={count ?? 0}
          rowAt={(index) => hits[index]}
          onRange={ignoreRange}
          onOpen={open}
        />
      ) : (
        <ClientGrid
          key={place}
          ref={grid}
          active={Math.min(active, Math.max(0, (count ?? 1) - 1))}
          onActive={setActive}
          count={count ?? 0}
          rowAt={list.rowAt}
          onRange={desk.onRange}
          onOpen={open}
          columns={desk.columns}
          onColumns={desk.onColumns}
          sort={wish.sort}
          onSort={desk.onSort}
          words={desk.words}
          marked={desk.marked}
          onMark={desk.onMark}
          onMarkAll={desk.onMarkAll}
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

/** All hits are there at once. */
function ignoreRange(): void {}

function foundText(count: number, t: (key: string, values: { count: number }) => string): string {
  return count >= FOUND_AT_MOST ? t('foundFirst', { count }) : t('found', { count });
}
