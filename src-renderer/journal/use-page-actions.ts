import { useActions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';
import { JOURNAL_VIEWS, type JournalAddress, steppedDate } from './journal-address.ts';
import type { PrintAct } from './JournalToolbar.tsx';

interface PageActs {
  readonly address: JournalAddress;
  readonly onGo: (change: Partial<JournalAddress>) => void;
  readonly print: (act: PrintAct) => void;
}

/** The commands of the journal's page, whatever its view: periods, views, the past, paper. */
export function usePageActions({ address, onGo, print }: PageActs): void {
  const { today } = useDesk();
  useActions(
    [
      {
        id: 'journal.previous-day',
        title: 'journal:screen.actions.previousDay',
        group: 'journal',
        shortcut: 'Ctrl+ArrowLeft',
        run: () => onGo({ date: steppedDate(address, -1), past: null }),
      },
      {
        id: 'journal.next-day',
        title: 'journal:screen.actions.nextDay',
        group: 'journal',
        shortcut: 'Ctrl+ArrowRight',
        run: () => onGo({ date: steppedDate(address, 1), past: null }),
      },
      {
        id: 'journal.today',
        title: 'journal:screen.actions.today',
        group: 'journal',
        shortcut: 'Ctrl+Home',
        run: () => onGo({ date: today, past: null }),
      },
      ...JOURNAL_VIEWS.map((view, index) => ({
        id: `journal.view-${view}`,
        title: `journal:screen.actions.views.${view}`,
        group: 'journal' as const,
        shortcut: `Alt+Digit${index + 1}`,
        run: () => onGo({ view, past: null }),
      })),
      {
        id: 'journal.columns-by',
        title: 'journal:screen.actions.columnsBy',
        group: 'journal',
        shortcut: 'Alt+Digit5',
        run: () => onGo({ by: address.by === 'rooms' ? 'masters' : 'rooms' }),
      },
      {
        id: 'journal.replay',
        title: 'journal:screen.actions.replay',
        group: 'journal',
        shortcut: 'Ctrl+Alt+KeyH',
        run: () =>
          onGo(address.past === null ? { view: 'day', past: { atMs: Date.now(), commandId: null } } : { past: null }),
      },
      {
        id: 'journal.print-day',
        title: 'journal:screen.actions.printDay',
        group: 'journal',
        shortcut: 'F9',
        permission: 'print_documents',
        run: () => print('print'),
      },
      {
        id: 'journal.export-day',
        title: 'journal:screen.actions.exportDay',
        group: 'journal',
        permission: 'print_documents',
        run: () => print('saveExcel'),
      },
    ],
    [],
  );
}
