import { type ReactNode, useMemo, useState } from 'react';
import { DocumentDrawer } from './DocumentDrawer.tsx';
import { EntriesDrawer } from './EntriesDrawer.tsx';
import { type Definitions, DefinitionsContext } from './Term.tsx';
import { type Drill, DrillContext, type FigureQuestion } from './figure.tsx';

const HIDDEN_DEFINITIONS = 'finance.definitions.hidden';

/** Lets everything inside open figures to their entries and documents to their cards. */
export function DrillFrame({ children }: { readonly children: ReactNode }) {
  const [figure, setFigure] = useState<FigureQuestion | null>(null);
  const [documentIds, setDocumentIds] = useState<readonly number[]>([]);
  const drill = useMemo<Drill>(
    () => ({
      openFigure: setFigure,
      openDocument: (documentId) => setDocumentIds((open) => [...open, documentId]),
    }),
    [],
  );
  const [isShown, setShown] = useState(() => localStorage.getItem(HIDDEN_DEFINITIONS) === null);
  const definitions = useMemo<Definitions>(
    () => ({
      isShown,
      show: (next) => {
        setShown(next);
        if (next) localStorage.removeItem(HIDDEN_DEFINITIONS);
        else localStorage.setItem(HIDDEN_DEFINITIONS, '1');
      },
    }),
    [isShown],
  );
  const documentId = documentIds.at(-1);
  return (
    <DrillContext value={drill}>
      <DefinitionsContext value={definitions}>{children}</DefinitionsContext>
      {figure && <EntriesDrawer question={figure} onClose={() => setFigure(null)} />}
      {documentId !== undefined && (
        <DocumentDrawer
          key={documentId}
          documentId={documentId}
          // Back to the document that led here; from the first to the entries.
          onClose={() => setDocumentIds((open) => open.slice(0, -1))}
        />
      )}
    </DrillContext>
  );
}
