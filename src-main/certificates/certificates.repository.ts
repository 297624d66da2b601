import type { Insertable, Selectable, Updateable } from 'kysely';
import type { CertificateMovementsTable, CertificatesTable } from '../../db/schema-money.ts';
import type { CertificateBalance, SpentPart } from '../../src-shared/certificates/certificates.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type CertificateRow = Selectable<CertificatesTable>;
type MovementKind = CertificateMovementsTable['kind'];

/** A certificate with what stands on it. */
export interface CertificateWithBalance extends CertificateRow {
  readonly balance_minor: number;
  readonly liability_minor: number;
  /** Of the newest movement. */
  readonly last_kind: MovementKind;
  readonly last_nominal_minor: number;
}

/** Select of certificates with what stands on them, without a condition. */
export const WITH_BALANCE = `select certificates.*,
    (select coalesce(sum(nominal_minor), 0) from certificate_movements where certificate_id = certificates.id)
      as balance_minor,
    (select coalesce(sum(liability_minor), 0) from certificate_movements where certificate_id = certificates.id)
      as liability_minor,
    newest.kind as last_kind, newest.nominal_minor as last_nominal_minor
  from certificates join certificate_movements as newest
    on newest.id = (select max(id) from certificate_movements where certificate_id = certificates.id)`;

/** One certificate with its balance. */
export function readCertificate(reader: Reader, id: number): CertificateWithBalance | undefined {
  return reader.get(sqlText<CertificateWithBalance>(`${WITH_BALANCE} where certificates.id = ?`, id));
}

/** The certificate with a number, as it is kept. */
export function findByNumber(reader: Reader, number: string): CertificateWithBalance | undefined {
  return reader.get(sqlText<CertificateWithBalance>(`${WITH_BALANCE} where certificates.number = ?`, number));
}

/** Certificates of a client, the one that ends first on top. */
export function readOfClient(reader: Reader, clientId: number): CertificateWithBalance[] {
  return reader.all(
    sqlText<CertificateWithBalance>(
      `${WITH_BALANCE} where certificates.client_id = ?
       order by certificates.expires_on is null, certificates.expires_on, certificates.id`,
      clientId,
    ),
  );
}

/** The last place in the row of the salon's own numbers; null before the first. */
export function readLastSerial(reader: Reader): number | null {
  const row = reader.get(
    sqlText<{ serial: number | null }>(
      `select max(cast(substr(number, 1, 5) as integer)) as serial from certificates
       where length(number) = 8 and number glob '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
    ),
  );
  return row?.serial ?? null;
}

export function insertCertificate(tx: Tx, values: Insertable<CertificatesTable>): number {
  return tx.insert(query.insertInto('certificates').values(values));
}

/** Changes columns of a certificate and raises its version. */
export function updateCertificate(tx: Tx, row: CertificateRow, values: Updateable<CertificatesTable>): void {
  tx.run(
    query
      .updateTable('certificates')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

export function insertMovement(tx: Tx, values: Insertable<CertificateMovementsTable>): void {
  tx.insert(query.insertInto('certificate_movements').values(values));
}

/** What sales have spent of a certificate and not given back: all of them, or one. */
export function readSpent(reader: Reader, certificateId: number, saleId: number | null = null): SpentPart {
  const one = saleId === null ? 'sale_id is not null' : 'sale_id = ?';
  const values = saleId === null ? [certificateId] : [certificateId, saleId];
  return reader.get(
    sqlText<SpentPart>(
      `select -coalesce(sum(nominal_minor), 0) as nominalMinor, -coalesce(sum(liability_minor), 0) as releasedMinor
       from certificate_movements where certificate_id = ? and ${one}`,
      ...values,
    ),
  )!;
}

/** What a sale has spent of each certificate and not given back. */
export function readSpentBySale(reader: Reader, saleId: number): (SpentPart & { readonly certificateId: number })[] {
  return reader.all(
    sqlText<SpentPart & { certificateId: number }>(
      `select certificate_id as certificateId, -sum(nominal_minor) as nominalMinor, -sum(liability_minor) as releasedMinor
       from certificate_movements where sale_id = ? group by certificate_id having sum(nominal_minor) <> 0`,
      saleId,
    ),
  );
}

/** What a document spent of each certificate, by check; negative = it gave back. */
export function readSpentByDocument(
  reader: Reader,
  documentId: number,
): (SpentPart & { readonly certificateId: number; readonly saleId: number | null })[] {
  return reader.all(
    sqlText<SpentPart & { certificateId: number; saleId: number | null }>(
      `select certificate_id as certificateId, sale_id as saleId, -sum(nominal_minor) as nominalMinor,
         -sum(liability_minor) as releasedMinor
       from certificate_movements where document_id = ? group by certificate_id, sale_id`,
      documentId,
    ),
  );
}

/** Certificates that a sale sold. */
export function readSoldBySale(reader: Reader, saleId: number): CertificateWithBalance[] {
  return reader.all(
    sqlText<CertificateWithBalance>(
      `${WITH_BALANCE} where certificates.id in (
         select certificate_id from certificate_movements
         where kind = 'sell' and document_id = (select document_id from sales where id = ?))`,
      saleId,
    ),
  );
}

/** What stands on 2200 for a certificate: its liability without what expiry holds apart (2210). */
export function readActive(reader: Reader, certificateId: number): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce((select sum(amount_minor) from ledger_entries where credit_account = 2200 and credit_object = ?), 0)
         - coalesce((select sum(amount_minor) from ledger_entries where debit_account = 2200 and debit_object = ?), 0) as minor`,
      certificateId,
      certificateId,
    ),
  )!.minor;
}

