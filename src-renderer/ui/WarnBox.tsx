import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

interface WarnBoxProps {
  readonly title: string;
  readonly mt?: number;
  readonly children: ReactNode;
}

/** Something to look at before going on: its words are as easy to read as any others, light or dark. */
export function WarnBox({ title, mt, children }: WarnBoxProps) {
  return (
    <Alert
      title={title}
      p="sm"
      {...(mt === undefined ? {} : { mt })}
      styles={{
        root: {
          background: 'var(--z-canvas)',
          border: '1px solid var(--z-line)',
          borderInlineStart: '3px solid var(--z-warning)',
        },
        title: { color: 'var(--z-text)' },
        message: { color: 'var(--z-text)' },
      }}
    >
      {children}
    </Alert>
  );
}
