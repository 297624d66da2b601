import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { DocumentLevel } from '../../src-shared/staff/staff.rules.ts';
import type { StaffDocumentWarning } from '../../src-shared/staff/staff-papers.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale } from '../app/session.ts';

interface Due {
  readonly level: DocumentLevel;
  readonly daysLeft: number;
  readonly expiresOn: string;
}

/** The sentence about the end of a document: «осталось 7 дней, по 19.03.2026». */
function useDueText(): (due: Due) => string {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  return ({ level, daysLeft, expiresOn }) => {
    const date = formatDate(expiresOn, 'short', locale);
    if (level === 'lastDay') return t('warnings.lastDay');
    return level === 'expired' ? t('warnings.expired', { date }) : t('warnings.left', { count: daysLeft, date });
  };
}

/** How near the end of a document is, as a tag beside its title: colour, words, and a sign once it is urgent. */
export function DueTag(due: Due) {
  const dueText = useDueText();
  return (
    <span className="z-due" data-level={due.level}>
      {due.level !== 'soon' && <IconAlertTriangle size={12} aria-hidden />}
      {dueText(due)}
    </span>
  );
}

/** The warnings that the person at the desk may see. */
export function useDocumentWarnings(): readonly StaffDocumentWarning[] {
  const isAllowed = useCan('see_catalogue');
  const query = useQuery({ ...api.staff.documentWarnings.queryOptions(), enabled: isAllowed });
  return query.data ?? [];
}

const SHOWN = 6;

/** Documents near their end, over the list of the staff. */
export function WarningsBanner({ onOpen }: { readonly onOpen: (staffId: number) => void }) {
  const { t } = useTranslation('staff');
  const warnings = useDocumentWarnings();
  const first = warnings[0];
  if (!first) return null;
  return (
    <section
      className="z-warnings"
      data-level={first.level}
      aria-label={t('warnings.title', { count: warnings.length })}
    >
      <strong>
        <IconAlertTriangle size={18} aria-hidden />
        {t('warnings.title', { count: warnings.length })}
      </strong>
      <ul>
        {warnings.slice(0, SHOWN).map((warning) => (
          <li key={warning.documentId}>
            <button type="button" className="z-link" onClick={() => onOpen(warning.staffId)}>
              {warning.staffName} — {warning.title}
            </button>
            <DueTag level={warning.level} daysLeft={warning.daysLeft} expiresOn={warning.expiresOn} />
            {warning.level === 'expired' && warning.blocksBooking && (
              <span className="z-warn">{t('warnings.blocked')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** In the status bar: how many documents are near their end, with the way to them. */
export function WarningsBadge() {
  const { t } = useTranslation('staff');
  const warnings = useDocumentWarnings();
  const first = warnings[0];
  if (!first) return null;
  const isBad = first.level === 'expired' || first.level === 'lastDay';
  return (
    <Link
      to={`/settings/staff?person=${first.staffId}&tab=documents`}
      className="z-status-item"
      data-state={isBad ? 'bad' : 'warn'}
    >
      <IconAlertTriangle size={14} aria-hidden />
      {t('warnings.badge', { count: warnings.length })}
    </Link>
  );
}
