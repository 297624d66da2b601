import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation } from 'react-router';
import { ConnectionBanner } from '../system/ConnectionBanner.tsx';
import { StatusBar } from '../system/StatusBar.tsx';
import { CheckoutLayer } from '../checkout/CheckoutLayer.tsx';
import { useCardScan } from '../clients/use-card-scan.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { Palette } from '../search/Palette.tsx';
import { Rail } from './Rail.tsx';
import { useSession } from './session.ts';
import { SidePanelSlot } from './SidePanel.tsx';
import { useAppActions } from './use-app-actions.tsx';
import { useKeys } from './use-keys.ts';

/** Rail, side panel, page and status bar; one action registry behind keys, menu, palette and help. */
export function FrameLayout() {
  const { t } = useTranslation('system');
  const { preferences } = useSession();
  const navigation = useNavigation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useAppActions(() => setHelpOpen(true));
  useKeys();
  useCardScan();
  return (
    <div className="z-frame">
      <a href="#z-page" className="z-skip" onClick={focusPage}>
        {t('skipToPage')}
      </a>
      <Rail onHelp={() => setHelpOpen(true)} />
      <div className="z-body">
        <ConnectionBanner />
        <div className="z-work">
          {preferences.isSidePanelOpen && <aside ref={setSlot} className="z-side" aria-label={t('sidePanel')} />}
          <main id="z-page" tabIndex={-1} className="z-page" aria-busy={navigation.state === 'loading'}>
            <SidePanelSlot value={preferences.isSidePanelOpen ? slot : null}>
              <Suspense>
                <Outlet />
              </Suspense>
            </SidePanelSlot>
          </main>
        </div>
        <StatusBar />
      </div>
      <CheckoutLayer />
      <Palette />
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** The address bar belongs to the router: the link must not change it. */
function focusPage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('z-page')?.focus();
}
