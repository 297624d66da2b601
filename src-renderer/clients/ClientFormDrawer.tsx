import './clients.css';
import '../ui/data-table.css';
import { Autocomplete, Button, Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import type { TypedClient } from '../../src-shared/clients/clients.rules.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { codedError, fieldErrors, hasCode } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useDesk, useSettings } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { SimilarNotice } from '../duplicates/SimilarNotice.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type ClientFormValues, fieldsOf, initialValues, isFormChanged } from './client-form.ts';
import { ClientMeeting, type ClientMeetingFacts, meetClient } from './ClientMeeting.tsx';
import { CareFields, MarkFields } from './form/CareFields.tsx';
import { MessengerFields, PhoneFields } from './form/ContactFields.tsx';
import { suggestionsOf } from './form/form-part.ts';
import { AddressFields, OriginFields, useSuggestions } from './form/OriginFields.tsx';

interface ClientFormDrawerProps {
  /** The client to change; null makes a new one. */
  readonly client: ClientCard | null;
  /** What a new client begins with. */
  readonly typed?: TypedClient | null;
  readonly onClose: () => void;
  /** After saving, with the client's id. */
  readonly onSaved: (clientId: number) => void;
  /** Shows the card of the client whose phone was typed. */
  readonly onOpenOther: (clientId: number) => void;
}

/** The form of a client in a drawer: a new one, or a change of the card. Ctrl+Enter saves. */
export function ClientFormDrawer({ client, onClose, ...rest }: ClientFormDrawerProps) {
  useReturnFocus();
  const { t } = useTranslation('clients');
  const [isDirty, setDirty] = useState(false);
  const close = useDiscardGuard(isDirty, onClose);
  const [base, setBase] = useState(client);
  // What was typed belongs to the version it was typed over: a newer one is taken only while nothing is typed.
  if (!isDirty && client?.version !== base?.version) setBase(client);
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={600}
      title={t(client ? 'form.editTitle' : 'form.newTitle')}
      classNames={{ header: 'z-client-drawer-head', body: 'z-client-drawer-body', title: 'z-client-drawer-title' }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ClientForm
        // A newer version of the card begins a new form.
        key={base?.version ?? 0}
        client={base}
        onCancel={close}
        onDirty={setDirty}
        {...rest}
      />
    </Drawer>
  );
}

interface ClientFormProps extends Omit<ClientFormDrawerProps, 'onClose'> {
  readonly onCancel: () => void;
  readonly onDirty: (isDirty: boolean) => void;
}

interface Taken {
  readonly clientId: number;
  readonly name: string;
}

