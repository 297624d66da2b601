import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconHelpCircle, IconLock, IconLogout, IconUserCog } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { useOverdueRequests } from '../personal-data/use-overdue-requests.ts';
import { Initials } from '../ui/Initials.tsx';
import { Keys } from '../ui/Keys.tsx';
import { actions } from './actions.ts';
import { SECTIONS } from './routes.ts';
import { useSession } from './session.ts';

/** The sections of the application and the person at the desk. */
export function Rail({ onHelp }: { readonly onHelp: () => void }) {
  const { t } = useTranslation('system');
  const navigate = useNavigate();
  const { user, permissions } = useSession();
  const overdue = useOverdueRequests();
  const sections = SECTIONS.filter(({ permission }) => !permission || permissions.includes(permission));
  return (
    <nav className="z-rail" aria-label={t('rail')}>
      <img src={logoUrl} alt="" width={32} height={32} className="z-rail-logo" />
      {sections.map(({ id, path, title, icon: IconPicture }, index) => (
        <Tooltip key={id} position="right" label={<Keys shortcut={`Ctrl+Digit${index + 1}`} />}>
          <NavLink to={path} className="z-rail-item">
            <IconPicture size={22} aria-hidden />
            <span>{t(title)}</span>
            {id === 'settings' && overdue > 0 && (
              <span className="z-rail-badge" title={t('personalData:requests.overdueCount', { count: overdue })}>
                <span aria-hidden>{overdue}</span>
                <span className="z-visually-hidden">{t('personalData:requests.overdueCount', { count: overdue })}</span>
              </span>
            )}
          </NavLink>
        </Tooltip>
      ))}
      <div className="z-rail-gap" />
      <UnstyledButton className="z-rail-item" onClick={onHelp}>
        <IconHelpCircle size={22} aria-hidden />
        <span>F1</span>
        <span className="z-visually-hidden">{t('actions.help')}</span>
      </UnstyledButton>
      <Menu position="right-end" width={280}>
        <Menu.Target>
          <UnstyledButton className="z-rail-user" aria-label={t('userMenu', { name: user.name })}>
            <Initials name={user.name} size={32} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {user.name}, {t(`common:roles.${user.role}`).toLowerCase()}
          </Menu.Label>
          <Menu.Item leftSection={<IconUserCog size={16} />} onClick={() => void navigate('/settings/view')}>
            {t('myView')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLock size={16} />}
            rightSection={<Keys shortcut="Ctrl+KeyL" />}
            onClick={() => actions.run('access.lock')}
          >
            {t('actions.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => actions.run('access.switch-user')}>
            {t('actions.switchUser')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

const logoUrl = new URL('./icon.svg', import.meta.url).href;
