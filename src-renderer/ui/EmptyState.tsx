import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: Icon;
  /** Why there is nothing here. */
  readonly title: string;
  /** What to do about it. */
  readonly text?: string;
  /** One action, usually a button. */
  readonly action?: ReactNode;
}

/** Says why there is nothing here and offers the one useful act. */
export function EmptyState({ icon: IconPicture, title, text, action }: EmptyStateProps) {
  return (
    <div className="z-empty">
      {IconPicture && <IconPicture size={36} stroke={1.6} aria-hidden className="z-centred-icon" />}
      <strong>{title}</strong>
      {text && <span className="z-dim">{text}</span>}
      {action && <div className="z-empty-action">{action}</div>}
    </div>
  );
}
