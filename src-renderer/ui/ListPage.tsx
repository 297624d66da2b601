import { Alert, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';
import { PageHeader } from './PageHeader.tsx';
import './data-table.css';

interface ListPageProps {
  readonly title: string;
  /** A short fact beside the title, e.g. a count. */
  readonly fact?: string;
  /** Switches and buttons of the head. */
  readonly actions?: ReactNode;
  /** How the reading of the list stands. */
  readonly query: { readonly isPending: boolean; readonly error: unknown };
  /** Above the list, e.g. warnings. */
  readonly notice?: ReactNode;
  /** Takes the place of an empty list; null while there are rows. */
  readonly empty: ReactNode | null;
  /** The list itself. */
  readonly children: ReactNode;
  /** Drawers and dialogs over the page. */
  readonly overlay?: ReactNode;
}

/** The page of a list of the salon's things: head, waiting, failure, emptiness, rows. One frame for all of them. */
export function ListPage({ title, fact, actions, query, notice, empty, children, overlay }: ListPageProps) {
  const { t } = useTranslation();
  return (
    <div className="z-list">
      <PageHeader title={title} {...(fact === undefined ? {} : { fact })}>
        {actions}
      </PageHeader>
      <div className="z-list-body">
        {notice}
        {query.isPending && (
          <Stack gap={8} className="z-appear-late" aria-hidden>
            {Array.from({ length: 8 }, (_, index) => (
              <Skeleton key={index} height={36} radius="md" />
            ))}
          </Stack>
        )}
        {query.error !== null && <Alert color="danger">{errorText(query.error, t)}</Alert>}
        {!query.isPending && query.error === null && (empty ?? children)}
      </div>
      {overlay}
    </div>
  );
}
