import { Alert, Tooltip, UnstyledButton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatNumber, formatPercent } from '../../src-shared/i18n/format.ts';
import { startOfMonth } from '../../src-shared/kernel/local-date.ts';
import type { FlowFigures, FlowKind } from '../../src-shared/retention/flow.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { type FlowQuestion, FlowRows } from './FlowRows.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import '../ui/data-table.css';

const COUNTED = ['fresh', 'returning', 'reactivated', 'left', 'kept'] as const satisfies readonly FlowKind[];

/** Who came and who left in a period, by master; each number opens its clients (A7). */
export function FlowView() {
  const { t } = useTranslation('retention');
  const { today } = useDesk();
  const locale = useLocale();
  const [[fromDate, toDate], setRange] = useState<readonly [string, string]>([startOfMonth(today), today]);
  const [open, setOpen] = useState<FlowQuestion | null>(null);
  const flow = useQuery(
    api.retention.flow.queryOptions({ input: { fromDate, toDate }, placeholderData: keepPreviousData }),
  );
  const { data } = flow;
  const ratio = (bp: number | null): string => (bp === null ? '—' : formatNumber(bp / 10_000, locale, 2));
  const percent = (bp: number | null): string => (bp === null ? '—' : formatPercent(bp / 100, locale));
  const show = (name: string, kind: FlowKind, staffId: StaffId | null): void =>
    setOpen({ title: `${name}, ${t(`flow.${kind}`)}`, fromDate, toDate, kind, staffId });
  const row = (name: string, figures: FlowFigures, staffId: StaffId | null) => (
    <tr key={staffId ?? 0}>
      <th scope="row">{name}</th>
      {COUNTED.map((kind) => (
        <td key={kind} className="z-number">
          {figures[kind] === 0 ? (
            <span className="z-dim">0</span>
          ) : (
            <button
              type="button"
              className="z-link zr-figure"
              aria-label={t('results.show', { what: `${name}, ${t(`flow.${kind}`)} ${figures[kind]}` })}
              onClick={() => show(name, kind, staffId)}
            >
              {figures[kind]}
            </button>
          )}
        </td>
      ))}
      <td className="z-number">{percent(figures.retentionBp)}</td>
      <td className="z-number">{ratio(figures.ratioBp)}</td>
    </tr>
  );
  return (
    <div className="zr-results">
      <PeriodBar fromDate={fromDate} toDate={toDate} onChange={(from, to) => setRange([from, to])}>
        {data && <span className="z-dim">{t('flow.rule', { count: data.lossDays })}</span>}
      </PeriodBar>
      {flow.error && <Alert color="danger">{errorText(flow.error, t)}</Alert>}
      {data?.byStaff.length === 0 && <EmptyState icon={IconUsers} title={t('flow.empty')} text={t('flow.emptyText')} />}
      {data && data.byStaff.length > 0 && (
        <>
          <div className="zr-tiles">
            {COUNTED.slice(0, 4).map((kind) => (
              <UnstyledButton key={kind} className="zr-tile" onClick={() => show(t('flow.salon'), kind, null)}>
                <span className="z-dim">{t(`flow.${kind}`)}</span>
                <b>{data.total[kind]}</b>
              </UnstyledButton>
            ))}
            <Tooltip label={t('flow.retentionHint', { kept: data.total.kept, base: data.total.base })}>
              <UnstyledButton className="zr-tile" onClick={() => show(t('flow.salon'), 'kept', null)}>
                <span className="z-dim">{t('flow.retention')}</span>
                <b>{percent(data.total.retentionBp)}</b>
              </UnstyledButton>
            </Tooltip>
            <Tooltip label={t('flow.ratioHint')}>
              <div className="zr-tile">
                <span className="z-dim">{t('flow.ratio')}</span>
                <b>{ratio(data.total.ratioBp)}</b>
              </div>
            </Tooltip>
          </div>
          <table className="z-table zr-results-table">
            <thead>
              <tr>
                <th scope="col">{t('flow.master')}</th>
                {COUNTED.map((kind) => (
                  <th key={kind} scope="col" className="z-number">
                    {t(`flow.${kind}`)}
                  </th>
                ))}
                <th scope="col" className="z-number">
                  {t('flow.retention')}
                </th>
                <th scope="col" className="z-number">
                  {t('flow.ratio')}
                </th>
              </tr>
            </thead>
            <tbody>{data.byStaff.map(({ staffId, name, ...figures }) => row(name, figures, staffId))}</tbody>
            <tfoot>{row(t('flow.salon'), data.total, null)}</tfoot>
          </table>
        </>
      )}
      {open && <FlowRows question={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
