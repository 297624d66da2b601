import type { FileFault } from '../../src-shared/import/import.contract.ts';

const PREFIX = 'IMPORT_';

/** Why a file cannot be read as a table; its `code` survives the way out of a worker. */
export class TableProblem extends Error {
  readonly code: string;

  /** `detail` is a number or a name that the sentence needs, such as the row. */
  constructor(fault: FileFault, detail = '') {
    super(detail);
    this.name = 'TableProblem';
    this.code = PREFIX + fault;
  }
}

/** The fault that a thrown value tells of; null for any other failure. */
export function faultOf(error: unknown): { fault: string; detail: string } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code = String(error.code);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { fault: 'TOO_HEAVY', detail: '' };
  return code.startsWith(PREFIX) ? { fault: code.slice(PREFIX.length), detail: error.message } : null;
}
