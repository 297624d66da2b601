import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Navigate, useParams } from 'react-router';
import { useSession } from '../app/session.ts';
import './settings.css';
import { SETTINGS_SECTIONS, mayOpenSection } from './settings-sections.ts';

const GROUPS = ['salon', 'people', 'data', 'mine'] as const;

/** Settings: the sections that the person may see, and the chosen one. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { section } = useParams();
  const { permissions } = useSession();
  const open = SETTINGS_SECTIONS.filter((item) => mayOpenSection(item, permissions));
  const chosen = open.find(({ id }) => id === section);
  if (!chosen) return <Navigate to={`/settings/${open[0]?.id ?? 'view'}`} replace />;
  return (
    <div className="z-settings">
      <nav className="z-settings-nav" aria-label={t('title')}>
        {GROUPS.map((group) => {
          const list = open.filter((item) => item.group === group);
          if (list.length === 0) return null;
          return (
            <div key={group}>
              <h2>{t(`groups.${group}`)}</h2>
              {list.map(({ id }) => (
                <NavLink key={id} to={`/settings/${id}`} className="z-settings-link">
                  {t(`sections.${id}`)}
                </NavLink>
              ))}
            </div>
          );
        })}
      </nav>
      <div className="z-settings-body">
        <Suspense>
          <chosen.Page />
        </Suspense>
      </div>
    </div>
  );
}
