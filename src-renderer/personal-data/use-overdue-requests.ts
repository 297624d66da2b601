import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useCan } from '../app/session.ts';

/** A request becomes overdue at midnight, without anybody's act. */
const AGAIN_MS = 30 * 60_000;

/** How many requests about personal data are past their last day (D2); 0 for who does not answer them. */
export function useOverdueRequests(): number {
  const mayAnswer = useCan('edit_clients');
  const { data } = useQuery(
    api.personalData.requests.queryOptions({ input: {}, enabled: mayAnswer, refetchInterval: AGAIN_MS }),
  );
  return data?.overdue ?? 0;
}
