import type { SetupStatus } from './setup-status.ts';

/** The first run. */
export function SetupPage({ status }: { readonly status: SetupStatus }) {
  return <main>{status.version}</main>;
}
