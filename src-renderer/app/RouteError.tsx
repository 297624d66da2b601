import { useEffect, useState } from 'react';
import { useNavigate, useRouteError } from 'react-router';
import { ErrorScreen } from '../system/ErrorScreen.tsx';
import { reportDefect } from './ErrorBoundary.tsx';

/** Stands in the frame instead of a page that broke; the rail still works. */
export function RouteError() {
  const error = useRouteError();
  const navigate = useNavigate();
  const [number, setNumber] = useState<string | null>(null);
  useEffect(() => {
    void reportDefect(error, 'route').then(setNumber);
  }, [error]);
  return <ErrorScreen number={number} onRetry={() => void navigate('.', { replace: true })} />;
}
