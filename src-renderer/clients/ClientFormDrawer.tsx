import './clients.css';
import '../ui/data-table.css';
import { ActionIcon, Autocomplete, Button, Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPlus, IconTrash, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import type { TypedClient } from '../../src-shared/clients/clients.rules.ts';
import { formatPhone } from '../../src-shared/kernel/fold.ts';
import { api } from '../api/client.ts';
import { codedError, fieldErrors, hasCode } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { type ClientFormValues, fieldsOf, initialValues, isFormChanged, newPhone } from './client-form.ts';
import { ClientMeeting, type ClientMeetingFacts, meetClient } from './ClientMeeting.tsx';
import { PhoneInput } from './PhoneInput.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

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
      size={520}
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
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const priceLists = catalogue.data?.priceLists ?? [];
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
    if (coded?.code === 'ALREADY_EXISTS') {
      setTaken({ clientId: Number(coded.data['clientId']), name: String(coded.data['name']) });
      return true;
    }
    if (hasCode(error, 'STALE_VERSION') && client) {
      void meetClient(client.id, cache).then(setMeeting, () => showNotice(t('form.stale')));
      return true;
    }
    const reason = t(`form.refused.${String(coded?.data['reason'])}`, { defaultValue: '' });
    const fields = Object.entries(fieldErrors(error, t)).map(([field, text]) => [
      field.split('.').at(-1) === 'phone' ? 'phone' : field.replace(/^values\./u, ''),
      reason || text,
    ]);
    setErrors(Object.fromEntries(fields));
    return fields.length > 0;
  };
  const create = useCommand(api.clients.create.mutationOptions(), { onRefused });
  const update = useCommand(api.clients.update.mutationOptions(), { onRefused });
  const save = async (allowSamePhone: boolean): Promise<void> => {
    setErrors({});
    if (values.firstName.trim() === '') {
      setErrors({ firstName: t('common:fields.required') });
      document.getElementById('client-first-name')?.focus();
      return;
    }
    const fields = fieldsOf(values);
    if (!client) {
      const made = await create.run({ ...fields, allowSamePhone });
      if (made) onSaved(made.clientId);
      return;
    }
    const done = await update.run({ clientId: client.id, version: client.version, values: fields, allowSamePhone });
    if (done) onSaved(client.id);
  };
  /** Saves the chosen sides onto the newer card. */
  const saveMerged = async (merged: ClientFormValues, onto: ClientCard): Promise<void> => {
    const input = { clientId: onto.id, version: onto.version, values: fieldsOf(merged), allowSamePhone: true };
    if (await update.run(input)) onSaved(onto.id);
  };
  const isPending = create.isPending || update.isPending;
  const text = (field: 'firstName' | 'lastName' | 'middleName' | 'email' | 'allergy', maxLength: number) => ({
    label: t(`fields.${field}`),
    value: values[field],
    maxLength,
    error: errors[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <form
      className="z-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault();
          void save(false);
        }
      }}
    >
      <div className="z-card-body">
        <div className="z-pair">
          <TextInput {...text('firstName', 60)} id="client-first-name" withAsterisk data-autofocus />
          <TextInput {...text('lastName', 60)} />
        </div>
        <TextInput {...text('middleName', 60)} />
        <fieldset className="z-client-phones">
          <legend>{t('fields.phones')}</legend>
          {values.phones.map((phone) => (
            <div key={phone.key} className="z-client-phone-row">
              <PhoneInput
                aria-label={t('fields.phone')}
                value={phone.digits}
                onChange={(digits) => set({ phones: replaced(values.phones, { ...phone, digits }) })}
              />
              <TextInput
                aria-label={t('fields.phoneLabel')}
                placeholder={t('fields.phoneLabelHint')}
                maxLength={40}
                value={phone.label}
                onChange={(event) =>
                  set({ phones: replaced(values.phones, { ...phone, label: event.currentTarget.value }) })
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('form.removePhone', { phone: phone.digits ? formatPhone(phone.digits) : '' })}
                disabled={values.phones.length === 1 && phone.digits === null}
                onClick={() => {
                  const rest = values.phones.filter((other) => other.key !== phone.key);
                  set({ phones: rest.length > 0 ? rest : [newPhone()] });
                }}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          ))}
          {errors['phone'] && <p className="z-field-error">{errors['phone']}</p>}
          {values.phones.length < 10 && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => set({ phones: [...values.phones, newPhone()] })}
            >
              {t('form.addPhone')}
            </Button>
          )}
        </fieldset>
        {taken && (
          <div className="z-client-notice" role="alert">
            <IconUsers size={18} aria-hidden />
            <div>
              <p className="z-client-taken">{t('form.taken', { name: taken.name })}</p>
              <div className="z-client-taken-acts">
                <Button size="compact-sm" variant="default" onClick={() => onOpenOther(taken.clientId)}>
                  {t('form.openOwner')}
                </Button>
                <Button size="compact-sm" variant="default" loading={isPending} onClick={() => void save(true)}>
                  {t('form.saveShared')}
                </Button>
              </div>
            </div>
          </div>
        )}
        <TextInput {...text('allergy', 300)} />
        {priceLists.length > 0 && (
          <Select
            label={t('fields.priceList')}
            allowDeselect={false}
            data={[
              { value: '', label: t('fields.defaultPriceList') },
              ...priceLists.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={priceLists.some(({ id }) => id === values.priceListId) ? String(values.priceListId) : ''}
            onChange={(value) =>
              set({ priceListId: (value ? Number(value) : null) as ClientFormValues['priceListId'] })
            }
          />
        )}
        <Textarea
          label={t('fields.note')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4000}
          value={values.note}
          error={errors['note']}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
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
        <div className="z-pair">
          <TextInput {...text('email', 120)} type="email" />
          <Autocomplete
            label={t('fields.source')}
            maxLength={60}
            data={t('sources', { returnObjects: true }) as string[]}
            value={values.source}
            error={errors['source']}
            onChange={(source) => set({ source })}
          />
        </div>
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
        <Button type="submit" loading={isPending}>
          {t('form.save')}
        </Button>
      </footer>
    </form>
  );
}

function replaced(
  phones: ClientFormValues['phones'],
  phone: ClientFormValues['phones'][number],
): ClientFormValues['phones'] {
  return phones.map((other) => (other.key === phone.key ? phone : other));
}
