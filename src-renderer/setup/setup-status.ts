import type { z } from 'zod';
import type { setupContract, startProblemSchema } from '../../src-shared/setup/setup.contract.ts';

/** What state the data folder is in. */
export type SetupStatus = z.infer<NonNullable<(typeof setupContract.status)['~orpc']['outputSchema']>>;
export type StartProblem = z.infer<typeof startProblemSchema>;
