import { IconHeart } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { SubstitutionRow } from '../../src-shared/substitution/substitution.contract.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { DecisionField } from './DecisionField.tsx';
import { type Decisions, type RowDecision, decisionOf } from './plan-state.ts';

interface PlanTableProps {
  readonly rows: readonly SubstitutionRow[];
  readonly decisions: Decisions;
  readonly onChange: (visitId: number, decision: RowDecision) => void;
}

/** Every booking of the master who is away, day by day, with what is done about it. */
export function PlanTable({ rows, decisions, onChange }: PlanTableProps) {
  const { t } = useTranslation('substitution');
  const locale = useLocale();
  const money = useMoney();
  const days = Map.groupBy(rows, ({ localDate }) => localDate);
  return (
    <>
      <p className="z-dim zsub-keys">
        {t('keys')}. {t('applyHint')}
      </p>
      <table className="z-table zsub-table">
        <thead>
          <tr>
            <th scope="col">{t('columns.time')}</th>
            <th scope="col">{t('columns.client')}</th>
            <th scope="col">{t('columns.service')}</th>
            <th scope="col" className="z-number">
              {t('columns.price')}
            </th>
            <th scope="col">{t('columns.decision')}</th>
          </tr>
        </thead>
        <tbody>
          {[...days].map(([date, ofDay]) => (
            <Fragment key={date}>
              <tr className="z-table-group">
                <td colSpan={5}>
                  <span className="z-table-group-line">
                    {formatDate(date, 'dayLong', locale)}
                    <span className="z-dim">{t('dayCount', { count: ofDay.length })}</span>
                    <Link to={`/journal/${date}`} className="zsub-day-link">
                      {t('openDay')}
                    </Link>
                  </span>
                </td>
              </tr>
              {ofDay.map((row) => (
                <tr key={row.visitId}>
                  <td className="zsub-time">{formatRange(row.startMin, row.endMin)}</td>
                  <td>
                    <span className="zsub-option">
                      {row.clientName || t('noClient')}
                      {row.clientPhone && <small>{row.clientPhone}</small>}
                      {row.wantsThisMaster && (
                        <small className="zsub-wish">
                          <IconHeart size={12} aria-hidden /> {t('wantsThisMaster')}
                        </small>
                      )}
                    </span>
                  </td>
                  <td>
                    <span className="zsub-option">
                      {row.serviceNames.join(', ')}
                      {row.comment && <small>{row.comment}</small>}
                    </span>
                  </td>
                  <td className="z-number">{money(row.priceMinor)}</td>
                  <td className="zsub-decision-cell">
                    <DecisionField
                      row={row}
                      decision={decisionOf(row, decisions)}
                      onChange={(decision) => onChange(row.visitId, decision)}
                    />
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}
