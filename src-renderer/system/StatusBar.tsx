import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconDatabase, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatClock, formatDate } from '../../src-shared/i18n/format.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { useDesk } from '../app/session.ts';
import { api, connection } from '../api/client.ts';
import { CheckBadge } from '../finance/CheckBadge.tsx';
import { CashStatus } from '../cash/CashStatus.tsx';
import { FiscalStatus } from '../fiscal/FiscalStatus.tsx';
import { WarningsBadge } from '../staff/DocumentWarnings.tsx';

const BACKUP_OLD_AFTER_DAYS = 2;

/** What is true right now: the link, the last proved copy, who is at the desk. */
export function StatusBar() {
  const { t } = useTranslation('system');
  const { session, settings, today } = useDesk();
  const { user, permissions } = session;
  const isLost = useSyncExternalStore(connection.subscribe, connection.get) === 'lost';
  const info = useQuery(api.system.info.queryOptions());
  const backupAtMs = info.data?.lastBackupAtMs ?? null;
  const backupDate = backupAtMs === null ? null : localOf(backupAtMs, settings.timeZone).localDate;
  const isOld = backupDate === null || daysBetween(backupDate, today) >= BACKUP_OLD_AFTER_DAYS;
  const backupText =
    backupAtMs === null || backupDate === null
      ? t('status.noBackup')
      : t('status.backup', {
          when:
            backupDate === today
              ? t('status.todayAt', { time: formatClock(backupAtMs, settings.timeZone, user.locale) })
              : formatDate(backupDate, 'dayMonth', user.locale),
        });
  const backup = (
    <>
      {isOld ? <IconAlertTriangle size={14} aria-hidden /> : <IconDatabase size={14} aria-hidden />}
      {backupText}
    </>
  );
  return (
    <footer className="z-status">
      <span className="z-status-item" data-state={isLost ? 'bad' : 'good'}>
        {isLost ? <IconPlugConnectedX size={14} aria-hidden /> : <IconPlugConnected size={14} aria-hidden />}
        {isLost ? t('status.lost') : t('status.online')}
      </span>
      {info.data &&
        (permissions.includes('backup') ? (
          <Link to="/settings/backup" className="z-status-item" data-state={isOld ? 'warn' : 'good'}>
            {backup}
          </Link>
        ) : (
          <span className="z-status-item" data-state={isOld ? 'warn' : 'good'}>
            {backup}
          </span>
        ))}
      <CashStatus />
      <FiscalStatus />
      <WarningsBadge />
      <CheckBadge />
      <span className="z-status-gap" />
      <span className="z-status-item">
        {user.name} · {t(`common:roles.${user.role}`).toLowerCase()}
      </span>
      <span className="z-status-item">{t('status.keys')}</span>
    </footer>
  );
}
