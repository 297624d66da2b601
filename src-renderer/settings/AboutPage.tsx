import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';

/** What is running, where the data lies. */
export function AboutPage() {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const { data: info } = useQuery(api.system.info.queryOptions());
  return (
    <>
      <PageHeader title={t('sections.about')} />
      <div className="z-form">
        <section className="z-group">
          <h2>{t('common:appName')}</h2>
          {info && (
            <dl className="z-facts">
              <dt>{t('about.version')}</dt>
              <dd>{info.version}</dd>
              <dt>{t('about.where')}</dt>
              <dd>{t(`about.hosts.${info.host}`)}</dd>
              {info.dataFolder !== null && (
                <>
                  <dt>{t('about.folder')}</dt>
                  <dd>{info.dataFolder}</dd>
                </>
              )}
              <dt>{t('about.size')}</dt>
              <dd>{formatBytes(info.databaseBytes, locale)}</dd>
            </dl>
          )}
          <p className="z-dim">{t('about.offline')}</p>
          <p className="z-dim">{t('about.licence')}</p>
        </section>
      </div>
    </>
  );
}
