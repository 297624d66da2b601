import type { ReactNode } from 'react';

/** The status of a certificate or a membership in words, coloured where it matters. */
export function PassStatus({ status, children }: { readonly status: string; readonly children: ReactNode }) {
  return (
    <span className="z-pass-status" data-status={status}>
      {children}
    </span>
  );
}
