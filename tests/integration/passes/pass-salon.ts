import { CertificatesService } from '../../../src-main/certificates/certificates.service.ts';
import { MembershipsService } from '../../../src-main/memberships/memberships.service.ts';
import { PassLiabilitiesService } from '../../../src-main/passes/liabilities.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Settings } from '../../../src-shared/settings/settings.contract.ts';
import { type TestSalon, openTestSalon } from '../../helpers/salon-services.ts';
import { Till } from '../../helpers/till.ts';

const DAY_MS = 86_400_000;

/** What a membership of a test is sold with. */
export interface MembershipWish {
  readonly kind?: 'visits' | 'time';
  readonly priceMinor?: number;
  readonly pools?: readonly { readonly visits: number | null; readonly services: readonly number[] }[];
  readonly startsAt?: 'purchase' | 'first_visit';
  readonly activateAfter?: number | null;
  readonly validityDays?: number;
}

/** A salon that sells certificates and memberships, with everything that its days do to them. */
export interface PassSalon extends TestSalon {
  readonly till: Till;
  readonly certificates: CertificatesService;
  readonly memberships: MembershipsService;
  readonly liabilities: PassLiabilitiesService;
  readonly anna: number;
  readonly cut: number;
  readonly mask: number;
  /** The program is started on a day, and keeps it. */
  startOn(localDate: string): void;
  set(values: Partial<Settings>): void;
  lock(localDate: string): void;
  sellCertificate(what?: {
    nominalMinor?: number;
    paidMinor?: number;
    expiresOn?: string | null;
    recipient?: string;
  }): number;
  payWith(certificateId: number, amountMinor: number): { saleId: number; documentId: number };
  sellMembership(what?: MembershipWish): number;
  /** Uses a unit; the recognised value. */
  use(membershipId: number, serviceId?: number): { saleLineId: number; valueMinor: number };
  /** Documents of a kind: date and amount. */
  documents(kind: string): { local_date: string; amount_minor: number }[];
}

export async function openPassSalon(): Promise<PassSalon> {
  const salon = await openTestSalon();
  const till = new Till(salon);
  const { settings } = salon;
  const near = { settings, ledger: till.ledger, shifts: till.shifts };
  const certificates = new CertificatesService(salon.deps, near);
  const memberships = new MembershipsService(salon.deps, near);
  const liabilities = new PassLiabilitiesService(salon.deps, {
    settings,
    sources: { certificate: certificates.owed, membership: memberships.owed },
    runJob: () => Promise.reject(new Error('no threads here')),
    fontsDir: '',
  });
  const { anna, cut, mask } = salon.write((tx) => {
    const category = tx.insert(query.insertInto('service_categories').values({ name: 'Волосы', colour: 'teal' }));
    const service = (name: string, priceMinor: number): number =>
      tx.insert(
        query
          .insertInto('services')
          .values({ category_id: category, name, price_minor: priceMinor, duration_min: 60, segments_json: null }),
      );
    return {
      anna: tx.insert(
        query.insertInto('clients').values({ first_name: 'Алёна', last_name: 'Ковалёва', created_at_ms: 1 }),
      ),
      cut: service('Стрижка', 200_000),
      mask: service('Маска', 100_000),
    };
  });
  let types = 0;
  return {
    ...salon,
    till,
    certificates,
    memberships,
    liabilities,
    anna,
    cut,
    mask,
    startOn: (localDate) => {
      const days = (Date.parse(localDate) - Date.parse(settings.today().localDate)) / DAY_MS;
      salon.clock.atMs += days * DAY_MS;
      certificates.keepDay();
      memberships.keepDay();
    },
    set: (values) => {
      settings.update(salon.owner, values, '2020-01-01');
    },
    lock: (lockDate) => {
      salon.write((tx) => tx.insert(query.insertInto('ledger_locks').values({ lock_date: lockDate, set_at_ms: 0 })));
    },
    sellCertificate: ({ nominalMinor = 500_000, paidMinor = 400_000, expiresOn, recipient = '' } = {}) => {
      let id = 0;
      till.sale(anna, (tx, posting, saleId, addLine) => {
        id = certificates.book.sell(tx, posting, {
          typeId: null,
          number: '',
          nominalMinor,
          paidMinor,
          expiresOn,
          recipient,
          clientId: anna,
        });
        addLine({ kind: 'certificate', netMinor: paidMinor, certificateId: id });
        till.takeMoney(tx, posting, saleId, 'cash', { account: 2200, object: id }, paidMinor);
      });
      return id;
    },
    payWith: (certificateId, amountMinor) =>
      till.sale(anna, (tx, posting, saleId, addLine) => {
        addLine({ kind: 'service', netMinor: amountMinor });
        posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, amountMinor);
        certificates.book.redeem(tx, posting, { certificateId, saleId, amountMinor });
      }),
    sellMembership: ({
      kind = 'visits',
      priceMinor = 1_000_000,
      pools = [{ visits: kind === 'time' ? null : 3, services: [cut] }],
      startsAt = 'purchase',
      activateAfter = null,
      validityDays = 90,
    } = {}) => {
      const typeId = salon.write((tx) => {
        types += 1;
        const id = tx.insert(
          query.insertInto('membership_types').values({
            name: `Абонемент ${types}`,
            kind,
            price_minor: priceMinor,
            validity_days: validityDays,
            starts_at: startsAt,
            activate_after_days: activateAfter,
            balance: pools.length > 1 ? 'split' : 'shared',
            freeze_max_days: 30,
            freeze_max_times: 3,
            is_family: 0,
          }),
        );
        pools.forEach(({ visits, services }, position) =>
          tx.insert(
            query.insertInto('membership_type_pools').values({
              type_id: id,
              position,
              name: '',
              visits,
              services_json: JSON.stringify(services),
              categories_json: '[]',
            }),
          ),
        );
        return id;
      });
      let id = 0;
      till.sale(anna, (tx, posting, saleId, addLine) => {
        id = memberships.book.sell(tx, posting, { typeId, priceMinor, clientId: anna });
        addLine({ kind: 'membership', netMinor: priceMinor, membershipId: id });
        till.takeMoney(tx, posting, saleId, 'cash', { account: 2300, object: id }, priceMinor);
      });
      return id;
    },
    use: (membershipId, serviceId = cut) => {
      const used = { saleLineId: 0, valueMinor: 0 };
      till.sale(anna, (tx, posting, _, addLine) => {
        const listPriceMinor = serviceId === cut ? 200_000 : 100_000;
        used.saleLineId = addLine({
          kind: 'service',
          netMinor: 0,
          serviceId,
          coveredById: membershipId,
          listPriceMinor,
        });
        used.valueMinor = memberships.book.use(tx, posting, {
          membershipId,
          serviceId,
          clientId: anna,
          saleLineId: used.saleLineId,
        });
      });
      return used;
    },
    documents: (kind) =>
      salon.store.reader.all(
        query
          .selectFrom('ledger_documents')
          .select(['local_date', 'amount_minor'])
          .where('kind', '=', kind)
          .orderBy('id'),
      ),
  };
}
