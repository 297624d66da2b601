import { useCallback } from 'react';
import { canOverride } from '../../src-shared/journal/conflicts.rules.ts';
import { useDesk } from '../app/session.ts';

/** Whether the person at the desk may override all of these conflicts, with a reason (A12). */
export function useOverride(): (codes: readonly string[]) => boolean {
  const { permissions } = useDesk().session;
  return useCallback((codes) => canOverride(codes, (permission) => permissions.includes(permission)), [permissions]);
}
