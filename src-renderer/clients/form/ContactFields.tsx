import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MESSENGERS } from '../../../src-shared/clients/client-card.rules.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { newMessenger, newPhone } from '../client-form.ts';
import { PhoneInput } from '../PhoneInput.tsx';
import type { FormPartProps } from './form-part.ts';

/** Phones with their labels; any of the numbers finds the client. */
export function PhoneFields({ values: { phones }, set, errors }: FormPartProps) {
  const { t } = useTranslation('clients');
  return (
    <fieldset className="z-client-phones">
      <legend>{t('fields.phones')}</legend>
      {phones.map((phone) => (
        <div key={phone.key} className="z-client-phone-row">
          <PhoneInput
            aria-label={t('fields.phone')}
            value={phone.digits}
            onChange={(digits) => set({ phones: replaced(phones, { ...phone, digits }) })}
          />
          <TextInput
            aria-label={t('fields.phoneLabel')}
            placeholder={t('fields.phoneLabelHint')}
            maxLength={40}
            value={phone.label}
            onChange={(event) => set({ phones: replaced(phones, { ...phone, label: event.currentTarget.value }) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('form.removePhone', { phone: phone.digits ? formatPhone(phone.digits) : '' })}
            disabled={phones.length === 1 && phone.digits === null}
            onClick={() => {
              const rest = phones.filter((other) => other.key !== phone.key);
              set({ phones: rest.length > 0 ? rest : [newPhone()] });
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {errors['phone'] && <p className="z-field-error">{errors['phone']}</p>}
      {phones.length < 10 && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set({ phones: [...phones, newPhone()] })}
        >
          {t('form.addPhone')}
        </Button>
      )}
    </fieldset>
  );
}

/** Accounts in messengers: a name, a link or a number each. */
export function MessengerFields({ values: { messengers }, set, errors }: FormPartProps) {
  const { t } = useTranslation('clientCard');
  return (
    <fieldset className="z-client-phones">
      <legend>{t('fields.messengers')}</legend>
      {messengers.map((row) => (
        <div key={row.key} className="z-client-messenger-row">
          <Select
            aria-label={t('fields.messenger')}
            allowDeselect={false}
            data={MESSENGERS.map((kind) => ({ value: kind, label: t(`messengers.${kind}`) }))}
            value={row.kind}
            onChange={(kind) => {
              if (kind) set({ messengers: replaced(messengers, { ...row, kind }) });
            }}
          />
          <TextInput
            aria-label={t('fields.handle')}
            placeholder={t(
              row.kind === 'whatsapp' || row.kind === 'viber' ? 'fields.phoneHandleHint' : 'fields.handleHint',
            )}
            maxLength={120}
            value={row.handle}
            onChange={(event) =>
              set({ messengers: replaced(messengers, { ...row, handle: event.currentTarget.value }) })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('fields.removeMessenger', { name: t(`messengers.${row.kind}`) })}
            onClick={() => set({ messengers: messengers.filter(({ key }) => key !== row.key) })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {errors['messengers'] && <p className="z-field-error">{errors['messengers']}</p>}
      {messengers.length < 10 && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            const free = MESSENGERS.find((kind) => messengers.every((row) => row.kind !== kind));
            set({ messengers: [...messengers, newMessenger(free)] });
          }}
        >
          {t('fields.addMessenger')}
        </Button>
      )}
    </fieldset>
  );
}

function replaced<Row extends { readonly key: number }>(rows: readonly Row[], row: Row): Row[] {
  return rows.map((other) => (other.key === row.key ? row : other));
}
