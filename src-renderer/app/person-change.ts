import type { Session } from '../../src-shared/access/access.contract.ts';
import { api, queryClient } from '../api/client.ts';
import { forgetUndo } from '../api/use-command.tsx';

let lastUserId: number | null = null;

/** Takes a session that has just begun; what another person saw and could take back is forgotten. */
export function welcome(session: Session): void {
  queryClient.setQueryData(api.access.session.queryKey(), session);
  if (lastUserId === session.user.id) return;
  notePerson(session);
  forgetUndo();
  // Rights decide what the core tells (phones, prices): nothing of the other person's answers may stay on screen.
  void queryClient.resetQueries({
    predicate: ({ queryKey }) => !KEPT.some((kept) => JSON.stringify(queryKey[0]) === kept),
  });
}

/** Remembers who is at the desk, also after the page was loaded anew. */
export function notePerson(session: Session): void {
  lastUserId = session.user.id;
}

const KEPT = [
  ['access', 'session'],
  ['access', 'people'],
  ['setup', 'status'],
].map((path) => JSON.stringify(path));
