import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface CentredScreenProps {
  readonly icon?: Icon;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
  /** Width of the panel in pixels; 480 unless given. */
  readonly width?: number;
}

/** A whole window with one thing to do: signing in, the first run, recovery, an error. */
export function CentredScreen({ icon: IconPicture, title, text, children, width = 480 }: CentredScreenProps) {
  return (
    <main className="z-centred">
      <section className="z-centred-panel" style={{ maxWidth: width }}>
        {IconPicture && <IconPicture size={32} stroke={1.8} aria-hidden className="z-centred-icon" />}
        <h1>{title}</h1>
        {text && <p className="z-dim">{text}</p>}
        {children}
      </section>
    </main>
  );
}
