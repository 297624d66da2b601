// The cashier's program that is killed: pays one check after another, gives some back, closes shifts, and tells each check.
import fs from 'node:fs';
import { CertificateBook } from '../../src-main/certificates/certificate-book.ts';
import { RefundsService } from '../../src-main/checkout/refunds.service.ts';
import { SalesService } from '../../src-main/checkout/sales.service.ts';
import { TicketService } from '../../src-main/checkout/ticket.service.ts';
import { visitSales } from '../../src-main/checkout/visit-sales.ts';
import { createCash } from '../../src-main/cash/cash.service.ts';
import { ClientsService } from '../../src-main/clients/clients.service.ts';
import { FilesService } from '../../src-main/files/files.service.ts';
import { JournalService } from '../../src-main/journal/journal.service.ts';
import { Ledger, keepDayTotals } from '../../src-main/ledger/ledger.service.ts';
import { BonusesService } from '../../src-main/loyalty/bonuses.service.ts';
import { DiscountsService } from '../../src-main/loyalty/discounts.service.ts';
import { MembershipBook } from '../../src-main/memberships/membership-book.ts';
import { ProductsService } from '../../src-main/products/products.service.ts';
import { ScheduleService } from '../../src-main/schedule/schedule.service.ts';
import { SegmentsService } from '../../src-main/segments/segments.service.ts';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import { sqlText } from '../../src-main/store/executor.ts';
import { Caller, type ServiceDeps } from '../../src-main/store/service.ts';
import { openStore } from '../../src-main/store/store.ts';
import { refundsContract } from '../../src-shared/checkout/refunds.contract.ts';
import { salesContract } from '../../src-shared/checkout/sales.contract.ts';
import { TEST_NOW_MS, TestClock, silentLogger } from '../helpers/test-store.ts';

const STDOUT = 1;
const dir = process.argv[2]!;
const store = await openStore({ dataDir: dir, host: 'crash', nowMs: () => TEST_NOW_MS });
const deps: ServiceDeps = { store, clock: new TestClock(TEST_NOW_MS), logger: silentLogger };
keepDayTotals(store);
const settings = new SettingsService(deps);
const ledger = new Ledger();
const cash = createCash(deps, {
  ledger,
  settings,
  files: new FilesService(deps),
  runJob: () => Promise.reject(new Error('no paper')),
  fontsDir: '',
});
const journal = new JournalService(deps, {
  settings,
  schedule: new ScheduleService(deps, settings),
  clients: new ClientsService(deps, settings),
  sales: visitSales,
});
const discounts = new DiscountsService(settings, new SegmentsService(deps, settings));
const bonuses = new BonusesService(settings);
const certificates = new CertificateBook(settings);
const memberships = new MembershipBook();
const products = new ProductsService(deps);
const near = { settings, ledger, discounts, bonuses, certificates, memberships, shifts: cash.shifts };
const tickets = new TicketService(deps, { ...near, journal, products });
const sales = new SalesService(deps, {
  ...near,
  pricing: tickets.pricing,
  acts: journal.acts,
  dropDraft: (tx, visitId) => {
    tickets.dropDraftInside(tx, visitId);
  },
  participants: [],
});
const caller = new Caller({ userId: 1, name: 'Касса', role: 'owner', staffId: null }, 'crash');
const waiting = store.reader.all(
  sqlText<{ id: number }>("select id from visits where status <> 'completed' order by id"),
);
const refunds = new RefundsService(deps, { ...near, acts: journal.acts, participants: [] });
const register = cash.accounts.list(caller, false).find(({ kind }) => kind === 'register')!;
const inRegister = (): number => ledger.balance(store.reader, 1010, register.id);
const openShift = (): void => {
  if (cash.shifts.current(store.reader)) return;
  cash.shifts.open(caller, { accountId: register.id, countedMinor: inRegister(), count: [], isRecounted: true });
};
const closeShift = (): void => {
  const { shiftId } = cash.shifts.current(store.reader)!;
  cash.shifts.close(caller, {
    shiftId: shiftId as never,
    countedMinor: inRegister(),
    count: [],
    isRecounted: true,
    responsibleId: null,
    note: '',
    leaveReason: 'Продолжим',
  });
};
for (const { id } of waiting) {
  openShift();
  const { ticket, quote } = tickets.begin(caller, { visitId: id as never, clientId: null });
  const half = Math.floor(quote.dueMinor / 2);
  const { saleId } = sales.pay(
    caller,
    salesContract.pay['~orpc'].inputSchema!.parse({
      key: crypto.randomUUID(),
      ticket,
      expectedDueMinor: quote.dueMinor,
      tenders: [
        { kind: 'card', amountMinor: half },
        { kind: 'cash', amountMinor: quote.dueMinor },
      ],
    }),
  );
  fs.writeSync(STDOUT, `${saleId}\n`);
  if (saleId % 2 === 0) {
    const all = { key: crypto.randomUUID(), saleId, lines: null, tenders: null, reason: 'Не понравилось' };
    refunds.refund(caller, refundsContract.refund['~orpc'].inputSchema!.parse(all));
  }
  if (saleId % 3 === 0) closeShift();
}
