import { Button, SegmentedControl } from '@mantine/core';
import { IconPrinter, IconReceipt } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { FiscalJob } from '../../src-shared/fiscal/fiscal.contract.ts';
import { formatClock, formatInstant } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';
import { ReceiptActs } from './ReceiptActs.tsx';
import { printedText, troubleText, useReceiptTitle } from './receipt-words.ts';
import './fiscal.css';

const SHOWS = ['waiting', 'done', 'all'] as const;
const PAGE = 50;

/** «Чеки ККТ»: receipts that wait for the register, and those that are printed. */
export function ReceiptsPage() {
  const { t } = useTranslation('fiscal');
  const [params, setParams] = useSearchParams();
  const show = SHOWS.find((value) => value === params.get('show')) ?? 'waiting';
  const list = useInfiniteQuery(
    api.fiscal.receipts.infiniteOptions({
      input: (pastId: FiscalJob['jobId'] | null) => ({ show, pastId, limit: PAGE }),
      initialPageParam: null as FiscalJob['jobId'] | null,
      getNextPageParam: (last) => (last.hasMore ? (last.jobs.at(-1)?.jobId ?? null) : null),
    }),
  );
  const status = useQuery(api.fiscal.status.queryOptions());
  const mayPrint = useCan('take_payment');
  const retry = useCommand(api.fiscal.retry.mutationOptions(), { isQuiet: true });
  const printNow = (): void => void retry.run({});
  const { mode, waiting = 0, failed = 0, trouble = null } = status.data ?? {};
  const isPrinting = mode === 'atol';
  const canPrintNow = isPrinting && mayPrint && waiting > 0;
  useActions(
    canPrintNow ? [{ id: 'fiscal.retry', title: 'fiscal:againAll', group: 'page' as const, run: printNow }] : [],
  );
  const jobs = list.data?.pages.flatMap((page) => page.jobs) ?? [];
  const fact = [
    waiting > 0 ? t('banner.waiting', { count: waiting }) : '',
    failed > 0 ? t('banner.failed', { count: failed }) : '',
  ].filter(Boolean);
  return (
    <ListPage
      title={t('title')}
      {...(fact.length > 0 ? { fact: fact.join(' · ') } : {})}
      query={list}
      notice={
        trouble && (
          <div className="zk-banner">
            <WarnBox title={t('banner.waiting', { count: waiting })}>
              {troubleText(t, trouble)} {t('kept')}
            </WarnBox>
          </div>
        )
      }
      actions={
        <>
          {canPrintNow && (
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              loading={retry.isPending}
              onClick={printNow}
            >
              {t('againAll')}
            </Button>
          )}
          <SegmentedControl
            aria-label={t('show')}
            data={SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
            value={show}
            onChange={(value) => setParams(value === 'waiting' ? {} : { show: value }, { replace: true })}
          />
        </>
      }
      empty={jobs.length > 0 ? null : <Nothing show={show} isOff={mode === 'none'} />}
    >
      <table className="z-table zk-receipts">
        <thead>
          <tr>
            <th scope="col">{t('columns.at')}</th>
            <th scope="col">{t('columns.document')}</th>
            <th scope="col">{t('columns.lines')}</th>
            <th scope="col">{t('columns.payment')}</th>
            <th scope="col" className="z-number">
              {t('columns.total')}
            </th>
            <th scope="col">{t('columns.state')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <Receipt key={job.jobId} job={job} isPrinting={isPrinting} />
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </ListPage>
  );
}

function Nothing({ show, isOff }: { readonly show: (typeof SHOWS)[number]; readonly isOff: boolean }) {
  const { t } = useTranslation('fiscal');
  const maySet = useCan('settings');
  if (!isOff) return <EmptyState icon={IconReceipt} title={t(`empty.${show}`)} text={t(`empty.${show}Text`)} />;
  return (
    <EmptyState
      icon={IconReceipt}
      title={t('empty.off')}
      text={t('empty.offText')}
      action={
        maySet && (
          <Button component={Link} to="/settings/cash" variant="default">
            {t('empty.toSettings')}
          </Button>
        )
      }
    />
  );
}

function Receipt({ job, isPrinting }: { readonly job: FiscalJob; readonly isPrinting: boolean }) {
  const { t } = useTranslation('fiscal');
  const money = useMoney();
  const locale = useLocale();
  const { settings, today } = useDesk();
  const title = useReceiptTitle()(job);
  const { receipt, trouble } = job;
  const payments = (['cashMinor', 'electronicMinor', 'advanceMinor', 'creditMinor', 'counterMinor'] as const).filter(
    (name) => receipt.payment[name] > 0,
  );
  const figures = printedText(t, job);
  const at = (ms: number): string => formatInstant(ms, settings.timeZone, locale, Number(today.slice(0, 4)));
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        {at(job.createdAtMs)}
        {job.cashierName !== null && <small>{job.cashierName}</small>}
      </td>
      <td>
        {job.saleId === null ? (
          title
        ) : (
          <Link className="z-link" to={`/cash/sales?sale=${job.saleId}`}>
            {title}
          </Link>
        )}
        <small>{[t(`signs.${receipt.sign}`), job.clientName].filter(Boolean).join(' · ')}</small>
      </td>
      <td>
        {receipt.lines.map((line, at_) => (
          <div key={at_} className="zk-line">
            <span>
              {line.title}
              <small>{t(`methods.${line.method}`)}</small>
            </span>
            <span className="z-nums">{money(line.sumMinor)}</span>
          </div>
        ))}
      </td>
      <td>
        {payments.map((name) => (
          <div key={name} className="zk-line">
            <span>{t(`payments.${name}`)}</span>
            <span className="z-nums">{money(receipt.payment[name])}</span>
          </div>
        ))}
      </td>
      <td className="z-number">{money(receipt.totalMinor)}</td>
      <td>
        <span className="zk-state" data-state={job.state}>
          {t(`states.${job.state}`)}
        </span>
        {figures !== '' && <small>{figures}</small>}
        {trouble && <div className="zk-trouble">{troubleText(t, trouble)}</div>}
        {job.nextAttemptAtMs !== null && (
          <small>{t('nextAt', { time: formatClock(job.nextAttemptAtMs, settings.timeZone, locale) })}</small>
        )}
        <ReceiptActs job={job} isPrinting={isPrinting} />
      </td>
    </tr>
  );
}
