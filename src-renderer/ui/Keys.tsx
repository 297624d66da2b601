import { Kbd } from '@mantine/core';
import { shortcutKeys } from '../app/shortcut.ts';

/** Keys of a shortcut as caps: `Ctrl+KeyK` is «Ctrl K». */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <span className="z-keys">
      {shortcutKeys(shortcut).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
