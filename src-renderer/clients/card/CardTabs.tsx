import { Tabs } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ClientId } from '../../../src-shared/contract-base.ts';
import { useDesk } from '../../app/session.ts';
import { CARD_TABS } from './card-tabs.ts';

/** The tabs of a client's card that this person may see; which one is open stands in the address. */
export function CardTabs({ clientId, isErased }: { readonly clientId: ClientId; readonly isErased: boolean }) {
  const { t } = useTranslation();
  const { permissions } = useDesk().session;
  const [params, setParams] = useSearchParams();
  const tabs = CARD_TABS.filter(
    ({ permission, needsPerson }) => (!permission || permissions.includes(permission)) && !(isErased && needsPerson),
  );
  const wanted = params.get('tab');
  const open = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  if (!open) return null;
  const show = (tab: string | null): void => {
    setParams(
      (current) => {
        if (tab === null || tab === tabs[0]?.id) current.delete('tab');
        else current.set('tab', tab);
        return current;
      },
      { replace: true },
    );
  };
  return (
    <Tabs value={open.id} onChange={show} className="z-client-tabs" keepMounted={false}>
      <Tabs.List>
        {tabs.map(({ id, titleKey }) => (
          <Tabs.Tab key={id} value={id}>
            {t(titleKey)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, Component }) => (
        <Tabs.Panel key={id} value={id}>
          <Suspense>
            <Component clientId={clientId} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
