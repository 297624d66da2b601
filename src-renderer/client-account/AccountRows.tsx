import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountRow } from '../../src-shared/client-account/client-account.contract.ts';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';

interface AccountRowsProps {
  readonly rows: readonly AccountRow[];
  readonly onReverse: (row: AccountRow) => void;
}

/** What a document is called: «Чек № 12», «Сторно № 3: Пополнение депозита № 7». */
export function documentTitle(row: AccountRow, t: TFunction): string {
  const title = t(`clientAccount:kinds.${row.kind}`, { number: row.number });
  if (row.reversesKind === null) return title;
  const what = t(`clientAccount:kinds.${row.reversesKind}`, { number: row.reversesNumber ?? 0 });
  return t('clientAccount:reversalOf', { title, what });
}

/** Documents of a client's account, newest first, each with the balance after it. */
export function AccountRows({ rows, onReverse }: AccountRowsProps) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const locale = useLocale();
  const { settings, today } = useDesk();
  const mayReverse = useCan('refund');
  const hasBonuses = rows.some(({ bonusMinor }) => bonusMinor !== 0);
  const amount = (minor: number): string => (minor === 0 ? '' : money(minor));
  return (
    <table className="z-table z-account-rows">
      <thead>
        <tr>
          <th scope="col">{t('columns.date')}</th>
          <th scope="col">{t('columns.document')}</th>
          <th scope="col" className="z-number">
            {t('columns.out')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.in')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.balance')}
          </th>
          {hasBonuses && (
            <th scope="col" className="z-number">
              {t('columns.bonus')}
            </th>
          )}
          <th scope="col">{t('columns.who')}</th>
          <th aria-label={t('acts.reverse')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const title = documentTitle(row, t);
          const note = [...row.titles, row.reason, row.comment].filter(Boolean).join(', ');
          return (
            <tr key={row.documentId} data-reversed={row.isReversed || undefined}>
              <td>{formatInstant(row.atMs, settings.timeZone, locale, Number(today.slice(0, 4)))}</td>
              <td>
                {row.saleId === null ? title : <Link to={`/cash/sales?sale=${row.saleId}`}>{title}</Link>}
                {row.isReversed && <span className="z-tag">{t('rows.reversed')}</span>}
                {note && <small>{note}</small>}
              </td>
              <td className="z-number">{amount(row.outMinor)}</td>
              <td className="z-number">{amount(row.inMinor)}</td>
              <td className={row.balanceMinor < 0 ? 'z-number z-negative' : 'z-number'}>{money(row.balanceMinor)}</td>
              {hasBonuses && <td className="z-number">{amount(row.bonusMinor)}</td>}
              <td>{row.byName}</td>
              <td className="z-actions">
                {mayReverse && row.canReverse && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('acts.reverseOf', { what: title })}
                    onClick={() => onReverse(row)}
                  >
                    <IconArrowBackUp size={18} />
                  </ActionIcon>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
