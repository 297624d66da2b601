import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney } from '../app/session.ts';

interface PassMovement {
  readonly id: number;
  readonly kind: string;
  readonly localDate: string;
  readonly saleId: number | null;
  readonly byName: string | null;
  readonly reason: string;
}

interface PassHistoryProps<Row extends PassMovement> {
  readonly ns: 'certificates' | 'memberships';
  readonly rows: readonly Row[];
  /** Under the name of a movement. */
  readonly noteOf: (row: Row) => string;
  /** Visits that came or went; absent where there are none. */
  readonly unitsOf?: (row: Row) => number;
  readonly minorOf: (row: Row) => number;
}

/** Everything that happened to a certificate or a membership; what a check did opens the check. */
export function PassHistory<Row extends PassMovement>(props: PassHistoryProps<Row>) {
  const { ns, rows, noteOf, unitsOf, minorOf } = props;
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const locale = useLocale();
  return (
    <section className="z-section">
      <h2>{t('card.history', { ns })}</h2>
      <table className="z-table z-pass-table">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{formatDate(row.localDate, 'full', locale)}</td>
              <td>
                {row.saleId === null ? (
                  t(`kinds.${row.kind}`, { ns })
                ) : (
                  <Link
                    to={`/cash/sales?sale=${row.saleId}`}
                    aria-label={`${t(`kinds.${row.kind}`, { ns })}. ${t('card.openSale', { ns })}`}
                  >
                    {t(`kinds.${row.kind}`, { ns })}
                  </Link>
                )}
                <div className="z-dim">{noteOf(row)}</div>
              </td>
              <td className="z-dim">{row.byName ?? t('ledger:card.program')}</td>
              {unitsOf && <td className="z-number">{signed(unitsOf(row))}</td>}
              <td className="z-number">{minorOf(row) === 0 ? '' : money(minorOf(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function signed(units: number): string {
  if (units === 0) return '';
  return units > 0 ? `+${units}` : `−${-units}`;
}
