import { accountsContract } from './accounts.contract.ts';
import { bookContract } from './book.contract.ts';
import { operationsContract } from './operations.contract.ts';
import { shiftsContract } from './shifts.contract.ts';

/** The cash desk: accounts of money, shifts, operations, cash book, lock date. */
export const cashContract = { ...accountsContract, ...shiftsContract, ...operationsContract, ...bookContract };
