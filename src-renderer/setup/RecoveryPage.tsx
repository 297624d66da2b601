import type { StartProblem } from './setup-status.ts';

/** The recovery screen. */
export function RecoveryPage({ problem }: { readonly problem: StartProblem; readonly salonName: string | null }) {
  return <main>{problem.code}</main>;
}
