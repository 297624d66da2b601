import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Shift, ShiftDocument, ShiftTotals } from '../../src-shared/cash/shifts.contract.ts';
import { formatClock } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney, useSettings } from '../app/session.ts';
import { rowOpens } from '../ui/row-opens.ts';

interface TotalsProps {
  readonly totals: ShiftTotals;
  readonly shift: Shift;
}

/** What a shift adds up: by tender, and through the register from its opening float to what should lie there. */
export function Totals({ totals, shift }: TotalsProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  return (
    <>
      {totals.tenders.length === 0 ? (
        <p className="z-dim">{t('shift.noTenders')}</p>
      ) : (
        <Table verticalSpacing={4} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="44%" />
              <Table.Th ta="end">{t('shift.taken')}</Table.Th>
              <Table.Th ta="end">{t('shift.given')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {totals.tenders.map((one) => (
              <Table.Tr key={one.kind}>
                <Table.Td>{t(`tenders.${one.kind}`)}</Table.Td>
                <Table.Td ta="end">{money(one.inMinor)}</Table.Td>
                <Table.Td ta="end">{one.outMinor === 0 ? '—' : money(one.outMinor)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {totals.sales.count > 0 && (
        <div className="z-cash-counted">
          {t('shift.sales', { count: totals.sales.count, sum: money(totals.sales.minor) })}
        </div>
      )}
      {totals.refunds.count > 0 && (
        <div className="z-cash-counted">
          {t('shift.refunds', { count: totals.refunds.count, sum: money(totals.refunds.minor) })}
        </div>
      )}
      <Table verticalSpacing={4} mt={8} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="44%">{t('shift.through')}</Table.Th>
            <Table.Th ta="end">{t('book.in')}</Table.Th>
            <Table.Th ta="end">{t('book.out')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td>{t('shift.openingFloat')}</Table.Td>
            <Table.Td ta="end">{money(shift.openingMinor)}</Table.Td>
            <Table.Td />
          </Table.Tr>
          {totals.cash.map((one) => (
            <Table.Tr key={one.kind}>
              <Table.Td>{t(`kinds.${one.kind}`)}</Table.Td>
              <Table.Td ta="end">{one.inMinor === 0 ? '' : money(one.inMinor)}</Table.Td>
              <Table.Td ta="end">{one.outMinor === 0 ? '' : money(one.outMinor)}</Table.Td>
            </Table.Tr>
          ))}
          {shift.expectedMinor !== null && (
            <Table.Tr>
              <Table.Th>{t('shift.expected')}</Table.Th>
              <Table.Th ta="end">{money(shift.expectedMinor)}</Table.Th>
              <Table.Th />
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </>
  );
}

interface DocumentsProps {
  readonly documents: readonly ShiftDocument[];
  readonly onOpen: (documentId: number) => void;
}

/** The documents of a shift, newest first; each opens. */
export function Documents({ documents, onOpen }: DocumentsProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  if (documents.length === 0) return <p className="z-dim">{t('shift.noDocuments')}</p>;
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th scope="col">{t('shift.columns.time')}</th>
          <th scope="col">{t('shift.columns.kind')}</th>
          <th scope="col">{t('shift.columns.about')}</th>
          <th scope="col" className="z-number">
            {t('shift.columns.sum')}
          </th>
          <th scope="col" className="z-number">
            {t('shift.columns.cash')}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((one) => (
          <tr key={one.id} data-archived={one.isReversed || undefined} {...rowOpens(() => onOpen(one.id))}>
            <td>{formatClock(one.atMs, timeZone, locale)}</td>
            <td>
              <button type="button" className="z-link" onClick={() => onOpen(one.id)}>
                {t('document.title', { kind: t(`kinds.${one.kind}`), number: one.number })}
              </button>
              {one.isReversed && <span className="z-tag">{t('op.reversed')}</span>}
            </td>
            <td className="z-dim">{[one.about, one.comment].filter(Boolean).join('. ')}</td>
            <td className="z-number">{money(one.amountMinor)}</td>
            <td className="z-number">{one.cashMinor === 0 ? '' : money(one.cashMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
