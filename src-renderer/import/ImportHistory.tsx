import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import type { ImportRecord } from '../../src-shared/import/import.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';

/** Imports of the past, each with its way back. */
export function ImportHistory() {
  const { t } = useTranslation('import');
  const { settings, session } = useDesk();
  const { locale } = session.user;
  const list = useQuery(api.import.list.queryOptions());
  const [asked, setAsked] = useState<ImportRecord | null>(null);
  const state = (record: ImportRecord): string => (record.wasStopped ? 'stopped' : record.status);
  return (
    <section className="z-group">
      <h2>{t('history.title')}</h2>
      {list.error && <p className="z-field-error">{errorText(list.error, t)}</p>}
      {list.data?.length === 0 && <p className="z-dim">{t('history.empty')}</p>}
      {list.data && list.data.length > 0 && (
        <table className="z-table">
          <thead>
            <tr>
              {(['when', 'file', 'who', 'created', 'updated', 'status'] as const).map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={name === 'created' || name === 'updated' ? 'z-number' : undefined}
                >
                  {t(`history.columns.${name}`)}
                </th>
              ))}
              <th aria-label={t('history.undo')} />
            </tr>
          </thead>
          <tbody>
            {list.data.map((record) => (
              <tr key={record.importId}>
                <td>{formatInstant(record.startedAtMs, settings.timeZone, locale)}</td>
                <td>{record.fileName}</td>
                <td>{record.startedBy}</td>
                <td className="z-number">{formatNumber(record.wasStopped ? 0 : record.counts.created, locale)}</td>
                <td className="z-number">{formatNumber(record.wasStopped ? 0 : record.counts.updated, locale)}</td>
                <td>{t(`history.status.${state(record)}`)}</td>
                <td>
                  {record.status === 'done' && (
                    <Button size="compact-sm" variant="default" onClick={() => setAsked(record)}>
                      {t('history.undo')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked && <UndoDialog record={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

interface UndoDialogProps {
  readonly record: Pick<ImportRecord, 'importId' | 'fileName' | 'startedAtMs'>;
  readonly onClose: () => void;
  readonly onUndone?: () => void;
}

/** What taking an import back would do, and who would stay because something was done with them. */
export function UndoDialog({ record, onClose, onUndone }: UndoDialogProps) {
  const { t } = useTranslation('import');
  const { settings, session } = useDesk();
  const { importId } = record;
  const plan = useQuery({ ...api.import.undoPlan.queryOptions({ input: { importId } }), gcTime: 0 });
  const undo = useCommand(api.import.undo.mutationOptions(), { isQuiet: true });
  const kept = plan.data?.keptCount ?? 0;
  const run = async (): Promise<void> => {
    if ((await undo.run({ importId, keepsTouched: kept > 0 })) === null) return;
    showNotice(t('undo.done'), record.fileName);
    onUndone?.();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('undo.title')} size={520}>
      <p>
        {t('undo.file', {
          file: record.fileName,
          when: formatInstant(record.startedAtMs, settings.timeZone, session.user.locale),
        })}
      </p>
      {plan.error && <p className="z-field-error">{errorText(plan.error, t)}</p>}
      {plan.data && (
        <div aria-live="polite">
          <p>{t('undo.removed', { count: plan.data.removed })}</p>
          {plan.data.restored > 0 && <p>{t('undo.restored', { count: plan.data.restored })}</p>}
          {kept > 0 && (
            <>
              <p>
                <strong>{t('undo.kept', { count: kept })}</strong>
              </p>
              <ul className="z-import-kept">
                {plan.data.kept.map(({ clientId, name, why }) => (
                  <li key={clientId}>
                    <Link to={`/clients/${clientId}`}>{name}</Link> — {t(`undo.why.${why}`)}
                  </li>
                ))}
                {kept > plan.data.kept.length && <li>{t('undo.more', { count: kept - plan.data.kept.length })}</li>}
              </ul>
            </>
          )}
        </div>
      )}
      <div className="z-import-actions">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="danger" disabled={!plan.data} loading={undo.isPending} onClick={() => void run()}>
          {t(kept > 0 ? 'undo.actionKept' : 'undo.action')}
        </Button>
      </div>
    </Modal>
  );
}
