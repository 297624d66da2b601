import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  /** A short fact beside the title, e.g. a count. */
  readonly fact?: string;
  /** Buttons at the right end. */
  readonly children?: ReactNode;
}

/** Title of a page with its actions; the same height on every page, so that nothing jumps between them. */
export function PageHeader({ title, fact, children }: PageHeaderProps) {
  return (
    <header className="z-page-header">
      <h1>{title}</h1>
      {fact && <span className="z-dim">{fact}</span>}
      <div className="z-page-actions">{children}</div>
    </header>
  );
}
