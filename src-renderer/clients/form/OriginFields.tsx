import { ActionIcon, Autocomplete, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientAddress } from '../../../src-shared/clients/client-parts.contract.ts';
import { api } from '../../api/client.ts';
import { useCan } from '../../app/session.ts';
import { ClientSearchField } from '../ClientPicker.tsx';
import { type FormPartProps, suggestionsOf } from './form-part.ts';

/** Values that other cards use, for the fields that are filled in again and again. */
export function useSuggestions() {
  return useQuery(api.clients.suggestions.queryOptions({ input: {}, enabled: useCan('edit_clients') })).data;
}

/** Where the client heard first, learned more, what decided, and who recommended the salon. */
export function OriginFields({ values, set, errors }: FormPartProps) {
  const { t } = useTranslation('clientCard');
  const used = useSuggestions();
  const fields = [
    ['source', used?.source, t('clients:sources', { returnObjects: true })],
    ['learnedFrom', used?.learnedFrom, t('learnedFrom', { returnObjects: true })],
    ['decidedBy', used?.decidedBy, t('decidedBy', { returnObjects: true })],
  ] as const;
  const { recommendedBy } = values;
  return (
    <>
      <div className="z-pair">
        {fields.map(([name, own, offered]) => (
          <Autocomplete
            key={name}
            label={t(`fields.${name}`)}
            maxLength={60}
            data={suggestionsOf(own, offered)}
            value={values[name]}
            error={errors[name]}
            onChange={(text) => set({ [name]: text })}
          />
        ))}
      </div>
      {recommendedBy === null ? (
        <ClientSearchField
          label={t('fields.recommendedBy')}
          isExistingOnly
          autoFocus={false}
          error={errors['recommendedById']}
          onChange={(picked) => {
            if (picked && 'id' in picked) set({ recommendedBy: { id: picked.id, name: picked.name } });
          }}
        />
      ) : (
        <TextInput
          label={t('fields.recommendedBy')}
          value={recommendedBy.name}
          readOnly
          error={errors['recommendedById']}
          rightSection={
            <Tooltip label={t('fields.removeRecommended')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('fields.removeRecommended')}
                onClick={() => set({ recommendedBy: null })}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          }
        />
      )}
    </>
  );
}

const MAX_LENGTH: Readonly<Record<keyof ClientAddress, number>> = {
  country: 60,
  region: 80,
  city: 80,
  street: 120,
  house: 30,
  flat: 20,
  postcode: 12,
};

/** Where the client lives; country, region and city are offered from other cards. */
export function AddressFields({ values: { address }, set }: FormPartProps) {
  const { t } = useTranslation('clientCard');
  const used = useSuggestions();
  const change = (part: Partial<ClientAddress>): void => set({ address: { ...address, ...part } });
  const text = (name: 'street' | 'house' | 'flat' | 'postcode') => (
    <TextInput
      key={name}
      label={t(`address.${name}`)}
      maxLength={MAX_LENGTH[name]}
      value={address[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="z-pair">
        {(['country', 'region', 'city'] as const).map((name) => (
          <Autocomplete
            key={name}
            label={t(`address.${name}`)}
            maxLength={MAX_LENGTH[name]}
            data={suggestionsOf(used?.[name], [])}
            value={address[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      {text('street')}
      <div className="z-client-house">{(['house', 'flat', 'postcode'] as const).map(text)}</div>
    </>
  );
}
