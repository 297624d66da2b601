import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { type Action, useActionList } from './actions.ts';
import { useSession } from './session.ts';

const GROUPS: readonly Action['group'][] = ['page', 'journal', 'clients', 'sections', 'desk', 'backup'];

/** Keys that the journal's grid handles itself (ui.md 5), so the registry does not know them; by the text's key. */
const GRID_KEYS = {
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
} as const;
const GRID_TEXTS = Object.keys(GRID_KEYS) as (keyof typeof GRID_KEYS)[];

/** All keys that work now (F1): those of the registry that carries them out, and those of the journal's grid. */
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
        {permissions.includes('see_journal') && (
          <section>
            <h3>{t('help.grid')}</h3>
            <dl>
              {GRID_TEXTS.map((text) => (
                <div key={text}>
                  <dt>{t(`help.gridKeys.${text}`)}</dt>
                  <dd>
                    <GridKeys shortcuts={GRID_KEYS[text]} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
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
