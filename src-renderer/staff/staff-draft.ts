import { SWATCHES } from '../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { Terms } from '../services/TermsRow.tsx';

/** A person while their card is being edited. */
export type StaffDraft = Pick<
  StaffMember,
  | 'firstName'
  | 'lastName'
  | 'middleName'
  | 'birthday'
  | 'messenger'
  | 'address'
  | 'jobTitle'
  | 'jobPositionId'
  | 'level'
  | 'levelId'
  | 'colour'
  | 'hiredOn'
  | 'leftOn'
  | 'defaultRoomId'
  | 'roomIds'
  | 'isGapBookable'
  | 'note'
> & {
  readonly phone: string;
  readonly email: string;
  /** By service id. */
  readonly services: ReadonlyMap<number, Terms>;
};

/** The draft of a person, or of a new one. */
export function draftOf(person: StaffMember | null, peopleBefore: number): StaffDraft {
  return {
    firstName: person?.firstName ?? '',
    lastName: person?.lastName ?? '',
    middleName: person?.middleName ?? '',
    birthday: person?.birthday ?? null,
    messenger: person?.messenger ?? '',
    address: person?.address ?? '',
    jobTitle: person?.jobTitle ?? '',
    jobPositionId: person?.jobPositionId ?? null,
    level: person?.level ?? '',
    levelId: person?.levelId ?? null,
    // The palette goes round, so that neighbours in the journal differ without anybody choosing.
    colour: person?.colour ?? SWATCHES[peopleBefore % SWATCHES.length] ?? 'teal',
    phone: person?.phone ?? '',
    email: person?.email ?? '',
    hiredOn: person?.hiredOn ?? null,
    leftOn: person?.leftOn ?? null,
    defaultRoomId: person?.defaultRoomId ?? null,
    roomIds: person?.roomIds ?? [],
    isGapBookable: person?.isGapBookable ?? null,
    note: person?.note ?? '',
    services: new Map(person?.services.map(({ serviceId, ...terms }) => [serviceId, terms])),
  };
}

/** The values of a draft as the core takes them. */
export function valuesOf({ services: _services, phone, email, ...rest }: StaffDraft) {
  return { ...rest, phone: phone.trim() || null, email: email.trim() || null };
}

/** Whether the fields of the card are the same. */
export function isSameCard(a: StaffDraft, b: StaffDraft): boolean {
  return JSON.stringify(valuesOf(a)) === JSON.stringify(valuesOf(b));
}

/** Whether the same services are done on the same terms. */
export function isSameServices(a: StaffDraft, b: StaffDraft): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted({ services }: StaffDraft) {
  return [...services].toSorted(([a], [b]) => a - b).map(([id, terms]) => [id, terms.priceMinor, terms.durationMin]);
}

export type Faults = Partial<Record<'firstName' | 'phone' | 'leftOn', string>>;

/** Faults by field; keys of `staff:faults`. */
export function faultsOf({ firstName, phone, hiredOn, leftOn }: StaffDraft): Faults {
  return {
    ...(firstName.trim() === '' ? { firstName: 'NAME_REQUIRED' } : {}),
    ...(phone.trim() !== '' && !phone.includes('•') && phoneDigits(phone) === null ? { phone: 'NOT_A_PHONE' } : {}),
    ...(hiredOn !== null && leftOn !== null && leftOn < hiredOn ? { leftOn: 'BEFORE_HIRED' } : {}),
  };
}
