import { Alert, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FiscalShift } from '../../src-shared/fiscal/fiscal.contract.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { useReceiptTitle } from './receipt-words.ts';
import './fiscal.css';

/** Rows of the match: what a Z report of a register has, too. */
const ROWS = [
  ['cash', 'income', 'cashMinor'],
  ['electronic', 'income', 'electronicMinor'],
  ['cashBack', 'incomeReturn', 'cashMinor'],
  ['electronicBack', 'incomeReturn', 'electronicMinor'],
] as const;

/** X and Z against the register: receipts of a shift, what of them is printed, what the register counted. */
export function ShiftMatch({ shiftId }: { readonly shiftId: number }) {
  const { t } = useTranslation('fiscal');
  const money = useMoney();
  const shift = useQuery(api.fiscal.ofShift.queryOptions({ input: { shiftId } }));
  const { data } = shift;
  if (!data?.all || !data.printed || data.all.income.count + data.all.incomeReturn.count === 0) return null;
  const { all, printed, register, differences, open, mode } = data;
  const columns = [all, printed, ...(register ? [register.totals] : [])];
  return (
    <section>
      <h2>{t('shift.title')}</h2>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('shift.what')}</Table.Th>
            <Table.Th ta="end">{t('shift.ours')}</Table.Th>
            <Table.Th ta="end">{t(mode === 'manual' ? 'shift.byHand' : 'shift.printed')}</Table.Th>
            {register && <Table.Th ta="end">{t('shift.register')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ROWS.filter(([, sign, name]) => columns.some((totals) => totals[sign][name] !== 0)).map(
            ([key, sign, name]) => (
              <Table.Tr key={key}>
                <Table.Td>{t(`shift.${key}`)}</Table.Td>
                {columns.map((totals, at) => (
                  <Table.Td key={at} ta="end">
                    {money(totals[sign][name])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ),
          )}
          <Table.Tr>
            <Table.Td>{t('shift.count')}</Table.Td>
            {columns.map((totals, at) => (
              <Table.Td key={at} ta="end">
                {totals.income.count}
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {register ? (
        <Verdict differences={differences} />
      ) : (
        mode === 'atol' && <p className="z-dim">{t('shift.asksLater')}</p>
      )}
      {register && register.documentNumber !== null && (
        <p className="z-dim">{t('shift.zNumber', { number: register.documentNumber })}</p>
      )}
      <OpenReceipts open={open} />
    </section>
  );
}

function Verdict({ differences }: Pick<FiscalShift, 'differences'>) {
  const { t } = useTranslation('fiscal');
  const money = useMoney();
  if (differences.length === 0) return <p className="z-dim">{t('shift.same')}</p>;
  const list = differences.map(({ sign, name, minor }) => {
    const sum = minor > 0 ? `+${money(minor)}` : money(minor);
    return `${t(`signs.${sign}`)}, ${t(`payments.${name}`)} ${sum}`;
  });
  return <Alert color="orange">{t('shift.differs', { list: list.join('; ') })}</Alert>;
}

/** Receipts that are not printed, by name: for whoever closes a shift. */
export function OpenReceipts({ open }: Pick<FiscalShift, 'open'>) {
  const { t } = useTranslation('fiscal');
  const titleOf = useReceiptTitle();
  if (open.length === 0) return null;
  const names = open.slice(0, 5).map(titleOf);
  return (
    <div>
      <Link to="/cash/receipts">
        {t('shift.open', { count: open.length, list: [...names, ...(open.length > 5 ? ['…'] : [])].join(', ') })}
      </Link>{' '}
      {t('shift.closing')}
    </div>
  );
}
