import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { type Action, useActionList } from './actions.ts';
import { useSession } from './session.ts';

const GROUPS: readonly Action['group'][] = ['page', 'journal', 'clients', 'sections', 'desk', 'backup'];

/** Keys that parts of a screen handle themselves (ui.md 5), so the registry does not know them; by the texts' keys. */
const OWN_KEYS = {
  grid: {
    walk: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    next: ['Tab'],
    open: ['Enter'],
    range: ['Shift+ArrowUp', 'Shift+ArrowDown'],
    shift: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    master: ['Alt+ArrowLeft', 'Alt+ArrowRight'],
    length: ['Alt+Shift+ArrowUp', 'Alt+Shift+ArrowDown'],
    carry: ['Ctrl+KeyX', 'Ctrl+KeyC', 'Ctrl+KeyV'],
    status: ['Space'],
    cancel: ['Del'],
    hour: ['PageUp', 'PageDown'],
    now: ['Home'],
    zoom: ['Ctrl+Wheel'],
    menu: ['Shift+F10'],
    heads: ['ArrowUp'],
    column: ['Alt+ArrowLeft', 'Alt+ArrowRight'],
  },
  month: {
    walk: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    turn: ['PageUp', 'PageDown'],
    open: ['Enter'],
  },
  past: {
    step: ['ArrowLeft', 'ArrowRight'],
    ends: ['Home', 'End'],
    leave: ['Escape'],
  },
  forms: {
    save: ['Ctrl+Enter'],
    close: ['Escape'],
    newClient: ['Alt+Enter'],
    list: ['ArrowUp', 'ArrowDown'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;
type Part = keyof typeof OWN_KEYS;
const PARTS = Object.keys(OWN_KEYS) as Part[];

/** All keys that work now (F1): those of the registry that carries them out, and those that a part of a screen knows itself. */
export function KeyHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('system');
  const { permissions } = useSession();
  const withKeys = useActionList(permissions).filter(({ shortcut }) => shortcut);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('help.title')}
      size={1040}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className="z-key-help">
        {GROUPS.map((group) => {
          const list = withKeys.filter((action) => action.group === group);
          if (list.length === 0) return null;
          return (
            <section key={group}>
              <h3>{t(`groups.${group}`)}</h3>
              <dl>
                {list.map(({ id, title, shortcut = '' }) => (
                  <div key={id}>
                    <dt>{t(title)}</dt>
                    <dd>
                      <Keys shortcut={shortcut} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        {PARTS.filter((part) => part === 'forms' || permissions.includes('see_journal')).map((part) => (
          <section key={part}>
            <h3>{t(`help.parts.${part}`)}</h3>
            <dl>
              {Object.entries<readonly string[]>(OWN_KEYS[part]).map(([text, shortcuts]) => (
                <div key={text}>
                  <dt>{t(`help.${part}Keys.${text}`)}</dt>
                  <dd>
                    <GridKeys shortcuts={shortcuts} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="z-dim">{t('help.layout')}</p>
    </Modal>
  );
}

/** Several shortcuts of one kind; what they share stands once: «Alt ↑ ↓». */
function GridKeys({ shortcuts }: { readonly shortcuts: readonly string[] }) {
  const { t } = useTranslation('system');
  const [first = '', ...others] = shortcuts;
  const all = [first, ...others.map((shortcut) => shortcut.slice(shortcut.lastIndexOf('+') + 1))];
  return (
    <span className="z-keys">
      {all.map((shortcut) => (
        <Keys key={shortcut} shortcut={shortcut.replace('Wheel', t('help.wheel')).replace('Space', t('help.space'))} />
      ))}
    </span>
  );
}
