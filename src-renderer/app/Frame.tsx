import { useEffect, useMemo, useState } from 'react';
import { createHashRouter, Navigate, RouterProvider } from 'react-router';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import type { Session } from '../../src-shared/access/access.contract.ts';
import { LockScreen } from '../access/LockScreen.tsx';
import { StartingScreen } from '../system/StartingScreen.tsx';
import { FrameLayout } from './FrameLayout.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { RequirePermission } from './RequirePermission.tsx';
import { RouteError } from './RouteError.tsx';
import { PAGES, SECTIONS } from './routes.ts';
import { DeskContext } from './session.ts';
import { useAppearance, useDeskData, useLive } from './use-desk.ts';
import { useIdleLock } from './use-idle-lock.ts';
import { notePerson } from './person-change.ts';

/** The application behind the sign-in; when the desk is locked it stays in place, out of reach behind the lock screen. */
export function Frame({ session: current }: { readonly session: Session }) {
  const { isLocked } = current;
  const session = useOpenSession(current);
  useAppearance(session);
  useLive(current);
  useEffect(() => notePerson(session), [session]);
  const desk = useDeskData(session, !isLocked);
  useIdleLock(desk && !isLocked ? desk.settings.autoLockMin : 0);
  const home = firstPath(session.permissions);
  const router = useMemo(() => createAppRouter(home), [home]);

  if (!desk) return isLocked ? <LockScreen session={current} /> : <StartingScreen isLost={false} />;
  return (
    <DeskContext value={desk}>
      <div className="z-app" inert={isLocked} aria-hidden={isLocked}>
        <RouterProvider router={router} />
      </div>
      {isLocked && <LockScreen session={current} />}
    </DeskContext>
  );
}

/** The session as it was before the lock, which takes every right away: the page behind must not fold up meanwhile. */
function useOpenSession(current: Session): Session {
  const [last, setLast] = useState(current);
  const isNewer = current !== last && (!current.isLocked || last.user.id !== current.user.id);
  if (isNewer) setLast(current);
  return isNewer ? current : last;
}

/** The first section that the person may open. */
function firstPath(permissions: readonly Permission[]): string {
  return SECTIONS.find(({ permission }) => !permission || permissions.includes(permission))?.path ?? '/settings';
}

function createAppRouter(home: string) {
  return createHashRouter([
    {
      Component: FrameLayout,
      ErrorBoundary: RouteError,
      HydrateFallback: () => null,
      children: [
        { index: true, element: <Navigate to={home} replace /> },
        ...PAGES.map(({ path, permission, lazy }) => ({
          path,
          ErrorBoundary: RouteError,
          lazy: async () => {
            const { Component } = await lazy();
            return {
              Component: () => (
                <RequirePermission permission={permission}>
                  <Component />
                </RequirePermission>
              ),
            };
          },
        })),
        { path: '*', Component: NotFoundPage },
      ],
    },
  ]);
}
