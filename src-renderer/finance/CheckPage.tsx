import { Alert, Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { INVARIANTS } from '../../src-shared/ledger/check.rules.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import type { CheckResult } from '../../src-shared/ledger/ledger.contract.ts';
import { api, client } from '../api/client.ts';
import { onLiveEvent } from '../api/live.ts';
import { showError } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { useDrill } from './figure.tsx';
import { useNames } from './names.ts';
import './finance.css';

type Finding = CheckResult['findings'][number];
type FindingRow = Finding['rows'][number];

/** The check of the ledger: what the last one found, another one now, and each finding down to its rows. */
export function CheckPage() {
  const { t } = useTranslation('ledger');
  const { settings, session, today } = useDesk();
  const { locale } = session.user;
  const queryClient = useQueryClient();
  const query = useQuery(api.ledger.check.queryOptions());
  const [share, setShare] = useState<number | null>(null);
  useEffect(
    () =>
      onLiveEvent(({ job }) => {
        if (job?.title === 'ledger.check') setShare(job.state === 'running' ? job.share : null);
      }),
    [],
  );
  const isRunning = share !== null || (query.data?.isRunning ?? false);
  const run = (): void => {
    if (isRunning) return;
    setShare(0);
    client.ledger
      .runCheck()
      .catch((error: unknown) => {
        const isStopped = (error as { data?: { reason?: string } }).data?.reason === 'cancelled';
        if (!isStopped) showError(error, t);
      })
      .finally(() => {
        setShare(null);
        void queryClient.invalidateQueries({ queryKey: api.ledger.check.key() });
      });
  };
  useActions([{ id: 'ledger.runCheck', title: 'ledger:actions.runCheck', group: 'page', run }]);
  const last = query.data?.last ?? null;
  const broken = new Set(last?.findings.map(({ invariant }) => invariant));
  const when = last && formatInstant(last.atMs, settings.timeZone, locale, Number(today.slice(0, 4)));
  const percent = Math.round((share ?? 0) * 100);
  return (
    <DrillFrame>
      <ListPage
        title={t('check.title')}
        query={query}
        actions={
          isRunning ? (
            <Button
              size="xs"
              variant="default"
              onClick={() => void client.ledger.cancelCheck().catch((error: unknown) => showError(error, t))}
            >
              {t('actions.cancelCheck')}
            </Button>
          ) : (
            <Button size="xs" leftSection={<IconShieldCheck size={16} />} onClick={run}>
              {t('actions.runCheck')}
            </Button>
          )
        }
        notice={
          <>
            <p className="z-dim zf-lead">{t('check.lead')}</p>
            {isRunning && (
              <div role="status" className="zf-notice">
                <p>{t('check.progress', { percent })}</p>
                <Progress value={percent} aria-label={t('check.running')} />
              </div>
            )}
          </>
        }
        empty={
          last === null && !isRunning ? (
            <EmptyState icon={IconShieldCheck} title={t('check.never')} text={t('check.neverText')} />
          ) : null
        }
      >
        {last && (
          <>
            <Alert
              className="zf-notice"
              color={broken.size === 0 ? 'teal' : 'danger'}
              role="status"
              icon={broken.size === 0 ? <IconCircleCheck /> : <IconAlertTriangle />}
              title={broken.size === 0 ? t('check.holds') : t('check.broken', { count: broken.size })}
            >
              {t('check.when', { when, who: last.byName ?? t('check.night') })} ·{' '}
              {t('check.facts', {
                documents: formatNumber(last.documents, locale),
                entries: formatNumber(last.entries, locale),
                seconds: formatNumber(last.tookMs / 1000, locale, 1),
              })}
              {broken.size > 0 && <p>{t('check.todo')}</p>}
            </Alert>
            {last.findings.map((finding) => (
              <FindingTable key={finding.rule} finding={finding} />
            ))}
            <table className="z-table zf-table" aria-label={t('check.rule')}>
              <thead>
                <tr>
                  <th scope="col">№</th>
                  <th scope="col">{t('check.rule')}</th>
                  <th scope="col">{t('check.state')}</th>
                </tr>
              </thead>
              <tbody>
                {INVARIANTS.map((invariant) => (
                  <tr key={invariant}>
                    <td>{invariant}</td>
                    <th scope="row">{t(`check.invariants.${invariant}`)}</th>
                    <td className="zf-state" data-bad={broken.has(invariant) || undefined}>
                      {broken.has(invariant) ? (
                        <IconAlertTriangle size={16} aria-hidden />
                      ) : (
                        <IconCircleCheck size={16} aria-hidden />
                      )}
                      {broken.has(invariant)
                        ? t('check.rows', {
                            count: last.findings
                              .filter((one) => one.invariant === invariant)
                              .reduce((sum, { total }) => sum + total, 0),
                          })
                        : t('check.good')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </ListPage>
    </DrillFrame>
  );
}

/** One finding with its rows; each opens the document, the entries, the client or the visit. */
function FindingTable({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const locale = useLocale();
  const { documentName } = useNames();
  const title = `${finding.invariant}. ${t(`check.rules.${finding.rule}`)}`;
  const amount = (minor: number | null): string => {
    if (minor === null) return '';
    // Numbers of documents are counted, not money.
    return finding.rule === 'number_gap' ? String(minor) : money(minor);
  };
  return (
    <section aria-label={title}>
      <h2 className="zf-h2">{title}</h2>
      <table className="z-table zf-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('check.what')}</th>
            <th scope="col" className="z-number">
              {t('check.expected')}
            </th>
            <th scope="col" className="z-number">
              {t('check.actual')}
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {finding.rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">
                {[
                  row.account === null ? '' : t(`accounts.${row.account}`),
                  labelOf(finding.rule, row, t),
                  row.document ? documentName(row.document.kind, row.document.number) : '',
                  row.localDate === null ? '' : formatDate(row.localDate, 'short', locale),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </th>
              <td className="z-number">{amount(row.expectedMinor)}</td>
              <td className="z-number">{amount(row.actualMinor)}</td>
              <td className="z-actions">
                <FindingLinks row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {finding.total > finding.rows.length && (
        <p className="z-dim">{t('check.shown', { count: finding.rows.length })}</p>
      )}
    </section>
  );
}

function labelOf(rule: string, row: FindingRow, t: (key: string) => string): string {
  return rule === 'number_gap' ? t(`documents.${row.label}`) : row.label;
}

function FindingLinks({ row }: { readonly row: FindingRow }) {
  const { t } = useTranslation('ledger');
  const drill = useDrill();
  const maySeeClients = useCan('see_clients');
  const { documentId, clientId, visitId, account, object, localDate } = row;
  if (documentId !== null) {
    return (
      <Button size="compact-sm" variant="default" onClick={() => drill.openDocument(documentId)}>
        {t('card.openDocument')}
      </Button>
    );
  }
  if (account !== null) {
    const filter: CellFilterInput = {
      accounts: [account as CellFilterInput['accounts'][number]],
      object,
      counters: null,
      counterObject: null,
      sign: 'debit',
      isOneSided: false,
    };
    const period = { fromDate: localDate ?? '1901-01-01', toDate: localDate ?? '2199-12-31' };
    const title = [t(`accounts.${account}`), row.label].filter((part) => part !== '').join(' · ');
    return (
      <Button size="compact-sm" variant="default" onClick={() => drill.openFigure({ title, period, filter, clientId })}>
        {t('entries.title')}
      </Button>
    );
  }
  if (clientId !== null && maySeeClients) return <Link to={`/clients/${clientId}`}>{t('card.openClient')}</Link>;
  if (visitId !== null && localDate !== null) return <Link to={`/journal/${localDate}`}>{t('card.openVisit')}</Link>;
  return null;
}
