import './clients.css';
import { ActionIcon, Combobox, Loader, TextInput, Tooltip, useCombobox } from '@mantine/core';
import { IconAlertTriangle, IconSearch, IconUserPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import { type TypedClient, displayName, readTypedClient } from '../../src-shared/clients/clients.rules.ts';
import { formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useCan, useLocale, useSettings } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { Keys } from '../ui/Keys.tsx';
import { ClientMarkChip } from './ClientMarkChip.tsx';
import { ClientWarnings } from './ClientWarnings.tsx';
import { MarkedText } from './MarkedText.tsx';
import { useClientSearch } from './use-client-search.ts';

/** Who was chosen: a client of the base, one to be made with the booking, or nobody. */
export type PickedClient = ClientHit | { readonly newClient: TypedClient } | null;

interface ClientPickerProps {
  readonly value: PickedClient;
  readonly onChange: (value: PickedClient) => void;
  readonly autoFocus?: boolean;
  /** Refusal of the core that belongs to this field. */
  readonly error?: string | undefined;
  /** Late cancellations of the chosen client, once their card is read. */
  readonly lateCancels?: number;
  /** Another word than «Клиент». */
  readonly label?: string | undefined;
  /** Nobody new is made here. */
  readonly isExistingOnly?: boolean | undefined;
}

const SHOWN = 7;
const NEW = 'new';

/**
 * One field for the client of a booking (ui.md 4)
 *
 * Takes a name or digits of a phone in any form. ↑↓ and Enter choose; Alt+Enter, or the last row, makes a new client out of
 * what was typed, whose missing parts are asked for in place.
 */
export function ClientPicker(props: ClientPickerProps) {
  const { value, onChange, autoFocus, error, lateCancels = 0, label, isExistingOnly } = props;
  // Leaving a chosen client brings the focus back to the field that took its place.
  const [isReturning, setReturning] = useState(false);
  const leave = (): void => {
    setReturning(true);
    onChange(null);
  };
  if (value === null) {
    return (
      <ClientSearchField
        onChange={onChange}
        autoFocus={autoFocus ?? isReturning}
        error={error}
        label={label}
        isExistingOnly={isExistingOnly}
      />
    );
  }
  if ('newClient' in value) {
    return <NewClientFields client={value.newClient} onChange={onChange} onLeave={leave} error={error} />;
  }
  return <ChosenClient client={value} onLeave={leave} error={error} lateCancels={lateCancels} label={label} />;
}

interface SearchFieldProps {
  readonly onChange: (value: PickedClient) => void;
  readonly autoFocus: boolean;
  readonly error?: string | undefined;
  /** Another word than «Клиент». */
  readonly label?: string | undefined;
  /** Nobody new is made here. */
  readonly isExistingOnly?: boolean | undefined;
}

/** The field in which a client of the base is found by name or phone. */
export function ClientSearchField({ onChange, autoFocus, error, label, isExistingOnly = false }: SearchFieldProps) {
  const { t } = useTranslation('clients');
  const { nameOrder } = useSettings();
  const mayCreate = useCan('edit_clients') && !isExistingOnly;
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const search = useClientSearch(text, SHOWN);
  const hits = text.trim() === '' ? [] : (search.data ?? []);
  const typed = mayCreate ? readTypedClient(text, nameOrder) : null;
  useEffect(() => {
    if (hits.length + (typed ? 1 : 0) > 0) combobox.selectFirstOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the first row is chosen anew with every answer
  }, [search.data, text]);
  const choose = (key: string): void => {
    if (key === NEW) {
      if (typed) onChange({ newClient: typed });
      return;
    }
    const hit = hits.find(({ id }) => String(id) === key);
    if (hit) onChange(hit);
  };
  /** A list with nothing to show stays closed: an open one would keep the first Esc from the form around it. */
  const toggleList = (value: string): void => {
    if (value.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  };
  // A fast typist presses Enter before the search has answered: it means the first row of that answer, not of the last one.
  const isAnswered = search.isCurrent || search.isError;
  const isEnterWaiting = useRef(false);
  useEffect(() => {
    if (!isAnswered || !isEnterWaiting.current) return;
    isEnterWaiting.current = false;
    choose(hits[0] ? String(hits[0].id) : NEW);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the answer comes
  }, [isAnswered]);
  const isOpen = text.trim() !== '' && (hits.length > 0 || typed !== null || search.isError || search.isSuccess);
  return (
    <Combobox store={combobox} onOptionSubmit={choose} zIndex={400} shadow="md" offset={4}>
      <Combobox.Target>
        <TextInput
          label={label ?? t('picker.label')}
          placeholder={t('picker.placeholder')}
          value={text}
          error={error}
          autoFocus={autoFocus}
          data-autofocus={autoFocus || undefined}
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={search.isFetching && text !== '' ? <Loader size={14} className="z-appear-late" /> : null}
          onChange={(event) => {
            isEnterWaiting.current = false;
            const { value } = event.currentTarget;
            setText(value);
            toggleList(value);
          }}
          onFocus={() => toggleList(text)}
          onClick={() => toggleList(text)}
          onBlur={() => {
            isEnterWaiting.current = false;
            combobox.closeDropdown();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.altKey && typed) {
              event.preventDefault();
              onChange({ newClient: typed });
            } else if (event.key === 'Enter' && !event.ctrlKey && text.trim() !== '' && !isAnswered) {
              event.preventDefault();
              combobox.resetSelectedOption();
              isEnterWaiting.current = true;
            }
            // The first Esc closes the list, the next one the form around it.
            if (event.key === 'Escape' && isOpen && combobox.dropdownOpened) event.stopPropagation();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isOpen} className="z-client-dropdown">
        <Combobox.Options aria-label={t('search')}>
          {hits.map((hit) => (
            <Combobox.Option key={hit.id} value={String(hit.id)} className="z-client-option">
              <Initials name={hit.name} size={28} />
              <span className="z-client-option-name">
                <span>
                  <MarkedText text={hit.name} marks={hit.nameMarks} />
                  {healthLines(hit, t).length > 0 && (
                    <IconAlertTriangle
                      size={14}
                      className="z-client-alert"
                      aria-label={healthLines(hit, t).join('. ')}
                    />
                  )}
                  {hit.category && <ClientMarkChip mark={hit.category} />}
                </span>
                <small>{hit.phone ? <MarkedText text={hit.phone} marks={hit.phoneMarks} /> : t('card.noPhone')}</small>
              </span>
              <VisitFacts client={hit} />
            </Combobox.Option>
          ))}
          {typed && (
            <Combobox.Option value={NEW} className="z-client-option z-client-new">
              <IconUserPlus size={18} aria-hidden />
              <NewClientText typed={typed} />
              <Keys shortcut="Alt+Enter" />
            </Combobox.Option>
          )}
          {hits.length === 0 && !typed && (
            <Combobox.Empty>
              {search.isError ? t('picker.failed') : t('nothing.title', { query: text.trim() })}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
      <span className="z-visually-hidden" aria-live="polite">
        {search.isSuccess && text.trim() !== '' ? t('picker.results', { count: hits.length }) : ''}
      </span>
    </Combobox>
  );
}

function NewClientText({ typed }: { readonly typed: TypedClient }) {
  const { t } = useTranslation('clients');
  const { nameOrder } = useSettings();
  const name = displayName(typed, nameOrder);
  const digits = phoneDigits(typed.phone);
  const phone = digits ? formatPhone(digits) : typed.phone;
  return (
    <span className="z-client-option-name">
      <span>{name === '' ? t('picker.newWithPhone', { phone }) : t('picker.newWithName', { name })}</span>
      {name !== '' && phone !== '' && <small>{phone}</small>}
    </span>
  );
}

function VisitFacts({ client }: { readonly client: ClientHit }) {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  return (
    <small className="z-client-option-visits">
      {client.isArchived ? t('archived') : t('visitCount', { count: client.visits })}
      {client.lastVisitOn && <span>{formatDate(client.lastVisitOn, 'short', locale)}</span>}
    </small>
  );
}

interface ChosenProps {
  readonly client: ClientHit;
  readonly onLeave: () => void;
  readonly error?: string | undefined;
  readonly lateCancels: number;
  readonly label?: string | undefined;
}

function ChosenClient({ client, onLeave, error, lateCancels, label }: ChosenProps) {
  const { t } = useTranslation('clients');
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId}>
      <span id={labelId} className="mantine-InputWrapper-label z-client-label">
        {label ?? t('picker.label')}
      </span>
      <div className="z-client-chosen">
        <Initials name={client.name} size={32} />
        <span className="z-client-option-name">
          <strong>
            {client.name} {client.category && <ClientMarkChip mark={client.category} />}
          </strong>
          <small>{client.phone ?? t('card.noPhone')}</small>
        </span>
        <VisitFacts client={client} />
        <LeaveButton label={t('picker.change')} onLeave={onLeave} />
      </div>
      <ClientWarnings client={client} lateCancels={lateCancels} />
      {error && <p className="z-field-error">{error}</p>}
    </div>
  );
}

interface NewFieldsProps {
  readonly client: TypedClient;
  readonly onChange: (value: PickedClient) => void;
  readonly onLeave: () => void;
  readonly error?: string;
}

function NewClientFields({ client, onChange, onLeave, error }: NewFieldsProps) {
  const { t } = useTranslation('clients');
  const firstName = useRef<HTMLInputElement>(null);
  const phone = useRef<HTMLInputElement>(null);
  const [isPhoneLeft, setPhoneLeft] = useState(false);
  useEffect(() => {
    (firstName.current?.value === '' ? firstName : phone).current?.focus();
  }, []);
  const change = (part: Partial<TypedClient>): void => onChange({ newClient: { ...client, ...part } });
  const isPhoneBad = client.phone.trim() !== '' && phoneDigits(client.phone) === null;
  return (
    <fieldset className="z-client-new-fields">
      <legend>
        {t('picker.newClient')}
        <LeaveButton label={t('picker.backToSearch')} onLeave={onLeave} />
      </legend>
      <TextInput
        ref={firstName}
        label={t('fields.firstName')}
        withAsterisk
        maxLength={60}
        value={client.firstName}
        onChange={(event) => change({ firstName: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.lastName')}
        maxLength={60}
        value={client.lastName}
        onChange={(event) => change({ lastName: event.currentTarget.value })}
      />
      <TextInput
        ref={phone}
        className="z-client-new-phone"
        label={t('fields.phone')}
        type="tel"
        maxLength={30}
        value={client.phone}
        error={isPhoneBad && isPhoneLeft ? t('picker.shortPhone') : undefined}
        onChange={(event) => change({ phone: event.currentTarget.value })}
        onBlur={() => {
          setPhoneLeft(true);
          const digits = phoneDigits(client.phone);
          if (digits) change({ phone: formatPhone(digits) });
        }}
      />
      {error && <p className="z-field-error">{error}</p>}
    </fieldset>
  );
}

function LeaveButton({ label, onLeave }: { readonly label: string; readonly onLeave: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} onClick={onLeave}>
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
