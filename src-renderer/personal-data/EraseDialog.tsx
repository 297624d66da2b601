import { Alert, Anchor, Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import type { CopyHolding, ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import { isSameName } from '../../src-shared/personal-data/personal-data.rules.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { forgetUndo, showError, useCommand } from '../api/use-command.tsx';
import { useDesk, useLocale } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface EraseDialogProps {
  readonly clientId: ClientId;
  readonly onClose: () => void;
}

/** What stands in the way, what goes and what stays; the name is typed before anything happens (D4, D5). */
export function EraseDialog({ clientId, onClose }: EraseDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('personalData');
  const [name, setName] = useState('');
  const [actId, setActId] = useState<number | null>(null);
  const check = useQuery(
    api.personalData.erasureCheck.queryOptions({ input: { clientId }, enabled: actId === null, staleTime: 0 }),
  );
  const erase = useCommand(api.personalData.erase.mutationOptions(), { isQuiet: true });
  const facts = check.data;
  const isBlocked = (facts?.obstacles.length ?? 0) > 0;
  const isNamed = facts !== undefined && isSameName(name, facts.clientName);
  const submit = async (): Promise<void> => {
    if (!isNamed || isBlocked) return;
    const done = await erase.run({ clientId, name });
    if (!done) return;
    // What this window could take back may bear the name.
    forgetUndo();
    setActId(done.requestId);
  };
  const print = (requestId: number): void => {
    client.personalData.act({ requestId }).then(openFile, (error: unknown) => showError(error, t));
  };
  return (
    <Modal opened onClose={onClose} centered size={560} title={t('erase.title')}>
      {actId !== null ? (
        <Stack gap="sm">
          <Text size="md" role="status">
            {t('erase.done')}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            <Button data-autofocus onClick={() => print(actId)}>
              {t('erase.printAct')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="sm">
            {check.error && <Alert color="danger">{errorText(check.error, t)}</Alert>}
            {check.isPending && <Skeleton height={160} />}
            {facts && isBlocked && <Obstacles obstacles={facts.obstacles} onOpen={onClose} />}
            {facts && !isBlocked && (
              <>
                <strong>{t('erase.whatTitle')}</strong>
                <dl className="z-erase-facts">
                  {facts.categories.map(({ category, records }) => (
                    <Fact key={category} name={t(`categories.${category}`)} value={t('records', { count: records })} />
                  ))}
                </dl>
                <Text size="md">{t('erase.kept', { count: facts.visitsKept })}</Text>
                <Copies copies={facts.copies} />
                <p className="z-erase-warning">
                  <IconAlertTriangle size={18} aria-hidden />
                  {t('erase.forEver')}
                </p>
                <TextInput
                  label={t('erase.name', { name: facts.clientName })}
                  data-autofocus
                  autoComplete="off"
                  value={name}
                  error={
                    name.length >= facts.clientName.length && !isNamed
                      ? t('erase.notTheName', { name: facts.clientName })
                      : null
                  }
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              </>
            )}
            <Group justify="flex-end" gap="xs">
              <Button type="button" variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              {!isBlocked && (
                <Button type="submit" color="danger" loading={erase.isPending} disabled={!isNamed}>
                  {t('erase.confirm')}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Obstacles({
  obstacles,
  onOpen,
}: {
  readonly obstacles: readonly ErasureObstacle[];
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const navigate = useNavigate();
  return (
    <Alert color="danger" title={t('erase.blockedTitle')} icon={<IconAlertTriangle size={18} />}>
      <p>{t('erase.blockedText')}</p>
      <ul className="z-data-rows">
        {obstacles.map(({ kind, id, localDate, title }) => {
          const date = localDate === null ? '' : formatDate(localDate, 'day', locale);
          const text = [t(`erase.obstacles.${kind}`), date, title].filter(Boolean).join(' · ');
          const isInJournal = localDate !== null && kind !== 'waiting';
          return (
            <li key={`${kind}-${id}`}>
              {isInJournal ? (
                <Anchor
                  component="button"
                  type="button"
                  aria-label={t('erase.openVisit', { what: text })}
                  onClick={() => {
                    onOpen();
                    void navigate(`/journal/${localDate}`);
                  }}
                >
                  {text}
                </Anchor>
              ) : (
                text
              )}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}

function Copies({ copies }: { readonly copies: readonly CopyHolding[] }) {
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const { settings } = useDesk();
  if (copies.length === 0) return <span className="z-dim">{t('erase.noCopies')}</span>;
  const latest = Math.max(...copies.map(({ goneByMs }) => goneByMs ?? 0));
  return (
    <span className="z-dim">
      {[
        t('erase.copies', { count: copies.length }),
        latest > 0 ? t('erase.copiesUntil', { date: formatInstant(latest, settings.timeZone, locale) }) : '',
        copies.some(({ goneByMs }) => goneByMs === null) ? t('erase.copiesByHand') : '',
        t('erase.copiesAgain'),
      ]
        .filter(Boolean)
        .join(' ')}
    </span>
  );
}
