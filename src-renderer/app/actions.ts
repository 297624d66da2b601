import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import type { Shortcut } from './shortcut.ts';

/** One command of the application: the same object for button, menu, key, palette and the list of keys. */
export interface Action {
  /** `feature.act`; the ids of `MENU_COMMANDS` are also items of Electron's menu. */
  readonly id: string;
  /** i18n key of the title: `journal:actions.book`. */
  readonly title: string;
  /** Group in the palette and the list of keys. */
  readonly group: 'sections' | 'journal' | 'clients' | 'desk' | 'backup' | 'page';
  readonly shortcut?: Shortcut;
  readonly permission?: Permission;
  /** False: not in the palette (it would be of no use there). */
  readonly isListed?: boolean;
  readonly run: () => void;
}

const NEXT_PAGE_WITHIN_MS = 5000;

/**
 * Every action that can be run now.
 *
 * A page adds its own while it is on screen; of several with one id the newest counts. So the frame can offer «Новая запись»
 * everywhere: its own action opens the journal and leaves the rest to the journal's action of the same id (`runWhenReady`).
 */
export class ActionRegistry {
  #actions: readonly Action[] = [];
  #awaited: { readonly id: string; readonly untilMs: number } | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly list = (): readonly Action[] => this.#actions;

  find(id: string): Action | undefined {
    return this.#actions.findLast((action) => action.id === id);
  }

  findByShortcut(shortcut: Shortcut): Action | undefined {
    return this.#actions.findLast((action) => action.shortcut === shortcut);
  }

  run(id: string): void {
    this.find(id)?.run();
  }

  /** Runs the action of that id that the page which now opens will add. */
  runWhenReady(id: string, nowMs = Date.now()): void {
    this.#awaited = { id, untilMs: nowMs + NEXT_PAGE_WITHIN_MS };
  }

  add(actions: readonly Action[], nowMs = Date.now()): () => void {
    this.#actions = [...this.#actions, ...actions];
    this.#notify();
    const awaited = this.#awaited;
    const action = awaited && actions.find(({ id }) => id === awaited.id);
    if (awaited && action) {
      this.#awaited = null;
      // The page has rendered but not painted yet: what it opens should find it in place.
      if (nowMs <= awaited.untilMs) setTimeout(() => this.run(awaited.id), 0);
    }
    return () => {
      this.#actions = this.#actions.filter((item) => !actions.includes(item));
      this.#notify();
    };
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const actions = new ActionRegistry();

/**
 * Offers actions while the component is on screen
 *
 * `run` may be a new function at every render: the newest is called. Ids, titles and keys are taken at the first render and
 * whenever `dependencies` change.
 */
export function useActions(offered: readonly Action[], dependencies: readonly unknown[] = []): void {
  const latest = useRef(offered);
  latest.current = offered;
  useEffect(
    () =>
      actions.add(
        latest.current.map((action) => ({
          ...action,
          run: () => (latest.current.find(({ id }) => id === action.id) ?? action).run(),
        })),
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller names what changes the list
    dependencies,
  );
}

/** All actions that the person may run, one of each id; renders anew when pages come and go. */
export function useActionList(permissions: readonly Permission[]): readonly Action[] {
  const all = useSyncExternalStore(actions.subscribe, actions.list);
  const byId = new Map<string, Action>();
  for (const action of all) {
    if (!action.permission || permissions.includes(action.permission)) byId.set(action.id, action);
  }
  return [...byId.values()];
}
