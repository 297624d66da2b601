import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { type RouterUtils, createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '../../src-shared/contract.ts';
import { ConnectionMonitor, CoreLink, isConnectionLost } from './connection.ts';

export type CoreClient = ContractRouterClient<Contract>;

/** Whether the core answers; `useConnection` reads it. */
export const connection = new ConnectionMonitor();

/** Calls procedures directly: `await client.journal.day({ localDate })`. */
export const client: CoreClient = createORPCClient(new CoreLink(connection));

/** Query and mutation options by contract path: `useQuery(api.journal.day.queryOptions({ input }))`. */
export const api: RouterUtils<CoreClient> = createTanstackQueryUtils(client);

/** Server data of all screens; live events keep it fresh, so nothing is read again just because time passed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The core is on this PC or the salon's network: the browser's opinion about the internet does not matter.
      networkMode: 'always',
      staleTime: Infinity,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => isConnectionLost(error) && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
