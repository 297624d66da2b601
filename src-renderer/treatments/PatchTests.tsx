import './treatments.css';
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { PatchTest } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { PatchTestModal } from './PatchTestModal.tsx';
import { useTopKey } from './use-top-key.ts';

interface PatchTestsProps {
  readonly clientId: number;
  /** Only what counts now, for the form of a visit; else every test with its buttons. */
  readonly isShort?: boolean;
  /** A test was written down: what was refused for want of one may be tried again. */
  readonly onSaved?: () => void;
}

/** Tests for allergy of a client, newest first; Alt+T and Enter write a good one of today down. */
export function PatchTests({ clientId, isShort = false, onSaved }: PatchTestsProps) {
  const { t } = useTranslation('treatments');
  const { session } = useDesk();
  const mayEdit = useCan('edit_clients');
  const mayAdd = mayEdit || session.user.staffId !== null;
  const tests = useQuery(api.treatments.patchTests.queryOptions({ input: { clientId: clientId as never } })).data;
  const remove = useCommand(api.treatments.removePatchTest.mutationOptions());
  const [open, setOpen] = useState<PatchTest | 'new' | null>(null);
  const root = useTopKey<HTMLElement>('Alt+KeyT', () => {
    if (mayAdd) setOpen('new');
  });
  if (!tests) return null;
  return (
    <section ref={root} className="zt-tests" aria-label={t('test.title')}>
      <div className="zt-line">
        <Text size="sm" fw={550}>
          {t('test.title')}
        </Text>
        {mayAdd && (
          <Button
            size="compact-xs"
            variant="light"
            rightSection={<Keys shortcut="Alt+KeyT" />}
            onClick={() => setOpen('new')}
          >
            {t('test.add')}
          </Button>
        )}
      </div>
      {tests.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('test.none')}
        </Text>
      )}
      <ul className="zt-test-list">
        {(isShort ? tests.slice(0, 1) : tests).map((test) => (
          <TestRow
            key={test.id}
            test={test}
            isShort={isShort}
            onEdit={mayEdit && !isShort ? () => setOpen(test) : undefined}
            onRemove={
              mayEdit && !isShort ? () => void remove.run({ patchTestId: test.id, version: test.version }) : undefined
            }
          />
        ))}
      </ul>
      {open !== null && (
        <PatchTestModal
          clientId={clientId}
          test={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={onSaved}
        />
      )}
    </section>
  );
}

interface TestRowProps {
  readonly test: PatchTest;
  readonly isShort: boolean;
  readonly onEdit: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}

function TestRow({ test, isShort, onEdit, onRemove }: TestRowProps) {
  const { t } = useTranslation('treatments');
  const { session, today } = useDesk();
  const { locale } = session.user;
  const tested = formatDate(test.testedOn, 'short', locale);
  const until = formatDate(test.validUntil, 'short', locale);
  const state = test.result === 'reaction' ? 'reaction' : test.validUntil < today ? 'expired' : 'valid';
  const rest = [test.product, test.note, test.byName && !isShort ? t('test.by', { who: test.byName }) : ''].filter(
    Boolean,
  );
  return (
    <li className="zt-test" data-state={state}>
      {state === 'valid' ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      <span>
        {t(`test.${state}`, { tested, until })}
        {rest.length > 0 && <span className="z-dim"> · {rest.join(' · ')}</span>}
      </span>
      {onEdit && (
        <ActionIcon variant="subtle" color="gray" aria-label={t('test.editOf', { date: tested })} onClick={onEdit}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" aria-label={t('test.remove', { date: tested })} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
