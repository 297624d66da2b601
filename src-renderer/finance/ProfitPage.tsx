import { SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { ProfitLine } from '../../src-shared/ledger/reports.contract.ts';
import { COLUMN_STEPS, COMPARISONS, type Period, stepFor } from '../../src-shared/ledger/periods.rules.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { Change } from './Change.tsx';
import { ComparisonSelect } from './ComparisonSelect.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { useChoice, usePeriod } from './period.ts';
import { PeriodPicker } from './PeriodPicker.tsx';
import { DefinitionsSwitch, Term } from './Term.tsx';
import './finance.css';

const BASES = ['accrual', 'cash'] as const;

/** Profit and loss on accrual or on cash, by months or years, beside another period. */
export function ProfitPage() {
  const { t } = useTranslation('ledger');
  const locale = useLocale();
  const [period, setPeriod] = usePeriod();
  const [basis, setBasis] = useChoice('basis', BASES, 'accrual');
  const [step, setStep] = useChoice('step', COLUMN_STEPS, stepFor(period));
  const [comparison, setComparison] = useChoice('compare', COMPARISONS, 'before');
  const options = { basis, step, comparison };
  const query = useQuery(
    api.ledger.profit.queryOptions({ input: { ...period, ...options }, placeholderData: keepPreviousData }),
  );
  const { data } = query;
  const isEmpty = data?.lines.every((line) => line.totalMinor === 0 && (line.beforeMinor ?? 0) === 0) ?? false;
  return (
    <DrillFrame>
      <ListPage
        title={t('profit.title')}
        query={query}
        actions={
          <>
            <DefinitionsSwitch />
            <PeriodPicker period={period} onChange={setPeriod} />
            <ExportButtons report="profit" period={period} options={options} />
          </>
        }
        notice={
          <div className="zf-choices">
            <SegmentedControl
              size="xs"
              aria-label={t('profit.basis')}
              value={basis}
              onChange={(value) => setBasis(value)}
              data={BASES.map((value) => ({ value, label: t(`profit.${value}`) }))}
            />
            <span className="z-dim">{t(`profit.${basis}Hint`)}</span>
            <span className="zf-gap" />
            <SegmentedControl
              size="xs"
              aria-label={t('profit.step')}
              value={step}
              onChange={(value) => setStep(value)}
              data={COLUMN_STEPS.map((value) => ({ value, label: t(`profit.steps.${value}`) }))}
            />
            <ComparisonSelect value={comparison} onChange={setComparison} />
          </div>
        }
        empty={isEmpty ? <EmptyState icon={IconChartBar} title={t('profit.empty')} /> : null}
      >
        {data && (
          <ProfitTable
            lines={data.lines}
            columns={data.columns}
            before={data.before}
            step={step}
            period={period}
            locale={locale}
          />
        )}
      </ListPage>
    </DrillFrame>
  );
}

interface ProfitTableProps {
  readonly lines: readonly ProfitLine[];
  readonly columns: readonly Period[];
  readonly before: Period | null;
  readonly step: (typeof COLUMN_STEPS)[number];
  readonly period: Period;
  readonly locale: 'ru' | 'en';
}

function ProfitTable({ lines, columns, before, step, period, locale }: ProfitTableProps) {
  const { t } = useTranslation('ledger');
  const isCut = columns.length > 1;
  const titleOf = ({ fromDate }: Period): string =>
    step === 'year' ? fromDate.slice(0, 4) : formatDate(fromDate, 'month', locale);
  const span = (one: Period): string =>
    `${formatDate(one.fromDate, 'short', locale)} — ${formatDate(one.toDate, 'short', locale)}`;
  const biggest = Math.max(
    1,
    ...lines.filter(({ kind }) => kind === 'part').map(({ totalMinor }) => Math.abs(totalMinor)),
  );
  const question = (line: ProfitLine, of: Period) =>
    line.filter ? { period: of, filter: line.filter, about: t(`definitions.lines.${line.key}`) } : null;
  return (
    <div className="zf-scroll">
      <table className="z-table zf-table zf-profit" data-cut={isCut || undefined}>
        <thead>
          <tr>
            <th scope="col">{t('profit.line')}</th>
            {isCut &&
              columns.map((column) => (
                <th key={column.fromDate} scope="col" className="z-number" title={span(column)}>
                  {titleOf(column)}
                </th>
              ))}
            <th scope="col" className="z-number">
              {t('profit.total')}
            </th>
            {before && (
              <>
                <th scope="col" className="z-number" title={span(before)}>
                  {t('profit.before')}
                </th>
                <th scope="col" className="z-number">
                  {t('profit.change')}
                </th>
              </>
            )}
            {!isCut && <th scope="col" aria-hidden className="zf-bar-head" />}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const name = line.name ?? t(`lines.${line.key}`);
            const about = t(`definitions.lines.${line.key}`);
            return (
              <tr key={`${line.key}/${line.articleId}`} data-kind={line.kind}>
                <th scope="row">
                  <Term name={name} about={about} isOneOfMany={line.articleId !== null} />
                </th>
                {isCut &&
                  line.amounts.map((minor, index) => (
                    <td key={columns[index]!.fromDate} className="z-number">
                      <Figure
                        minor={minor}
                        label={`${name}, ${titleOf(columns[index]!)}`}
                        question={question(line, columns[index]!)}
                      />
                    </td>
                  ))}
                <td className="z-number zf-strong">
                  <Figure
                    minor={line.totalMinor}
                    label={`${name}, ${t('profit.total')}`}
                    question={question(line, period)}
                  />
                </td>
                {before && (
                  <>
                    <td className="z-number">
                      <Figure
                        minor={line.beforeMinor ?? 0}
                        label={`${name}, ${t('profit.before')}`}
                        question={question(line, before)}
                      />
                    </td>
                    <td className="z-number">
                      <Change now={line.totalMinor} before={line.beforeMinor ?? 0} />
                    </td>
                  </>
                )}
                {!isCut && (
                  <td aria-hidden>
                    {line.kind === 'part' && (
                      <span
                        className="zf-bar"
                        data-sign={line.totalMinor < 0 ? 'minus' : undefined}
                        style={{ width: `${Math.round((Math.abs(line.totalMinor) / biggest) * 100)}%` }}
                      />
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
