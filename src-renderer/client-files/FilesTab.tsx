import './client-files.css';
import { ActionIcon, Alert, Group, Text } from '@mantine/core';
import { IconFileText, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClientFile } from '../../src-shared/client-files/client-files.contract.ts';
import { MAX_CLIENT_FILE_BYTES } from '../../src-shared/client-files/client-files.rules.ts';
import { formatBytes, formatInstant } from '../../src-shared/i18n/format.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { openFile } from '../journal/documents.ts';
import { AddFileButton } from './AddFileButton.tsx';
import { ComparePhotos } from './ComparePhotos.tsx';
import { type FilePlace, useAddFile } from './use-add-file.ts';
import { usePicture } from './use-picture.ts';

/** Tab of a client's card: photos before and after in pairs, and other files (B10). */
export function FilesTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clientFiles');
  const { session } = useDesk();
  const mayAdd = useCan('edit_clients') || session.user.staffId !== null;
  const { data, error } = useQuery(api.clientFiles.list.queryOptions({ input: { clientId } }));
  const { isBusy, add } = useAddFile(clientId);
  if (error) return <p className="z-field-error">{errorText(error, t)}</p>;
  if (!data) return null;
  const photos = data.files.filter(({ kind }) => kind !== 'file');
  const pairs = [...Map.groupBy(photos, ({ pairNo }) => pairNo ?? 0)].toSorted(([a], [b]) => b - a);
  const files = data.files.filter(({ kind }) => kind === 'file');
  const button = (place: FilePlace, text: string, isMain = false) =>
    mayAdd && <AddFileButton place={place} text={text} isMain={isMain} isBusy={isBusy} onPick={add} />;
  const empty = (kind: 'before' | 'after', pairNo: number) => (
    <div className="zf-empty">
      {button({ kind, pairNo }, t(kind === 'before' ? 'addBefore' : 'addAfter')) || t('noPhoto')}
    </div>
  );
  return (
    <div className="zf-tab">
      <section aria-label={t('photos')}>
        <Group justify="space-between" mb={8}>
          <Text fw={550}>{t('photos')}</Text>
          <Group gap={8}>
            {button({ kind: 'before', pairNo: null }, t('newBefore'), true)}
            {button({ kind: 'after', pairNo: null }, t('newAfter'))}
          </Group>
        </Group>
        {!data.hasPhotoConsent && (
          <Alert variant="light" color="orange" px={12} py={8} mb={8}>
            {t('noConsent')}{' '}
            <Link className="z-link" to={{ search: '?tab=data' }}>
              {t('toConsents')}
            </Link>
          </Alert>
        )}
        {pairs.length === 0 && <p className="z-dim">{t('emptyPhotos')}</p>}
        <div className="zf-pairs">
          {pairs.map(([pairNo, own]) => {
            const before = own.find(({ kind }) => kind === 'before');
            const after = own.find(({ kind }) => kind === 'after');
            return (
              <div key={pairNo} className="zf-pair">
                {before ? <Photo file={before} /> : empty('before', pairNo)}
                {after ? <Photo file={after} /> : empty('after', pairNo)}
                {before && after && <ComparePhotos before={before} after={after} />}
              </div>
            );
          })}
        </div>
      </section>
      <section aria-label={t('files')}>
        <Group justify="space-between" mb={8}>
          <Text fw={550}>{t('files')}</Text>
          {button({ kind: 'file', pairNo: null }, t('addFile'), true)}
        </Group>
        {files.length === 0 && <p className="z-dim">{t('emptyFiles')}</p>}
        <ul className="zf-list">
          {files.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
        <Text size="xs" c="dimmed" mt={8}>
          {t('hint', { maxMb: MAX_CLIENT_FILE_BYTES / 1024 / 1024 })}
        </Text>
      </section>
    </div>
  );
}

function Photo({ file }: { readonly file: ClientFile }) {
  const { t } = useTranslation('clientFiles');
  const { url, error } = usePicture(file, true);
  const kind = t(file.kind === 'before' ? 'before' : 'after');
  return (
    <figure className="zf-photo">
      <OpenButton file={file} className="zf-picture">
        {url ? (
          <img src={url} alt={`${kind}: ${file.title}`} />
        ) : (
          error !== null && <span className="z-warn">{errorText(error, t)}</span>
        )}
      </OpenButton>
      <figcaption>
        <b>{kind}</b>
        <Taken file={file} />
        <RemoveButton file={file} />
      </figcaption>
    </figure>
  );
}

function FileRow({ file }: { readonly file: ClientFile }) {
  const { locale } = useDesk().session.user;
  return (
    <li>
      <IconFileText size={18} aria-hidden />
      <OpenButton file={file} className="z-link">
        {file.title}
      </OpenButton>
      <span className="z-dim">{formatBytes(file.sizeBytes, locale)}</span>
      <Taken file={file} />
      <RemoveButton file={file} />
    </li>
  );
}

interface OpenButtonProps {
  readonly file: ClientFile;
  readonly className: string;
  readonly children: ReactNode;
}

function OpenButton({ file, className, children }: OpenButtonProps) {
  const { t } = useTranslation('clientFiles');
  const open = (): void => {
    client.clientFiles
      .content({ clientFileId: file.id })
      .then(openFile)
      .catch((error: unknown) => showError(error, t));
  };
  return (
    <button type="button" className={className} aria-label={t('open', { name: file.title })} onClick={open}>
      {children}
    </button>
  );
}

function Taken({ file }: { readonly file: ClientFile }) {
  const { t } = useTranslation('clientFiles');
  const { session, settings, today } = useDesk();
  const when = formatInstant(file.atMs, settings.timeZone, session.user.locale, Number(today.slice(0, 4)));
  return <span className="z-dim">{t('taken', { when, who: file.byName ?? t('someone') })}</span>;
}

function RemoveButton({ file }: { readonly file: ClientFile }) {
  const { t } = useTranslation('clientFiles');
  const mayEdit = useCan('edit_clients');
  const remove = useCommand(api.clientFiles.remove.mutationOptions());
  if (!mayEdit) return null;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('remove', { name: file.title })}
      onClick={(event) => {
        // The button goes with its file: the focus stays in the section, for who works by keyboard.
        const section = event.currentTarget.closest('section');
        void remove.run({ clientFileId: file.id, version: file.version }).then((removed) => {
          if (removed) section?.querySelector('button')?.focus();
        });
      }}
    >
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}
