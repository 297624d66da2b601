import { useEffect, useRef } from 'react';
import type { Session } from '../../src-shared/access/access.contract.ts';
import { queryClient } from '../api/client.ts';
import { forgetUndo } from '../api/use-command.tsx';

/** When another person sits down, what the first one saw and could take back is forgotten. */
export function usePersonChange(session: Session): void {
  const lastId = useRef(session.user.id);
  useEffect(() => {
    if (lastId.current === session.user.id) return;
    lastId.current = session.user.id;
    forgetUndo();
    void queryClient.invalidateQueries();
  }, [session.user.id]);
}
