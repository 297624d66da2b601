import type { ComponentType } from 'react';
import type { Permission } from '../../../src-shared/access/access.rules.ts';
import type { ClientId } from '../../../src-shared/contract-base.ts';
import { PersonalDataTab } from '../../personal-data/PersonalDataTab.tsx';
import { FiguresTab } from '../../client-figures/FiguresTab.tsx';
import { TimelineTab } from '../../client-figures/TimelineTab.tsx';
import { AccountTab } from '../../client-account/AccountTab.tsx';
import { CallsTab } from '../../retention/CallsTab.tsx';
import { LoyaltyTab } from '../../loyalty/LoyaltyTab.tsx';
import { PassesTab } from '../../memberships/PassesTab.tsx';
import { TreatmentsTab } from '../../treatments/TreatmentsTab.tsx';
import { FilesTab } from '../../client-files/FilesTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { VisitsTab } from './VisitsTab.tsx';

/** What a tab of a client's card is given; it reads the rest itself. */
export interface CardTabProps {
  readonly clientId: ClientId;
}

/** One tab of a client's card: features add their own line here, the component stays in their folder. */
export interface CardTab {
  /** Stands in the address as `?tab=`, so that a link opens the tab. */
  readonly id: string;
  /** i18n key with its namespace. */
  readonly titleKey: string;
  readonly Component: ComponentType<CardTabProps>;
  /** Who sees the tab; absent = whoever sees the card. */
  readonly permission?: Permission;
  /** Nothing of it is left of an erased client, and the core refuses it (D8). */
  readonly needsPerson?: true;
}

/** Tabs of a client's card, in their order; the first one is open when the address names none. */
export const CARD_TABS: readonly CardTab[] = [
  { id: 'visits', titleKey: 'clients:card.tabs.visits', Component: VisitsTab },
  { id: 'account', titleKey: 'clientAccount:tab', Component: AccountTab, permission: 'see_cash', needsPerson: true },
  { id: 'timeline', titleKey: 'clientFigures:tabs.timeline', Component: TimelineTab },
  { id: 'figures', titleKey: 'clientFigures:tabs.figures', Component: FiguresTab },
  {
    id: 'passes',
    titleKey: 'memberships:client.tab',
    Component: PassesTab,
    permission: 'see_cash',
    needsPerson: true,
  },
  { id: 'loyalty', titleKey: 'loyalty:tab', Component: LoyaltyTab, permission: 'see_cash', needsPerson: true },
  { id: 'notes', titleKey: 'clientCard:notes.tab', Component: NotesTab, needsPerson: true },
  { id: 'data', titleKey: 'personalData:tab', Component: PersonalDataTab },
  { id: 'calls', titleKey: 'retention:tab', Component: CallsTab, needsPerson: true },
  { id: 'files', titleKey: 'clientFiles:tab', Component: FilesTab, needsPerson: true },
  { id: 'treatments', titleKey: 'treatments:tab', Component: TreatmentsTab, needsPerson: true },
  { id: 'history', titleKey: 'clients:card.tabs.history', Component: HistoryTab, permission: 'see_journal' },
];
