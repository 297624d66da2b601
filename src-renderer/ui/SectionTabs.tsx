import { type ComponentType, type LazyExoticComponent, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Navigate, useParams } from 'react-router';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import { useSession } from '../app/session.ts';
import './section-tabs.css';

/** One tab of a section: features add their own line to its list, the component stays in their folder. */
export interface SectionTab {
  /** Stands in the address. */
  readonly id: string;
  /** i18n key with its namespace. */
  readonly titleKey: string;
  readonly Component: LazyExoticComponent<ComponentType>;
  readonly permission: Permission;
}

interface SectionTabsProps {
  /** Address of the section. */
  readonly path: string;
  readonly label: string;
  readonly tabs: readonly SectionTab[];
}

/** A section of several pages: its tabs as links, and the one that the address names. */
export function SectionTabs({ path, label, tabs }: SectionTabsProps) {
  const { t } = useTranslation();
  const { tab } = useParams();
  const { permissions } = useSession();
  const open = tabs.filter(({ permission }) => permissions.includes(permission));
  const chosen = open.find(({ id }) => id === tab);
  if (!chosen) return open[0] ? <Navigate to={`${path}/${open[0].id}`} replace /> : null;
  return (
    <div className="z-tabbed">
      <nav className="z-section-tabs" aria-label={label}>
        {open.map(({ id, titleKey }) => (
          <NavLink key={id} to={`${path}/${id}`} className="z-section-tab">
            {t(titleKey)}
          </NavLink>
        ))}
      </nav>
      <div className="z-section-page">
        <Suspense>
          <chosen.Component />
        </Suspense>
      </div>
    </div>
  );
}
