import './series.css';
import { Alert, Button, Group, Modal, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { SeriesEditInput, SeriesOutcome } from '../../src-shared/series/series.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk, useLocale } from '../app/session.ts';
import { useSeriesRefusal } from './RepeatDialog.tsx';
import { useSeriesConflictText } from './series-conflict.ts';

/** A change of a visit that belongs to a series, without saying yet to which of its visits it applies. */
export type SeriesChange = Omit<SeriesEditInput, 'scope' | 'dropReason' | 'policy' | 'choices' | 'overrideReason'>;

type Scope = 'this' | 'following' | 'all';

interface SeriesScopeDialogProps {
  readonly change: SeriesChange;
  readonly isMove: boolean;
  /** Only this visit: the usual act of the journal goes on. Absent where it makes no sense (a rule). */
  readonly onThis?: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** «Только эта / эта и следующие / вся серия», with the dates that collide before anything is saved (A15, J8). */
export function SeriesScopeDialog({ change, isMove, onThis, onDone, onClose }: SeriesScopeDialogProps) {
  const { t } = useTranslation('series');
  const [scope, setScope] = useState<Scope>(onThis ? 'this' : 'following');
  const [refusal, setRefusal] = useState<string | null>(null);
  const refusedText = useSeriesRefusal();
  const input = { ...change, scope: scope === 'all' ? ('all' as const) : ('following' as const) };
  const edit = useCommand(api.series.edit.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(refusedText(error));
      return true;
    },
  });
  const save = async (): Promise<void> => {
    if (scope === 'this') {
      onThis?.();
      return;
    }
    setRefusal(null);
    if (await edit.run({ ...input, dropReason: t('scope.dropReason') })) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t(isMove ? 'scope.moveTitle' : 'scope.editTitle')} size={560} zIndex={300}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.ctrlKey && event.code === 'Enter') {
            event.preventDefault();
            void save();
          }
        }}
      >
        <Stack gap="md">
          <ScopeField value={scope} hasThis={onThis !== undefined} onChange={setScope} />
          {scope !== 'this' && (
            <Preview input={{ ...input, dropReason: t('scope.dropReason') }} isOff={edit.isPending} />
          )}
          {refusal && (
            <Alert color="danger" variant="light" p="xs" role="alert">
              {refusal}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={edit.isPending}>
              {t(isMove ? 'scope.move' : 'scope.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ScopeFieldProps {
  readonly value: Scope;
  readonly hasThis?: boolean;
  readonly onChange: (scope: Scope) => void;
}

/** The three answers to «which visits»; ↑↓ choose. */
export function ScopeField({ value, hasThis = true, onChange }: ScopeFieldProps) {
  const { t } = useTranslation('series');
  const scopes: readonly Scope[] = hasThis ? ['this', 'following', 'all'] : ['following', 'all'];
  return (
    <Radio.Group
      label={t('scope.label')}
      value={value}
      onChange={(next) => onChange(scopes.find((scope) => scope === next) ?? 'this')}
    >
      <Stack gap={8} mt={6}>
        {scopes.map((scope) => (
          <Radio
            key={scope}
            value={scope}
            label={t(`scope.${scope}`)}
            {...(scope === 'all' ? { description: t('scope.allHint') } : {})}
            data-autofocus={scope === value || undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** What would happen; asked no more once it is being saved, because then it has happened. */
function Preview({ input, isOff }: { readonly input: SeriesEditInput; readonly isOff: boolean }) {
  const { t } = useTranslation('series');
  const locale = useLocale();
  const { today } = useDesk();
  const refusedText = useSeriesRefusal();
  const conflictText = useSeriesConflictText();
  const preview = useQuery({ ...api.series.previewEdit.queryOptions({ input, enabled: !isOff }), retry: false });
  if (preview.error) {
    return (
      <Alert color="danger" variant="light" p="xs" role="alert">
        {refusedText(preview.error)}
      </Alert>
    );
  }
  if (!preview.data) return <Skeleton height={64} radius="md" aria-label={t('scope.checking')} />;
  const { outcomes } = preview.data;
  const of = (act: SeriesOutcome['act']): SeriesOutcome[] => outcomes.filter((item) => item.act === act);
  const refused = outcomes.filter(({ conflict }) => conflict !== null);
  const kept = of('kept').length;
  const missed = of('skipped').length;
  const said: ReactNode[] = [];
  if (of('booked').length > 0) said.push(t('scope.added', { count: of('booked').length }));
  if (of('cancelled').length > 0) said.push(t('scope.cancelled', { count: of('cancelled').length }));
  return (
    <div aria-live="polite">
      {refused.length === 0 ? (
        <Text size="sm">{t('scope.noCollisions', { count: of('changed').length })}</Text>
      ) : (
        <>
          {kept > 0 && (
            <Text size="sm" c="danger">
              {t('scope.collisions', { count: kept })}
            </Text>
          )}
          {missed > 0 && (
            <Text size="sm" c="danger">
              {t('scope.missed', { count: missed })}
            </Text>
          )}
          <ul className="zs-scope-list">
            {refused.map((item) => (
              <li key={item.key}>
                <Text size="sm">
                  <b>{`${formatDay(item.key, today, locale)}, ${formatMinute(item.startMin)}`}</b>{' '}
                  {item.conflict && conflictText(item.conflict)}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
      {said.map((text, index) => (
        <Text size="sm" key={index} mt={4}>
          {text}
        </Text>
      ))}
    </div>
  );
}
