import { Badge, Button, Group } from '@mantine/core';
import { IconCash, IconFileInvoice, IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { FIRST_DATE, LAST_DATE } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useCan, useMoney } from '../app/session.ts';
import { VisitInvoices } from '../invoices/VisitInvoices.tsx';
import { usePayVisit } from '../journal/use-pay-visit.ts';
import { Keys } from '../ui/Keys.tsx';
import { SaleDrawer } from './SaleDrawer.tsx';

interface VisitCheckProps {
  readonly visit: DayVisit;
  /** What was typed is saved first. */
  readonly isLocked: boolean;
  readonly onPay: () => void;
}

const COLOURS = { unpaid: 'gray', partial: 'danger', paid: 'primary' } as const;

/** How a visit stands with money: its check, or the way to pay. */
export function VisitCheck({ visit, isLocked, onPay }: VisitCheckProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const seesCash = useCan('see_cash');
  const { canPay } = usePayVisit();
  const mayInvoice = useCan('print_documents');
  const [openId, setOpenId] = useState<number | null>(null);
  const [isInvoicing, setInvoicing] = useState(false);
  const hasCheck = visit.payment === 'paid' || visit.payment === 'partial';
  const sales = useQuery(
    api.checkout.sales.queryOptions({
      // It may be paid long before its day, or in the shift of the evening before.
      input: { fromDate: FIRST_DATE, toDate: LAST_DATE, visitId: visit.id },
      enabled: seesCash && hasCheck,
    }),
  );
  if (visit.payment === null) return null;
  const check = sales.data?.find(({ status }) => status !== 'reversed');
  const isOver = visit.status === 'cancelled' || visit.status === 'no_show';
  if (isOver && !hasCheck) return null;
  return (
    <Group gap={8} justify="space-between">
      <Badge variant="light" color={COLOURS[visit.payment]} size="lg">
        {t(`journal.payment.${visit.payment}`)}
      </Badge>
      {check && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconReceipt size={16} aria-hidden />}
          onClick={() => setOpenId(check.saleId)}
        >
          {t('journal.check', { number: check.number, sum: money(check.netMinor) })}
        </Button>
      )}
      {canPay(visit) && mayInvoice && (
        <Button
          size="xs"
          variant="default"
          ml="auto"
          disabled={isLocked}
          leftSection={<IconFileInvoice size={16} aria-hidden />}
          onClick={() => setInvoicing(true)}
        >
          {t('invoices:dialog.open')}
        </Button>
      )}
      {canPay(visit) && (
        <Button
          size="xs"
          disabled={isLocked}
          leftSection={<IconCash size={16} aria-hidden />}
          rightSection={<Keys shortcut="F8" />}
          onClick={onPay}
        >
          {t('journal.pay')}
        </Button>
      )}
      {isInvoicing && <VisitInvoices visitId={visit.id} onClose={() => setInvoicing(false)} />}
      {openId !== null && <SaleDrawer saleId={openId} onClose={() => setOpenId(null)} />}
    </Group>
  );
}
