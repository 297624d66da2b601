import { useState } from 'react';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { type CommandOptions, useCommand } from '../api/use-command.tsx';

type SaveOptions = Pick<CommandOptions<unknown, unknown>, 'onRefused'>;

/**
 * Settings in a form: what is kept, with what was typed over it
 *
 * What another form or window saves meanwhile comes in at once, and what was typed here stays.
 */
export function useSettingsForm(kept: Settings, options: SaveOptions = {}) {
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const [seen, setSeen] = useState(kept);
  if (seen !== kept) {
    setSeen(kept);
    // What was saved is no longer typed: taken back with Ctrl+Z, it shows what is kept.
    setTyped(differing(typed, kept));
  }
  const changed = differing(typed, kept);
  const save = useCommand(api.settings.update.mutationOptions(), options);
  return {
    values: { ...kept, ...typed },
    changed,
    isChanged: Object.keys(changed).length > 0,
    set: (part: Partial<Settings>): void => setTyped((old) => ({ ...old, ...part })),
    /** Back to what is kept. */
    reset: (): void => setTyped({}),
    /** Saves what was changed; nothing to do otherwise. */
    save: async (): Promise<void> => {
      if (Object.keys(changed).length > 0) await save.run({ values: changed });
    },
    isSaving: save.isPending,
  };
}

function differing(typed: Partial<Settings>, kept: Settings): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => !isSame(value, kept[name as keyof Settings])),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