/** The balance that a row says. */
export function balanceOf(row: CertificateWithBalance): CertificateBalance {
  return { nominalMinor: row.balance_minor, liabilityMinor: row.liability_minor };
}

/** A certificate that has to expire. */
export interface ExpiringCertificate extends CertificateWithBalance {
  /** On 2200. */
  readonly active_minor: number;
  /** When something last came on it: its sale, or what a refund gave back since. */
  readonly gained_on: LocalDate;
}

/** Certificates whose last day is over and whose money is still with the active ones (2200). */
export function readToExpire(reader: Reader, today: LocalDate): ExpiringCertificate[] {
  return reader.all(
    sqlText<ExpiringCertificate>(
      `select * from (select dated.*,
           (select max(local_date) from certificate_movements
             where certificate_id = dated.id and nominal_minor > 0) as gained_on,
           (select coalesce(sum(amount_minor), 0) from ledger_entries
             where credit_account = 2200 and credit_object = dated.id)
           - (select coalesce(sum(amount_minor), 0) from ledger_entries
             where debit_account = 2200 and debit_object = dated.id) as active_minor
         from (${WITH_BALANCE} where certificates.expires_on < ?) as dated where dated.balance_minor > 0)
       where active_minor > 0 order by expires_on, id`,
      today,
    ),
  );
}

/** A movement with its document. */
export interface MovementRow {
  readonly id: number;
  readonly kind: MovementKind;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly nominal_minor: number;
  readonly liability_minor: number;
  readonly document_id: number;
  readonly document_kind: string;
  readonly document_number: number;
  readonly sale_id: number | null;
  readonly by_name: string | null;
  readonly reason: string;
}

/** What happened to a certificate, in order. */
export function readMovements(reader: Reader, certificateId: number): MovementRow[] {
  return reader.all(
    sqlText<MovementRow>(
      `select moved.id, moved.kind, moved.local_date, document.at_ms, moved.nominal_minor, moved.liability_minor,
         document.id as document_id, document.kind as document_kind, document.number as document_number,
         coalesce(moved.sale_id, document.sale_id, (select id from sales where document_id = document.id)) as sale_id,
         users.name as by_name, document.reason
       from certificate_movements as moved join ledger_documents as document on document.id = moved.document_id
       left join users on users.id = document.created_by
       where moved.certificate_id = ? order by moved.id`,
      certificateId,
    ),
  );
}

/** What a document moved on certificates, with what stands on each now. */
export interface DocumentMovement {
  readonly certificate_id: number;
  readonly number: string;
  readonly nominal_minor: number;
  readonly liability_minor: number;
  readonly balance_minor: number;
}

export function readByDocument(reader: Reader, documentId: number): DocumentMovement[] {
  return reader.all(
    sqlText<DocumentMovement>(
      `select moved.certificate_id, moved.nominal_minor, moved.liability_minor, certificates.number,
         (select coalesce(sum(nominal_minor), 0) from certificate_movements where certificate_id = certificates.id)
           as balance_minor
       from certificate_movements as moved join certificates on certificates.id = moved.certificate_id
       where moved.document_id = ? order by moved.id`,
      documentId,
    ),
  );
}

/** The document that sold a certificate. */
export function readSoldDocument(reader: Reader, certificateId: number): number {
  return reader.get(
    sqlText<{ id: number }>(
      "select document_id as id from certificate_movements where certificate_id = ? and kind = 'sell' order by id limit 1",
      certificateId,
    ),
  )!.id;
}

/** Expiries that took a certificate's nominal and were not taken back. */
export function readTakenByExpiry(
  reader: Reader,
  certificateId: number,
): { readonly document_id: number; readonly nominal_minor: number; readonly liability_minor: number }[] {
  return reader.all(
    sqlText<{ document_id: number; nominal_minor: number; liability_minor: number }>(
      `select document_id, nominal_minor, liability_minor from certificate_movements as taken
       where certificate_id = ? and kind = 'expire' and nominal_minor < 0
         and not exists (select 1 from ledger_documents where reverses_id = taken.document_id) order by id`,
      certificateId,
    ),
  );
}

/** Certificates in somebody's name with something on them (D4). */
export function readOpenOf(reader: Reader, clientIds: readonly number[]): CertificateWithBalance[] {
  return reader.all(
    sqlText<CertificateWithBalance>(
      `select * from (${WITH_BALANCE} where certificates.client_id in (select value from json_each(?)))
       where balance_minor > 0 order by id`,
      JSON.stringify(clientIds),
    ),
  );
}

/** Somebody in whose name a certificate may be: neither nameless by now nor merged into another. */
export function isLiveClient(reader: Reader, clientId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        'select id from clients where id = ? and erased_at_ms is null and merged_into_id is null',
        clientId,
      ),
    ) !== undefined
  );
}
