import type { TenderInput } from '../../src-shared/checkout/checkout.contract.ts';
import { type PaymentTerms, type TenderOffer, bonusMax, isMoney } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Bonuses, CertificateState, Certificates, OpenShift, Shifts } from './neighbours.ts';
import * as rows from './sales.repository.ts';

/** Where it is read what a client may pay with. */
export interface TermsSources {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;
  readonly bonuses: Pick<Bonuses, 'available'>;
  readonly certificates: Pick<Certificates, 'state'>;
}

/** Offers with the accounts that their money goes to. @throws DomainError NOT_FOUND, INVALID_INPUT */
export function offersOf({ shifts }: TermsSources, tx: Tx, tenders: readonly TenderInput[]): TenderOffer[] {
  return tenders.map((tender) => ({
    ...tender,
    accountId: isMoney(tender.kind) ? shifts.accountFor(tx, tender.kind, tender.accountId) : null,
    certificateId: tender.kind === 'certificate' ? tender.certificateId : null,
  }));
}

/** What the client and the certificates have. @throws DomainError CERTIFICATE_EXPIRED and what else hinders one */
export function balancesOf(
  { certificates, ledger }: TermsSources,
  tx: Tx,
  offers: readonly TenderOffer[],
  clientId: number | null,
  shift: OpenShift,
): Pick<PaymentTerms, 'depositMinor' | 'certificates'> {
  const states = new Map<number, CertificateState>();
  for (const { certificateId } of offers) {
    if (certificateId === null || states.has(certificateId)) continue;
    const state = certificates.state(tx, certificateId, shift.localDate);
    if (state.hindrance) throw new DomainError(state.hindrance.code, state.hindrance.data);
    states.set(certificateId, state);
  }
  const depositMinor = clientId === null ? null : ledger.clientCredit(tx, 2100, clientId);
  return { depositMinor, certificates: states };
}

/** What the client owes and may owe (T3). @throws DomainError INVALID_INPUT (NO_CLIENT) */
export function debtTermsOf(tx: Tx, clientId: number | null, salonLimitMinor: number): PaymentTerms['debt'] {
  const payer = clientId === null ? undefined : rows.readPayer(tx, clientId);
  if (clientId === null || !payer) {
    throw new DomainError('INVALID_INPUT', { field: 'leavesDebt', reason: 'NO_CLIENT' });
  }
  return {
    owedMinor: sumDebts(rows.readDebts(tx, clientId)),
    limitMinor: payer.debt_limit_minor ?? salonLimitMinor,
  };
}

/**
 * What bonuses may pay of the checks that are owed (P9); null where the salon has no bonuses
 *
 * They pay the oldest debt first like any tender: what a younger one would allow must not pay it.
 */
export function bonusOfDebts(
  { settings, bonuses }: TermsSources,
  reader: Reader,
  clientId: number,
  debts: readonly rows.DebtRow[],
  shift: OpenShift,
): PaymentTerms['bonus'] {
  const { isBonusOn, bonusLimitBp: limitBp, bonusUnitMinor: unitMinor } = settings.on(shift.localDate);
  const [oldest] = debts;
  if (!isBonusOn || !oldest) return null;
  const balanceMinor = bonuses.available(reader, clientId, shift.localDate);
  const { base_minor: base, spent_minor: spent } = rows.readBonusBase(reader, oldest.id);
  const most = bonusMax(Math.max(0, base), { availableMinor: balanceMinor, limitBp, unitMinor }, spent);
  const maxMinor = Math.min(most, oldest.debt_minor - (oldest.debt_minor % unitMinor));
  return { balanceMinor, maxMinor, unitMinor };
}

/** What several checks still owe together. */
export function sumDebts(debts: readonly rows.DebtRow[]): number {
  return addMoney(...debts.map(({ debt_minor: minor }) => minor));
}
