import type { AnyContractProcedure, InferSchemaInput } from '@orpc/contract';
import type { Role } from '../../../src-shared/access/access.rules.ts';
import type { ROUTER_ERRORS } from '../../../src-shared/contract-base.ts';
import type { CaseSalon, SalonState } from '../prepared-salon.ts';

/** Gives the input of the call, after whatever has to happen before it. */
export type InputOf<Input> = (salon: CaseSalon) => Input | Promise<Input>;

/** A call of a procedure in a salon of its own. */
export interface Attempt<Input> {
  readonly input: InputOf<Input>;
  /** The condition of the data folder; `prepared` unless given. */
  readonly on?: SalonState;
  /** Who calls: the owner in a prepared salon, nobody otherwise. */
  readonly as?: Role | null;
}

export interface SuccessCase<Input> extends Attempt<Input> {
  /** What the answer must match at least (`toMatchObject`), or a check of it. */
  readonly answer: object | string | null | ((answer: never, salon: CaseSalon) => void | Promise<void>);
}

export interface RefusalCase<Input> extends Attempt<Input> {
  /** What the data of the error must match at least. */
  readonly data?: object;
}

/** A success, and a refusal for every error that the procedure declares. */
export interface ProcedureCases<Input = unknown, Code extends string = string> {
  readonly ok: SuccessCase<Input>;
  readonly refused: Readonly<Record<Code, RefusalCase<Input> | InputOf<Input>>>;
}

type CodesOf<Procedure extends AnyContractProcedure> = Exclude<
  keyof Procedure['~orpc']['errorMap'] & string,
  (typeof ROUTER_ERRORS)[number]
>;

/** The cases that a part of the contract calls for. */
export type CasesOf<Contract> = {
  readonly [Name in keyof Contract]: Contract[Name] extends AnyContractProcedure
    ? ProcedureCases<InferSchemaInput<NonNullable<Contract[Name]['~orpc']['inputSchema']>>, CodesOf<Contract[Name]>>
    : CasesOf<Contract[Name]>;
};

/** The input of a procedure that takes none. */
export const nothing = (): undefined => undefined;
/** An id that nothing has. */
export const NOBODY = 987_654;
