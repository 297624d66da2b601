import type { z } from 'zod';
import type { CertificateType, certificatesContract } from '../../src-shared/certificates/certificates.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import {
  type CertificateTypeRow,
  findType,
  insertType,
  readTypes,
  updateType,
} from './certificate-types.repository.ts';

type Procedures = typeof certificatesContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** Kinds of certificates that the salon sells. */
export class CertificateTypesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  list(withArchived: boolean): Output<'types'> {
    return readTypes(this.#deps.store.reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map(typeOf);
  }

  /** @throws DomainError ALREADY_EXISTS */
  create(caller: Caller, input: Input<'createType'>): Output<'createType'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'certificates.createType', (tx) => {
      const rows = readTypes(tx);
      assertFree(rows, input.name, null);
      tx.summary = { key: 'certificates.createType', values: { name: input.name } };
      return insertType(tx, { ...columnsOf(input), position: (rows.at(-1)?.position ?? 0) + 1 });
    });
    return { commandId, certificateTypeId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  update(caller: Caller, input: Input<'updateType'>): Output<'updateType'> {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'certificates.updateType', (tx) => {
      const row = findType(tx, input.certificateTypeId);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'certificateType', id: input.certificateTypeId });
      assertVersion(input.version, row.version, 'certificateType');
      const before = typeOf(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      assertFree(readTypes(tx), after.name, row.id);
      updateType(tx, row.id, {
        ...columnsOf(after),
        is_archived: after.isArchived ? 1 : 0,
        version: row.version + 1,
      });
      tx.summary = { key: 'certificates.updateType', values: { name: after.name } };
    });
    return { commandId };
  }
}

function assertFree(rows: readonly CertificateTypeRow[], name: string, ownId: number | null): void {
  const taken = rows.find((row) => row.id !== ownId && fold(row.name) === fold(name));
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'certificateType', name: taken.name });
}

function columnsOf(type: Pick<CertificateType, 'name' | 'nominalMinor' | 'priceMinor' | 'validityDays'>) {
  return {
    name: type.name,
    nominal_minor: type.nominalMinor,
    price_minor: type.priceMinor,
    validity_days: type.validityDays,
  };
}

function typeOf(row: CertificateTypeRow): CertificateType {
  return {
    id: row.id as CertificateType['id'],
    name: row.name,
    nominalMinor: row.nominal_minor,
    priceMinor: row.price_minor,
    validityDays: row.validity_days,
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}
