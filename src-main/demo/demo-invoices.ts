import { randomUUID } from 'node:crypto';
import type { PayerRequisites } from '../../src-shared/invoices/requisites.rules.ts';
import type { InvoicesService } from '../invoices/invoices.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from '../store/service.ts';

interface Parts {
  readonly store: Store;
  readonly settings: SettingsService;
  readonly invoices: InvoicesService;
}

/** Nobody's: region 99 and a bank that does not exist, with check digits that fit. */
const REQUISITES = {
  legalKind: 'company',
  legalName: 'ООО «Зеркало»',
  legalInn: '9900000017',
  legalKpp: '990001001',
  legalOgrn: '1299000000012',
  legalAddress: '101000, г. Москва, ул. Образцовая, д. 1',
  bankName: 'Банк «Образец»',
  bankBik: '044500000',
  bankAccount: '40702810900000000001',
  bankCorrAccount: '30101810800000000000',
  directorName: 'Волкова О. А.',
  accountantName: 'Мартынова П. С.',
} as const;

const PAYERS: readonly PayerRequisites[] = [
  {
    kind: 'company',
    name: 'ООО «Ромашка»',
    taxNumber: '9900000024',
    reasonCode: '990001001',
    address: '101000, г. Москва, ул. Образцовая, д. 2',
  },
  {
    kind: 'entrepreneur',
    name: 'ИП Соколова Мария Игоревна',
    taxNumber: '990000000436',
    reasonCode: '',
    address: '101000, г. Москва, ул. Образцовая, д. 3',
  },
];

/** Requisites of the demo salon, and papers that two payers asked for of its last checks. */
export function addDemoInvoices({ store, settings, invoices }: Parts, owner: Caller): void {
  settings.update(owner, REQUISITES, undefined);
  const sales = store.reader.all(
    sqlText<{ id: number }>(
      `select s.id from sales s where s.client_id is not null and s.net_minor > 0
          and not exists (select 1 from ledger_documents d where d.reverses_id = s.document_id)
          and exists (select 1 from sale_lines l where l.sale_id = s.id and l.kind = 'service')
        order by s.local_date desc, s.id desc limit ?`,
      PAYERS.length,
    ),
  );
  sales.forEach(({ id }, at) => {
    const paper = { key: randomUUID(), saleId: id as never, ticket: null, payerId: null, payer: PAYERS[at]! };
    invoices.issue(owner, { ...paper, kind: 'invoice' });
    if (at === 0) invoices.issue(owner, { ...paper, key: randomUUID(), kind: 'vat_invoice' });
  });
}
