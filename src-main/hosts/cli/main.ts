import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { formatBytes, formatInstant } from '../../../src-shared/i18n/format.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { failureOf } from '../../backup/backup-problem.ts';
import { StartError, type StartProblem } from '../../store/problems.ts';
import { createJobRunner } from '../../workers/run-job.ts';
import type { Terminal } from './cli-commands.ts';
import { CliProblem, languageOf, readCliRequest } from './cli-options.ts';

type Locale = 'ru' | 'en';

async function main(args: readonly string[]): Promise<number> {
  let locale: Locale = 'ru';
  try {
    locale = languageOf(args, process.env);
    const request = readCliRequest(args);
    if (request.command === null || request.isHelp) {
      console.log(createI18n(locale).t(`cli:help.${request.command ?? 'main'}`));
      return 0;
    }
    // Help and wrong options answer at once: the application behind the commands is loaded only for them.
    const { commands } = await import('./cli-commands.ts');
    return await commands[request.command](request, terminalOf(locale));
  } catch (error) {
    clearProgress();
    const { line, exitCode } = explain(error, locale);
    console.error(line);
    return exitCode;
  }
}

function terminalOf(locale: Locale): Terminal {
  const { t } = createI18n(locale);
  return {
    clock: { nowMs: () => Date.now() },
    runJob: createJobRunner(),
    text: (key, values = {}) => t(`cli:${key}`, values),
    print: (line) => {
      clearProgress();
      console.log(line);
    },
    progress: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    },
  };
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** Whatever was thrown, as a sentence: what happened and what to do. */
function explain(error: unknown, locale: Locale): { line: string; exitCode: number } {
  const { t } = createI18n(locale);
  if (error instanceof CliProblem) return { line: t(`cli:${error.key}`, error.values), exitCode: error.exitCode };
  if (error instanceof StartError) return { line: explainStart(error.problem, locale), exitCode: 1 };
  const reason = isDomainError(error, 'BACKUP_FAILED') ? String(error.data['reason']) : failureOf(error);
  if (reason !== 'UNEXPECTED') {
    return { line: t('cli:backupFailed', { reason: t(`backup:failures.${reason}`) }), exitCode: 1 };
  }
  return {
    line: t('cli:unexpected', { message: error instanceof Error ? error.message : String(error) }),
    exitCode: 1,
  };
}

function explainStart({ code, data }: StartProblem, locale: Locale): string {
  const { t } = createI18n(locale);
  if (code === 'FOLDER_IN_USE' && data['pid']) {
    const key = data['address'] ? 'cli:inUse' : 'cli:inUseElsewhere';
    // The key in the address opens the salon: it is not for a terminal that others may read.
    const address = String(data['address'] ?? '').replace(/\?.*$/, '');
    return t(key, { folder: String(data['folder']), pid: data['pid'], address });
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const values = Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (typeof value === 'number' && name.endsWith('AtMs')) return [name, formatInstant(value, timeZone, locale)];
      if (typeof value === 'number' && /bytes$/i.test(name)) return [name, formatBytes(value, locale)];
      return [name, value];
    }),
  );
  const text = (part: string): string => t(`setup:recovery.problems.${code}.${part}`, values);
  const line = t('cli:problem', { title: text('title'), means: text('means'), todo: text('todo') });
  const place = data['file'] ?? data['folder'];
  return place === undefined || place === null ? line : `${line}\n${t('cli:file', { file: String(place) })}`;
}

process.exitCode = await main(process.argv.slice(2));
