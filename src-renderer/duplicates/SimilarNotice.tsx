import './duplicates.css';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import type { ClientFormValues } from '../clients/client-form.ts';
import { AlikeFacts } from './AlikeFacts.tsx';

interface SimilarNoticeProps {
  /** The card that is being changed; null for a new one. */
  readonly clientId: ClientId | null;
  readonly values: ClientFormValues;
  /** Shows that card instead. */
  readonly onOpen: (clientId: number) => void;
}

const PAUSE_MS = 350;
const SHOWN = 3;

/** «Похоже на: …»: whom the person on the form looks like, while it is filled in. It never stands in the way of saving. */
export function SimilarNotice({ clientId, values, onOpen }: SimilarNoticeProps) {
  const { t } = useTranslation('duplicates');
  const [asked] = useDebouncedValue(
    {
      clientId,
      firstName: values.firstName.trim(),
      lastName: values.lastName.trim(),
      middleName: values.middleName.trim(),
      phones: values.phones.flatMap(({ digits }) => digits ?? []),
      birthday: values.birthday,
      email: values.email.trim(),
      cardNumber: values.cardNumber.trim(),
    },
    PAUSE_MS,
  );
  const isEnough =
    asked.phones.length > 0 || asked.email !== '' || asked.cardNumber !== '' || asked.lastName.length > 1;
  const similar = useQuery(
    api.duplicates.similar.queryOptions({
      input: asked,
      enabled: isEnough,
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 60_000,
    }),
  );
  const found = isEnough ? (similar.data ?? []).slice(0, SHOWN) : [];
  if (found.length === 0) return null;
  return (
    <div className="z-client-notice z-similar" role="status">
      <IconUsers size={18} aria-hidden />
      <div>
        <p className="z-client-taken">{t('similar.title')}</p>
        <ul>
          {found.map(({ client, reasons }) => (
            <li key={client.id}>
              <span className="z-similar-who">
                <strong>{client.name}</strong>
                <AlikeFacts client={client} reasons={reasons} />
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('similar.openOf', { name: client.name })}
                onClick={() => onOpen(client.id)}
              >
                {t('similar.open')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
