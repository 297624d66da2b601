import { Loader } from '@mantine/core';

interface LongWorkScreenProps {
  readonly title: string;
  readonly text: string;
}

/** Takes the whole window while the file itself is being exchanged: nothing else may be done then. */
export function LongWorkScreen({ title, text }: LongWorkScreenProps) {
  return (
    <div className="z-lock" role="alertdialog" aria-modal="true" aria-label={title} aria-busy>
      <section className="z-centred-panel" style={{ maxWidth: 420, justifyItems: 'center', textAlign: 'center' }}>
        <Loader size="md" />
        <h1>{title}</h1>
        <p className="z-dim">{text}</p>
      </section>
    </div>
  );
}
