import { Button, Group, Stack, Switch, Table, TextInput, Textarea } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Supplier } from '../../src-shared/cash/operations.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { EntityCard } from '../ui/EntityCard.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DocumentDrawer } from './DocumentDrawer.tsx';
import { OperationDrawer, type OperationStart } from './OperationDrawer.tsx';
import { type Days, Period } from './Period.tsx';
import './cash.css';
import { rowOpens } from '../ui/row-opens.ts';

/** «Поставщики»: what is owed to whom and until when. */
export function SuppliersPage() {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const [edited, setEdited] = useState<Supplier | 'new' | null>(null);
  const [openId, setOpenId] = useState<number | null>(null);
  const [operation, setOperation] = useState<OperationStart | null>(null);
  const [documentId, setDocumentId] = useState<number | null>(null);
  const [withArchived, setWithArchived] = useState(false);
  const list = useQuery(api.cash.suppliers.queryOptions({ input: { withArchived: true } }));
  const all = list.data ?? [];
  const suppliers = all.filter(({ isArchived }) => withArchived || !isArchived);
  const sum = (key: 'overdueMinor' | 'debtMinor'): number => suppliers.reduce((total, one) => total + one[key], 0);
  const open = all.find(({ id }) => id === openId);
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
      {t('suppliers.add')}
    </Button>
  );
  return (
    <ListPage
      title={t('suppliers.title')}
      query={list}
      actions={
        <>
          {all.some(({ isArchived }) => isArchived) && (
            <Switch
              label={t('accounts.withArchived')}
              checked={withArchived}
              onChange={(event) => setWithArchived(event.currentTarget.checked)}
            />
          )}
          {add}
        </>
      }
      empty={
        suppliers.length === 0 ? (
          <EmptyState title={t('suppliers.empty')} text={t('suppliers.emptyText')} action={add} />
        ) : null
      }
      overlay={
        <>
          {edited !== null && <SupplierCard supplier={edited} onClose={() => setEdited(null)} />}
          {open && edited === null && operation === null && documentId === null && (
            <Statement
              supplier={open}
              onEdit={() => setEdited(open)}
              onOperate={setOperation}
              onOpenDocument={setDocumentId}
              onClose={() => setOpenId(null)}
            />
          )}
          {operation && <OperationDrawer start={operation} onClose={() => setOperation(null)} />}
          {documentId !== null && (
            <DocumentDrawer
              key={documentId}
              documentId={documentId}
              onOpen={setDocumentId}
              onClose={() => setDocumentId(null)}
            />
          )}
        </>
      }
    >
      <table className="z-table z-cash-sums">
        <thead>
          <tr>
            <th scope="col">{t('suppliers.name')}</th>
            <th scope="col">{t('suppliers.phone')}</th>
            <th scope="col">{t('suppliers.nextDue')}</th>
            <th scope="col" className="z-number">
              {t('suppliers.overdue')}
            </th>
            <th scope="col" className="z-number">
              {t('suppliers.debt')}
            </th>
          </tr>
        </thead>
        <tbody>
          {suppliers.map((one) => (
            <tr key={one.id} data-archived={one.isArchived || undefined} {...rowOpens(() => setOpenId(one.id))}>
              <td>
                <button type="button" className="z-link" onClick={() => setOpenId(one.id)}>
                  {one.name}
                </button>
                {one.isArchived && <span className="z-tag">{t('accounts.archived')}</span>}
              </td>
              <td className="z-dim">{phoneText(one.phone)}</td>
              <td>{one.nextDueOn === null ? '' : formatDate(one.nextDueOn, 'dayMonth', locale)}</td>
              <td className="z-number z-cash-minus">{one.overdueMinor === 0 ? '' : money(one.overdueMinor)}</td>
              <td className="z-number">
                {one.debtMinor < 0 ? t('suppliers.prepaid', { sum: money(-one.debtMinor) }) : money(one.debtMinor)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('suppliers.total')}
            </th>
            <td className="z-number">{money(sum('overdueMinor'))}</td>
            <td className="z-number">{money(sum('debtMinor'))}</td>
          </tr>
        </tfoot>
      </table>
    </ListPage>
  );
}

/** A number as people read it; what is no number stays as it was typed. */
function phoneText(typed: string): string {
  const digits = phoneDigits(typed);
  return digits === null ? typed : formatPhone(digits);
}

function SupplierCard({ supplier, onClose }: { readonly supplier: Supplier | 'new'; readonly onClose: () => void }) {
  const { t } = useTranslation('cash');
  const canEdit = useCan('manage_money');
  const before =
    supplier === 'new'
      ? { name: '', taxNumber: '', phone: '', note: '' }
      : { name: supplier.name, taxNumber: supplier.taxNumber, phone: supplier.phone, note: supplier.note };
  const [values, setValues] = useState(before);
  const create = useCommand(api.cash.createSupplier.mutationOptions());
  const update = useCommand(api.cash.updateSupplier.mutationOptions());
  const [isTried, setTried] = useState(false);
  const isDirty = JSON.stringify(values) !== JSON.stringify(before);
  const save = async (): Promise<void> => {
    setTried(true);
    if (values.name.trim() === '') return;
    const done =
      supplier === 'new'
        ? await create.run(values)
        : await update.run({ supplierId: supplier.id, version: supplier.version, values });
    if (done) onClose();
  };
  const field = (name: 'name' | 'taxNumber' | 'phone') => (
    <TextInput
      label={t(`suppliers.${name}`)}
      required={name === 'name'}
      data-autofocus={name === 'name' || undefined}
      error={name === 'name' && isTried && values.name.trim() === '' ? t('common:fields.required') : undefined}
      value={values[name]}
      onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
    />
  );
  return (
    <EntityCard
      title={supplier === 'new' ? t('suppliers.add') : t('suppliers.edit')}
      size={480}
      isDirty={isDirty}
      isSaving={create.isPending || update.isPending}
      onSave={supplier === 'new' || canEdit ? () => void save() : undefined}
      onClose={onClose}
    >
      <Stack gap={12}>
        {field('name')}
        {field('taxNumber')}
        {field('phone')}
        <Textarea
          label={t('suppliers.note')}
          autosize
          minRows={2}
          value={values.note}
          onChange={(event) => setValues({ ...values, note: event.currentTarget.value })}
        />
      </Stack>
    </EntityCard>
  );
}

interface StatementProps {
  readonly supplier: Supplier;
  readonly onEdit: () => void;
  readonly onOperate: (start: OperationStart) => void;
  readonly onOpenDocument: (documentId: number) => void;
  readonly onClose: () => void;
}

/** Bills and payments of a supplier in a period, and what waits to be paid. */
function Statement({ supplier, onEdit, onOperate, onOpenDocument, onClose }: StatementProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { today } = useDesk();
  const [days, setDays] = useState<Days>({ from: addDays(today, -90), to: today });
  const statement = useQuery(api.cash.supplierStatement.queryOptions({ input: { supplierId: supplier.id, ...days } }));
  const data = statement.data;
  const canManage = useCan('manage_money');
  const archive = useCommand(api.cash.setSupplierArchived.mutationOptions());
  const { isArchived } = supplier;
  return (
    <CardDrawer title={supplier.name} size={720} onClose={onClose}>
      <div className="z-card-body">
        {data && (
          <Stack gap={16} className="z-cash">
            <Group gap={8}>
              {canManage && (
                <Button
                  variant="default"
                  disabled={isArchived}
                  onClick={() => onOperate({ kind: 'supplier_bill', supplierId: supplier.id })}
                >
                  {t('suppliers.bill')}
                </Button>
              )}
              <Button
                variant="default"
                disabled={isArchived}
                onClick={() =>
                  onOperate({
                    kind: 'supplier_payment',
                    supplierId: supplier.id,
                    ...(supplier.debtMinor > 0 ? { amountMinor: supplier.debtMinor } : {}),
                  })
                }
              >
                {t('suppliers.pay')}
              </Button>
              <Button variant="subtle" onClick={onEdit}>
                {t('suppliers.edit')}
              </Button>
              {canManage && (
                <Button
                  variant="subtle"
                  color="gray"
                  loading={archive.isPending}
                  leftSection={
                    isArchived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />
                  }
                  onClick={() =>
                    void archive.run({ supplierId: supplier.id, version: supplier.version, isArchived: !isArchived })
                  }
                >
                  {t(isArchived ? 'common:restore' : 'common:archive')}
                </Button>
              )}
            </Group>
            <section>
              <h2>{t('suppliers.openBills')}</h2>
              {data.openBills.length === 0 && <p className="z-dim">{t('suppliers.noBills')}</p>}
              {data.openBills.map((bill) => (
                <div key={bill.documentId}>
                  <button type="button" className="z-link" onClick={() => onOpenDocument(bill.documentId)}>
                    {t('document.title', { kind: t('kinds.supplier_bill'), number: bill.number })}
                  </button>
                  {': '}
                  {t('suppliers.left', { sum: money(bill.leftMinor) })}
                  {bill.dueOn !== null && ` · ${t('op.dueOn')} ${formatDate(bill.dueOn, 'dayMonth', locale)}`}
                  {bill.isOverdue && <span className="z-tag">{t('suppliers.overdueMark')}</span>}
                </div>
              ))}
            </section>
            <section>
              <h2>{t('suppliers.statement')}</h2>
              <div className="z-cash-filters">
                <Period value={days} onChange={setDays} />
              </div>
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('book.date')}</Table.Th>
                    <Table.Th>{t('book.document')}</Table.Th>
                    <Table.Th ta="end">{t('suppliers.billed')}</Table.Th>
                    <Table.Th ta="end">{t('suppliers.paid')}</Table.Th>
                    <Table.Th ta="end">{t('suppliers.debt')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  <Table.Tr>
                    <Table.Td colSpan={4}>{t('suppliers.opening')}</Table.Td>
                    <Table.Td ta="end">{money(data.openingMinor)}</Table.Td>
                  </Table.Tr>
                  {data.rows.map((row) => (
                    <Table.Tr key={row.documentId} {...rowOpens(() => onOpenDocument(row.documentId))}>
                      <Table.Td>{formatDate(row.localDate, 'short', locale)}</Table.Td>
                      <Table.Td>
                        <button type="button" className="z-link" onClick={() => onOpenDocument(row.documentId)}>
                          {t('document.title', { kind: t(`kinds.${row.kind}`), number: row.number })}
                        </button>
                      </Table.Td>
                      <Table.Td ta="end">{row.billedMinor === 0 ? '' : money(row.billedMinor)}</Table.Td>
                      <Table.Td ta="end">{row.paidMinor === 0 ? '' : money(row.paidMinor)}</Table.Td>
                      <Table.Td ta="end">{money(row.debtMinor)}</Table.Td>
                    </Table.Tr>
                  ))}
                  <Table.Tr>
                    <Table.Th colSpan={4}>{t('suppliers.closing')}</Table.Th>
                    <Table.Th ta="end">{money(data.closingMinor)}</Table.Th>
                  </Table.Tr>
                </Table.Tbody>
              </Table>
            </section>
          </Stack>
        )}
      </div>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
      </footer>
    </CardDrawer>
  );
}
