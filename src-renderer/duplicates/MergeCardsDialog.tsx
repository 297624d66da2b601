import '../ui/merge.css';
import './duplicates.css';
import { Alert, Button, Group, Modal, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import type { MergeFieldName, MergeSide } from '../../src-shared/duplicates/merge.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { AlikeFacts } from './AlikeFacts.tsx';

interface MergeCardsDialogProps {
  /** Two cards; the first is suggested to stay. */
  readonly pair: readonly [ClientId, ClientId];
  readonly onClose: () => void;
  /** After the merge, with the card that stayed. */
  readonly onMerged: (clientId: ClientId) => void;
}

type Choices = Partial<Record<MergeFieldName, MergeSide>>;

/**
 * Two cards side by side: of each field that differs one side is chosen, and what moves is told beforehand
 *
 * Nothing is lost: allergies, notes and lists are united unless a person decides otherwise. Ctrl+Enter merges.
 */
export function MergeCardsDialog({ pair, onClose, onMerged }: MergeCardsDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('duplicates');
  const locale = useLocale();
  const [isSwapped, setSwapped] = useState(false);
  const [choices, setChoices] = useState<Choices>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [keptId, mergedId] = isSwapped ? [pair[1], pair[0]] : pair;
  const preview = useQuery(api.duplicates.preview.queryOptions({ input: { keptId, mergedId }, staleTime: 0 }));
  const merge = useCommand(api.duplicates.merge.mutationOptions(), {
    onRefused: (error) => {
      if (hasCode(error, 'STALE_VERSION')) {
        setProblem(t('merge.stale'));
        void preview.refetch();
        return true;
      }
      if (!hasCode(error, 'NOT_FOUND')) return false;
      setProblem(t('merge.gone'));
      return true;
    },
  });
  const { data } = preview;
  const submit = async (): Promise<void> => {
    if (!data || merge.isPending) return;
    setProblem(null);
    const done = await merge.run({
      keptId,
      keptVersion: data.kept.version,
      mergedId,
      mergedVersion: data.merged.version,
      choices,
    });
    if (done) onMerged(done.clientId);
  };
  const said = (name: MergeFieldName, value: string): string => {
    if (value === '') return t('merge.nothing');
    if (name === 'birthday' || name === 'no_calls_until') return formatDate(value, 'full', locale);
    if (name === 'sex') return t(`clients:sexes.${value}`, { defaultValue: value });
    return value;
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('merge.title')}
      size={820}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (!event.ctrlKey || event.code !== 'Enter') return;
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('merge.text')}</Text>
          {problem !== null && <Alert color="danger">{problem}</Alert>}
          {preview.error !== null && (
            <Alert color="danger">
              {hasCode(preview.error, 'NOT_FOUND') ? t('merge.gone') : errorText(preview.error, t)}
            </Alert>
          )}
          {!data && preview.error === null && <Skeleton height={240} className="z-appear-late" />}
          {data && (
            <>
              <div className="z-two-cards">
                <CardHead label={t('merge.kept')} client={data.kept.client} />
                <Button
                  type="button"
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconArrowsExchange size={16} aria-hidden />}
                  onClick={() => {
                    setSwapped(!isSwapped);
                    setChoices({});
                  }}
                >
                  {t('merge.swap')}
                </Button>
                <CardHead label={t('merge.merged')} client={data.merged.client} />
              </div>
              {data.fields.length === 0 && <Text size="sm">{t('merge.same')}</Text>}
              <div className="z-merge">
                {data.fields.map((field) => (
                  <Radio.Group
                    key={field.name}
                    className="z-merge-field"
                    label={t(`fields.${field.name}`)}
                    value={choices[field.name] ?? field.suggested}
                    onChange={(side) => setChoices({ ...choices, [field.name]: side })}
                  >
                    <div className="z-merge-sides z-merge-three" data-three={field.canUnite || undefined}>
                      {(field.canUnite ? (['kept', 'both', 'merged'] as const) : (['kept', 'merged'] as const)).map(
                        (side) => {
                          const text = side === 'both' ? t('merge.both') : said(field.name, field[side]);
                          return (
                            <Radio.Card key={side} value={side} className="z-merge-side" aria-label={text}>
                              <Radio.Indicator size="xs" />
                              <span>{text}</span>
                            </Radio.Card>
                          );
                        },
                      )}
                    </div>
                  </Radio.Group>
                ))}
              </div>
              <p className="z-merge-moves">
                {data.moves.length === 0 ? (
                  t('merge.nothingMoves')
                ) : (
                  <>
                    <strong>{t('merge.moves')}:</strong>{' '}
                    {data.moves.map(({ kind, count }) => `${t(`moves.${kind}`)} — ${count}`).join(', ')}
                  </>
                )}
              </p>
            </>
          )}
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" data-autofocus disabled={!data} loading={merge.isPending}>
              {t('merge.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface CardHeadProps {
  readonly label: string;
  readonly client: Parameters<typeof AlikeFacts>[0]['client'] & { readonly name: string };
}

function CardHead({ label, client }: CardHeadProps) {
  return (
    <div className="z-card-head">
      <small className="z-dim">{label}</small>
      <strong>{client.name}</strong>
      <AlikeFacts client={client} />
    </div>
  );
}
