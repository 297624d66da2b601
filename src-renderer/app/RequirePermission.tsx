import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useSession } from './session.ts';

interface Props {
  readonly permission: Permission | null;
  readonly children: ReactNode;
}

/** Says plainly that a section is closed for the role, instead of a page full of refusals. */
export function RequirePermission({ permission, children }: Props) {
  const { t } = useTranslation('common');
  const { permissions } = useSession();
  if (!permission || permissions.includes(permission)) return children;
  return <EmptyState icon={IconLock} title={t('noAccess.title')} text={t('noAccess.text')} />;
}
