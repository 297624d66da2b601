import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Opens the visit that another screen asked for in the state of the address (`openVisit`), once its day is there. */
export function useAskedVisit(isReady: boolean, show: (visitId: number) => void): void {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const asked = isRecord(state) && typeof state['openVisit'] === 'number' ? state['openVisit'] : null;
  useEffect(() => {
    if (asked === null || !isReady) return;
    show(asked);
    void navigate({ pathname, search }, { replace: true, state: null });
  }, [asked, isReady, navigate, pathname, search, show]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
