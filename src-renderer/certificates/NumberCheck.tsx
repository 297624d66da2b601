import { TextInput } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText, hasCode } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';

/** A scanned or typed number: what the certificate is good for, in one sentence. */
export function NumberCheck({ onOpen }: { readonly onOpen: (certificateId: number) => void }) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const locale = useLocale();
  const [text, setText] = useState('');
  const [number, setNumber] = useState('');
  const found = useQuery({
    ...api.certificates.check.queryOptions({ input: { number } }),
    enabled: number !== '',
    retry: false,
  });
  const sentence = (): string => {
    if (found.isError) {
      return hasCode(found.error, 'NOT_FOUND') ? t('check.unknown', { number }) : errorText(found.error, t);
    }
    if (!found.data) return '';
    const { certificate: one } = found.data;
    const values = { number: one.number, balance: money(one.balanceMinor), note: one.note };
    const date = one.expiresOn === null ? null : formatDate(one.expiresOn, 'full', locale);
    switch (one.status) {
      case 'active':
        return t('check.fine', { ...values, until: date === null ? t('check.endless') : t('check.until', { date }) });
      case 'expired':
        return t('check.expired', { ...values, date });
      case 'blocked':
        return t('check.blocked', values);
      case 'spent':
        return t('check.spent', values);
      case 'refunded':
      case 'cancelled':
        return `№ ${one.number}: ${t(`statuses.${one.status}`)}.`;
    }
  };
  return (
    <form
      className="z-number-check"
      onSubmit={(event) => {
        event.preventDefault();
        setNumber(text.trim());
      }}
    >
      <TextInput
        aria-label={t('check.label')}
        placeholder={t('check.placeholder')}
        leftSection={<IconBarcode size={16} aria-hidden />}
        value={text}
        w={280}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <output aria-live="polite" className={found.data?.hindrance || found.isError ? 'z-warn' : ''}>
        {number !== '' && sentence()}{' '}
        {found.data && number !== '' && (
          <button type="button" className="z-link" onClick={() => onOpen(found.data.certificate.id)}>
            {t('open', { number: found.data.certificate.number })}
          </button>
        )}
      </output>
    </form>
  );
}
