import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { type Action, useActionList } from './actions.ts';
import { useSession } from './session.ts';

const GROUPS: readonly Action['group'][] = ['page', 'journal', 'clients', 'sections', 'desk', 'backup'];

/** All keys that work now (F1), from the same registry that carries them out. */
export function KeyHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('system');
  const { permissions } = useSession();
  const withKeys = useActionList(permissions).filter(({ shortcut }) => shortcut);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('help.title')}
      size={720}
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
      </div>
      <p className="z-dim">{t('help.layout')}</p>
    </Modal>
  );
}
