import type { CertificateStatus } from '../../src-shared/certificates/certificates.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type PassAsk, type PassList, readPage, readTotals } from '../store/paged-list.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { PassTextSource } from '../store/pass-texts.ts';
import { type CertificateWithBalance, WITH_BALANCE } from './certificates.repository.ts';

/** A certificate as lists show it. */
export interface ListedCertificate extends CertificateWithBalance {
  readonly type_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly status: CertificateStatus;
}

/** As `statusOf` of the rules says it, with `endOf` of the book. */
const STATUS = `case
  when balance_minor = 0 and last_nominal_minor < 0 and last_kind = 'refund' then 'refunded'
  when balance_minor = 0 and last_nominal_minor < 0 and last_kind = 'reverse' then 'cancelled'
  when balance_minor = 0 and last_nominal_minor < 0 and last_kind in ('expire', 'write_off') then 'expired'
  when balance_minor = 0 then 'spent'
  when is_blocked = 1 then 'blocked'
  when expires_on < @today then 'expired'
  else 'active' end`;

const LISTED = `select dated.*, dated.expires_on as last_day, certificate_types.name as type_name,
    clients.first_name, clients.last_name, ${STATUS} as status
  from (${WITH_BALANCE}) as dated
  left join certificate_types on certificate_types.id = dated.type_id
  left join clients on clients.id = dated.client_id`;

/** The list of certificates. */
export const CERTIFICATE_LIST: PassList = {
  listed: LISTED,
  ofClient: 'client_id = @clientId',
  live: `'active'`,
  allTotals: `(select count(*) from certificates) as total, coalesce(sum(nominal_minor), 0) as balanceMinor,
    coalesce(sum(liability_minor), 0) as liabilityMinor from certificate_movements`,
  totals: `count(*) as total, coalesce(sum(balance_minor), 0) as balanceMinor,
    coalesce(sum(liability_minor), 0) as liabilityMinor`,
};

/** What certificates are found by: number, for whom, whose, kind. */
export const CERTIFICATE_TEXTS: PassTextSource = {
  table: 'certificates',
  texts: `select pass.id, pass.number || ' ' || pass.recipient || ' ' || coalesce(client.first_name || ' ' || client.last_name, '')
      || ' ' || coalesce(kind.name, '') as text
    from certificates as pass left join certificate_types as kind on kind.id = pass.type_id
    left join clients as client on client.id = pass.client_id`,
  names: ['certificate_types'],
};

export function readCertificatePage(reader: Reader, ask: PassAsk<CertificateStatus>): ListedCertificate[] {
  return readPage<ListedCertificate>(reader, CERTIFICATE_LIST, ask);
}

/** How many there are, what is on them and what is owed for them, over all pages. */
export function readCertificateTotal(reader: Reader, ask: PassAsk<CertificateStatus>) {
  return readTotals<{ total: number; balanceMinor: number; liabilityMinor: number }>(reader, CERTIFICATE_LIST, ask);
}

/** One certificate as lists show it. */
export function readListedOne(reader: Reader, id: number, today: LocalDate): ListedCertificate | undefined {
  return reader.get(sqlText<ListedCertificate>(`select * from (${LISTED}) where id = @id`, { id, today }));
}

/** What is owed for certificates on a day (2200, 2210); expired = held on 2210 (T7). */
export const CERTIFICATE_OWED = {
  accounts: '2200, 2210',
  owed: `left_of (id, units, minor) as (
    select certificate_id, sum(nominal_minor), sum(liability_minor) from certificate_movements
    where local_date <= @onDate group by certificate_id having sum(liability_minor) <> 0),
  held (id, minor) as (
    select id, sum(minor) from (
      select credit_object as id, amount_minor as minor from ledger_entries
      where credit_account = 2210 and local_date <= @onDate
      union all select debit_object, -amount_minor from ledger_entries
      where debit_account = 2210 and local_date <= @onDate)
    group by id),
  owed as (
    select pass.id, pass.number, kind.name as title, pass.type_id, pass.client_id, pass.sold_on, pass.expires_on as last_day,
      pass.paid_minor as sold_minor, left_of.units, left_of.minor as left_minor, coalesce(held.minor, 0) as expired_minor
    from left_of join certificates as pass on pass.id = left_of.id
    left join certificate_types as kind on kind.id = pass.type_id left join held on held.id = left_of.id)`,
  pools: null,
} as const;
