import { Button, Checkbox, Radio, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import type {
  ImportCheck,
  ImportCounts,
  ImportDraft,
  ImportOptions,
  ReportLine,
} from '../../src-shared/import/import.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { columnLetter } from './import-wizard.ts';

interface CheckStepProps {
  readonly draft: ImportDraft;
  readonly options: ImportOptions;
  /** Null while the rows are being checked. */
  readonly check: ImportCheck | null;
  readonly isRunning: boolean;
  readonly onOptions: (options: ImportOptions) => void;
  readonly onBack: () => void;
  readonly onRun: () => void;
}

/** The rehearsal: what would become of each row, and how to deal with who is known already. */
export function CheckStep({ draft, options, check, isRunning, onOptions, onBack, onRun }: CheckStepProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const work = check ? check.created + check.updated : 0;
  const download = (): void => {
    client.import.report({ draftId: draft.draftId }).then(saveFile, (error: unknown) => showError(error, t));
  };
  return (
    <>
      <div className="z-import-check">
        <Options options={options} isDisabled={isRunning} onOptions={onOptions} />
        <div className="z-import-findings" aria-busy={check === null}>
          {check && <Counts counts={check} />}
          {check && <Lines check={check} draft={draft} />}
        </div>
      </div>
      <div className="z-save-bar z-import-bar">
        <Button variant="default" onClick={onBack} disabled={isRunning}>
          {t('check.back')}
        </Button>
        <span className="z-dim" role="status">
          {check && work === 0 ? t('check.nothing') : ''}
        </span>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={download}
          disabled={!check || check.lineCount === 0}
        >
          {t('check.download')}
        </Button>
        <Button onClick={onRun} disabled={work === 0} loading={isRunning}>
          {t('check.run', { count: work, formatted: formatNumber(work, locale) })}
        </Button>
      </div>
    </>
  );
}

const RULES = [
  ['existing', 'existingRules', ['fill', 'overwrite', 'skip']],
  ['otherName', 'otherNames', ['separate', 'same', 'skip']],
  ['inFile', 'inFiles', ['merge', 'first', 'all']],
] as const;

interface OptionsProps {
  readonly options: ImportOptions;
  readonly isDisabled: boolean;
  readonly onOptions: (options: ImportOptions) => void;
}

function Options({ options, isDisabled, onOptions }: OptionsProps) {
  const { t } = useTranslation('import');
  return (
    <section className="z-group z-import-options">
      <h2>{t('options.title')}</h2>
      {RULES.map(([name, texts, values]) => (
        <Radio.Group
          key={name}
          label={t(`options.${name}`)}
          value={options[name]}
          onChange={(value) => onOptions({ ...options, [name]: value })}
        >
          <Stack gap={6} mt={6}>
            {values.map((value) => (
              <Radio key={value} size="sm" value={value} label={t(`options.${texts}.${value}`)} disabled={isDisabled} />
            ))}
          </Stack>
        </Radio.Group>
      ))}
      <Checkbox
        size="sm"
        label={t('options.keepsUnread')}
        checked={options.keepsUnread}
        disabled={isDisabled}
        onChange={(event) => onOptions({ ...options, keepsUnread: event.currentTarget.checked })}
      />
    </section>
  );
}

const COUNTS = ['created', 'updated', 'skipped', 'duplicates', 'errors', 'warnings'] as const;

/** How many rows come to what. `isDone` speaks of the past. */
export function Counts({ counts, isDone = false }: { readonly counts: ImportCounts; readonly isDone?: boolean }) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const title = (name: (typeof COUNTS)[number]): string =>
    isDone && (name === 'updated' || name === 'errors') ? t(`check.counts.${name}Done`) : t(`check.counts.${name}`);
  return (
    <dl className="z-import-counts">
      {COUNTS.map((name) => (
        <div key={name} data-kind={name} data-zero={counts[name] === 0 || undefined}>
          <dt>{title(name)}</dt>
          <dd>{formatNumber(counts[name], locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

const KINDS: readonly ReportLine['kind'][] = ['error', 'warning', 'sharedPhone', 'duplicate', 'updated', 'skipped'];

function Lines({ check, draft }: { readonly check: ImportCheck; readonly draft: ImportDraft }) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const [chosen, setChosen] = useState<ReportLine['kind'] | 'all'>('all');
  const present = KINDS.filter((kind) => check.lines.some((line) => line.kind === kind));
  const kind = chosen !== 'all' && present.includes(chosen) ? chosen : 'all';
  const lines = kind === 'all' ? check.lines : check.lines.filter((line) => line.kind === kind);
  if (check.lineCount === 0) return <p className="z-dim">{t('check.clean')}</p>;
  return (
    <>
      <div className="z-import-filter" role="group" aria-label={t('check.filter')}>
        {(['all', ...present] as const).map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant={kind === name ? 'light' : 'subtle'}
            aria-pressed={kind === name}
            onClick={() => setChosen(name)}
          >
            {name === 'all' ? t('check.all') : t(`report.kinds.${name}`)}
          </Button>
        ))}
      </div>
      <div className="z-import-lines">
        <table className="z-table">
          <thead>
            <tr>
              <th scope="col">{t('report.columns.row')}</th>
              <th scope="col">{t('report.columns.column')}</th>
              <th scope="col">{t('report.columns.kind')}</th>
              <th scope="col">{t('report.columns.name')}</th>
              <th scope="col">{t('report.columns.value')}</th>
              <th scope="col">{t('report.columns.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <LineRow key={index} line={line} headers={draft.headers} />
            ))}
          </tbody>
        </table>
      </div>
      {check.lineCount > check.lines.length && (
        <p className="z-dim">
          {t('check.shown', {
            shown: formatNumber(check.lines.length, locale),
            all: formatNumber(check.lineCount, locale),
          })}
        </p>
      )}
    </>
  );
}

function LineRow({ line, headers }: { readonly line: ReportLine; readonly headers: readonly string[] }) {
  const { t } = useTranslation('import');
  const meaning: ReactNode = meaningOf(line, t);
  return (
    <tr>
      <td className="z-number">{line.row}</td>
      <td>{line.column === null ? '' : `${columnLetter(line.column)} ${headers[line.column] ?? ''}`}</td>
      <td>
        <span className="z-import-kind" data-kind={line.kind}>
          {t(`report.kinds.${line.kind}`)}
        </span>
      </td>
      <td>{line.name}</td>
      <td className="z-import-value">{line.value}</td>
      <td>{meaning}</td>
    </tr>
  );
}

function meaningOf(line: ReportLine, t: (key: string, values?: Record<string, unknown>) => string): ReactNode {
  if (line.fault !== null) return t(`faults.${line.fault}`);
  if (line.otherRow !== null) {
    return t(line.kind === 'duplicate' ? 'report.sameRow' : 'report.sharedRow', { row: line.otherRow });
  }
  if (line.clientId === null) return line.by === null ? '' : t(`report.by.${line.by}`);
  return (
    <>
      <Link to={`/clients/${line.clientId}`}>{line.clientName}</Link> —{' '}
      {line.by === null ? '' : t(`report.by.${line.by}`)}
    </>
  );
}