function ClientForm({ client, typed, onCancel, onDirty, onSaved, onOpenOther }: ClientFormProps) {
  const { t } = useTranslation('clients');
  const cache = useQueryClient();
  const { today } = useDesk();
  const { nameOrder } = useSettings();
  const [start] = useState(() => initialValues(client, typed ?? {}));
  const [values, setValues] = useState<ClientFormValues>(start);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [taken, setTaken] = useState<Taken | null>(null);
  const [meeting, setMeeting] = useState<ClientMeetingFacts | null>(null);
  const set = (part: Partial<ClientFormValues>): void => {
    const next = { ...values, ...part };
    setValues(next);
    setTaken(null);
    onDirty(isFormChanged(next, start));
  };
  const onRefused = (error: unknown): boolean => {
    const coded = codedError(error);
    if (coded?.code === 'ALREADY_EXISTS' && coded.data['what'] === 'cardNumber') {
      setErrors({ cardNumber: t('clientCard:refused.cardTaken', { name: String(coded.data['name']) }) });
      return true;
    }
    if (coded?.code === 'ALREADY_EXISTS') {
      setTaken({ clientId: Number(coded.data['clientId']), name: String(coded.data['name']) });
      return true;
    }
    if (hasCode(error, 'STALE_VERSION') && client) {
      void meetClient(client.id, cache).then(setMeeting, () => showNotice(t('form.stale')));
      return true;
    }
    const key = String(coded?.data['reason']);
    const value = coded?.data['value'];
    const named = typeof value === 'string' ? value : '';
    const own = t(`clientCard:refused.${key}`, { value: named, defaultValue: '' });
    const reason = t(`form.refused.${key}`, { defaultValue: own });
    const fields = Object.entries(fieldErrors(error, t)).map(([field, text]) => [
      field.split('.').at(-1) === 'phone' ? 'phone' : field.replace(/^values\./u, ''),
      reason || text,
    ]);
    setErrors(Object.fromEntries(fields));
    return fields.length > 0;
  };
  const create = useCommand(api.clients.create.mutationOptions(), { onRefused });
  const update = useCommand(api.clients.update.mutationOptions(), { onRefused });
  const save = async (relativeOf: { clientId: ClientId; role: string } | null): Promise<void> => {
    setErrors({});
    if (values.firstName.trim() === '') {
      setErrors({ firstName: t('common:fields.required') });
      document.getElementById('client-first-name')?.focus();
      return;
    }
    const fields = fieldsOf(values);
    if (!client) {
      const made = await create.run({ ...fields, allowSamePhone: relativeOf !== null, relativeOf });
      if (made) onSaved(made.clientId);
      return;
    }
    const done = await update.run({
      clientId: client.id,
      version: client.version,
      values: fields,
      allowSamePhone: relativeOf !== null,
      relativeOf,
    });
    if (done) onSaved(client.id);
  };
  /** Saves the chosen sides onto the newer card. */
  const saveMerged = async (merged: ClientFormValues, onto: ClientCard): Promise<void> => {
    const input = { clientId: onto.id, version: onto.version, values: fieldsOf(merged), allowSamePhone: true };
    if (await update.run(input)) onSaved(onto.id);
  };
  const saveAsRelative = (role: string): void => {
    if (taken) void save({ clientId: taken.clientId as ClientId, role });
  };
  const isPending = create.isPending || update.isPending;
  const text = (
    field: 'firstName' | 'lastName' | 'middleName' | 'email' | 'allergy' | 'contraindication',
    maxLength: number,
  ) => ({
    label: t(`fields.${field}`, { defaultValue: '' }),
    value: values[field],
    maxLength,
    error: errors[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  const part = { values, set, errors };
  const names = [
    <TextInput
      key="first"
      {...text('firstName', 60)}
      id="client-first-name"
      withAsterisk
      data-autofocus={nameOrder === 'firstLast' || undefined}
    />,
    <TextInput key="last" {...text('lastName', 60)} data-autofocus={nameOrder === 'lastFirst' || undefined} />,
  ];
  return (
    <form
      className="z-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault();
          void save(null);
        }
      }}
    >
      <div className="z-card-body">
        <div className="z-pair">{nameOrder === 'lastFirst' ? names.toReversed() : names}</div>
        <TextInput {...text('middleName', 60)} />
        <PhoneFields {...part} />
        {taken && <TakenNotice taken={taken} isPending={isPending} onOpen={onOpenOther} onShare={saveAsRelative} />}
        {!taken && <SimilarNotice clientId={client?.id ?? null} values={values} onOpen={onOpenOther} />}
        <div className="z-pair">
          <TextInput {...text('allergy', 300)} label={t('clientCard:fields.allergy')} />
          <TextInput {...text('contraindication', 300)} label={t('clientCard:fields.contraindication')} />
        </div>
        <Textarea
          label={t('clientCard:fields.about')}
          description={t('clientCard:fields.aboutHint')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4000}
          value={values.note}
          error={errors['note']}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <MarkFields {...part} />
        <div className="z-pair">
          <DateInput
            label={t('fields.birthday')}
            placeholder={t('fields.birthdayHint')}
            valueFormat="DD.MM.YYYY"
            clearable
            minDate="1900-01-01"
            maxDate={today}
            defaultLevel="decade"
            value={values.birthday}
            error={errors['birthday']}
            onChange={(birthday) => set({ birthday })}
          />
          <Select
            label={t('fields.sex')}
            placeholder={t('sexes.unknown')}
            clearable
            value={values.sex}
            data={(['female', 'male'] as const).map((sex) => ({ value: sex, label: t(`sexes.${sex}`) }))}
            onChange={(sex) => set({ sex })}
          />
        </div>
        <TextInput {...text('email', 120)} type="email" />
        <MessengerFields {...part} />
        <FormGroup title={t('clientCard:groups.care')}>
          <CareFields {...part} />
        </FormGroup>
        <FormGroup title={t('clientCard:groups.origin')}>
          <OriginFields {...part} />
        </FormGroup>
        <FormGroup title={t('clientCard:groups.address')}>
          <AddressFields {...part} />
        </FormGroup>
      </div>
      {meeting && (
        <ClientMeeting
          meeting={meeting}
          original={start}
          mine={values}
          isPending={update.isPending}
          onSave={(merged) => void saveMerged(merged, meeting.theirs)}
          onClose={() => setMeeting(null)}
        />
      )}
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={isPending} rightSection={<Keys shortcut="Ctrl+Enter" />}>
          {t('form.save')}
        </Button>
      </footer>
    </form>
  );
}

function FormGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="z-client-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

interface TakenNoticeProps {
  readonly taken: Taken;
  readonly isPending: boolean;
  readonly onOpen: (clientId: number) => void;
  readonly onShare: (role: string) => void;
}

/** Somebody has the phone already: their card is opened, or the client becomes their relative. */
function TakenNotice({ taken, isPending, onOpen, onShare }: TakenNoticeProps) {
  const { t } = useTranslation('clients');
  const used = useSuggestions();
  const [role, setRole] = useState('');
  return (
    <div className="z-client-notice" role="alert">
      <IconUsers size={18} aria-hidden />
      <div>
        <p className="z-client-taken">{t('form.taken', { name: taken.name })}</p>
        <div className="z-client-taken-acts">
          <Button size="compact-sm" variant="default" onClick={() => onOpen(taken.clientId)}>
            {t('form.openOwner')}
          </Button>
          <Autocomplete
            size="xs"
            w={150}
            aria-label={t('clientCard:taken.role')}
            placeholder={t('clientCard:taken.roleHint')}
            maxLength={40}
            data={suggestionsOf(used?.familyRole, t('clientCard:familyRoles', { returnObjects: true }))}
            value={role}
            onChange={setRole}
          />
          <Button size="compact-sm" variant="default" loading={isPending} onClick={() => onShare(role.trim())}>
            {t('form.saveShared')}
          </Button>
        </div>
      </div>
    </div>
  );
}
