import type { z } from 'zod';
import type { Certificate, certificatesContract } from '../../src-shared/certificates/certificates.contract.ts';
import { cleanNumber, statusOf, writeOffFrom } from '../../src-shared/certificates/certificates.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { PassTexts } from '../store/pass-texts.ts';
import { endOf, hindranceOf } from './certificate-book.ts';
import {
  type ListedCertificate,
  readCertificatePage,
  readCertificateTotal,
  readListedOne,
} from './certificate-list.repository.ts';
import { findByNumber, readMovements } from './certificates.repository.ts';

type Procedures = typeof certificatesContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** What certificates are read with. */
export interface CertificatesContext {
  readonly reader: Reader;
  readonly settings: SettingsService;
  readonly ledger: Ledger;
}

/** A page of the list with the sums over all pages. */
export function certificatePage(
  context: CertificatesContext,
  { endsWithinDays, limit, query, ...input }: Input<'list'>,
  texts: PassTexts,
): Output<'list'> {
  const today = todayOf(context);
  const until = endsWithinDays === null ? null : addDays(today, endsWithinDays);
  const ask = { ...input, ids: texts.find(query), today, until, limit: limit + 1 };
  const rows = readCertificatePage(context.reader, ask);
  return {
    certificates: rows.slice(0, limit).map((row) => shown(context, row)),
    hasMore: rows.length > limit,
    ...readCertificateTotal(context.reader, ask),
  };
}

/** One certificate as it stands today. @throws DomainError NOT_FOUND */
export function certificateOf(context: CertificatesContext, certificateId: number): Certificate {
  const row = readListedOne(context.reader, certificateId, todayOf(context));
  if (!row) throw new DomainError('NOT_FOUND', { what: 'certificate', id: certificateId });
  return shown(context, row);
}

/** One certificate with what was done to it, and from when it may be written off (T7). @throws DomainError NOT_FOUND */
export function certificateCard(context: CertificatesContext, certificateId: number): Output<'card'> {
  const certificate = certificateOf(context, certificateId);
  const isHeld = certificate.liabilityMinor > 0 && heldOf(context, certificateId) > 0;
  return {
    certificate,
    movements: readMovements(context.reader, certificateId).map((row) => ({
      id: row.id,
      kind: row.kind,
      localDate: row.local_date,
      atMs: row.at_ms,
      nominalMinor: row.nominal_minor,
      liabilityMinor: row.liability_minor,
      documentId: row.document_id,
      documentKind: row.document_kind,
      documentNumber: row.document_number,
      saleId: row.sale_id,
      byName: row.by_name,
      reason: row.reason,
    })),
    writeOffFrom: isHeld && certificate.expiresOn !== null ? writeOffFrom(certificate.expiresOn) : null,
  };
}

/** The certificate of a number, and why it cannot pay today. @throws DomainError NOT_FOUND (data.number) */
export function certificateByNumber(context: CertificatesContext, number: string): Output<'check'> {
  const clean = cleanNumber(number);
  const row = findByNumber(context.reader, clean);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'certificate', number: clean });
  const hindrance = hindranceOf(row, todayOf(context));
  return {
    certificate: certificateOf(context, row.id),
    hindrance: hindrance && { code: hindrance.code, data: mutable(hindrance.data) },
  };
}

/** What of a certificate stands as expired and may still be given back (T7, 2210), in minor units. */
export function heldOf({ reader, ledger }: Pick<CertificatesContext, 'reader' | 'ledger'>, id: number): number {
  return 0 - ledger.balance(reader, 2210, id);
}

function shown(context: CertificatesContext, row: ListedCertificate): Certificate {
  const name = { firstName: row.first_name ?? '', lastName: row.last_name ?? '' };
  return {
    id: row.id as Certificate['id'],
    number: row.number,
    typeName: row.type_name,
    status: statusOf(
      {
        nominalMinor: row.balance_minor,
        expiresOn: row.expires_on,
        isBlocked: row.is_blocked === 1,
        closedBy: endOf(row),
      },
      todayOf(context),
    ),
    nominalMinor: row.nominal_minor,
    paidMinor: row.paid_minor,
    balanceMinor: row.balance_minor,
    liabilityMinor: row.liability_minor,
    soldOn: row.sold_on,
    expiresOn: row.expires_on,
    clientId: row.client_id as Certificate['clientId'],
    clientName: row.client_id === null ? null : displayName(name, context.settings.now().nameOrder),
    recipient: row.recipient,
    isBlocked: row.is_blocked === 1,
    note: row.note,
    version: row.version,
  };
}

function todayOf({ settings }: CertificatesContext) {
  return settings.today().localDate;
}

/** Data of an error as the contract's schema wants it: lists that may be written to. */
function mutable<T>(data: T): Record<string, string | number | boolean | null | string[] | number[]> {
  return structuredClone(data) as Record<string, string | number | boolean | null | string[] | number[]>;
}
