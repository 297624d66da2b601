import type { z } from 'zod';
import type { startProblemSchema } from '../../src-shared/setup/setup.contract.ts';
import type { client } from '../api/client.ts';

/** What state the data folder is in. */
export type SetupStatus = Awaited<ReturnType<typeof client.setup.status>>;
export type StartProblem = z.infer<typeof startProblemSchema>;
/** What the wizard asks for. */
export type SetupChoices = Parameters<typeof client.setup.complete>[0];
