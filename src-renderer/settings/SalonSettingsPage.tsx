import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SalonSettingsForm } from './SalonSettingsForm.tsx';

/** Settings of the salon. */
export function SalonSettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('sections.salon')} />
      {settings.error && <p className="z-form z-field-error">{errorText(settings.error, t)}</p>}
      {settings.data && <SalonSettingsForm settings={settings.data} />}
    </>
  );
}
