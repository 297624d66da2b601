import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** How the application is started; the same options for every host. */
export interface StartOptions {
  readonly dataDir: string;
  /** Null = the usual one, or the next free. */
  readonly port: number | null;
  readonly locale: 'ru' | 'en';
  readonly opensBrowser: boolean;
  /** A fresh demo salon with its owner signed in. */
  readonly isDemo: boolean;
  readonly isHelp: boolean;
}

/** A wrong option: key of the sentence and the value to name. */
export class OptionError extends Error {
  readonly key: 'unknownOption' | 'missingValue' | 'badPort' | 'badLang' | 'unexpectedArgument';
  readonly value: string;

  constructor(key: OptionError['key'], value: string) {
    super(key);
    this.key = key;
    this.value = value;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The language of the sentence about a wrong option: what the person asked for, as far as it can be made out. */
export function languageOfRefusal(args: readonly string[], environment: Environment): 'ru' | 'en' {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = at < 0 ? environment['ZERKALO_LANG'] : (args[at]!.split('=')[1] ?? args[at + 1]);
  return given === 'ru' || given === 'en' ? given : systemLanguage(environment);
}

/** The folder that was named, whole; `\\server\share` stays a network path also where the system does not know such. */
function resolveDataDir(named: string): string {
  return /^\\\\[^\\]/.test(named) ? named : path.resolve(named);
}

/** The folder for the salon's data where none was named. */
export function defaultDataDir(environment: Environment, platform = process.platform): string {
  const home = os.homedir();
  if (platform === 'win32')
    return path.join(environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Zerkalo');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Zerkalo');
  return path.join(environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'zerkalo');
}

/**
 * Reads the options of the command line; what is not there comes from ZERKALO_DATA, ZERKALO_PORT, ZERKALO_LANG.
 *
 * @throws OptionError
 */
export function readStartOptions(args: readonly string[], environment: Environment): StartOptions {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        lang: { type: 'string' },
        'no-open': { type: 'boolean' },
        demo: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw translated(error);
  }
  const portText = values['port'] ?? environment['ZERKALO_PORT'];
  const lang = values['lang'] ?? environment['ZERKALO_LANG'] ?? systemLanguage(environment);
  if (lang !== 'ru' && lang !== 'en') throw new OptionError('badLang', String(lang));
  const data = values['data'] ?? environment['ZERKALO_DATA'];
  if (data === '') throw new OptionError('missingValue', '--data');
  return {
    dataDir: resolveDataDir(data === undefined ? defaultDataDir(environment) : String(data)),
    port: portText === undefined ? null : parsePort(String(portText)),
    locale: lang,
    opensBrowser: values['no-open'] !== true && environment['CI'] === undefined,
    isDemo: values['demo'] === true,
    isHelp: values['help'] === true,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new OptionError('badPort', text);
  return port;
}

function systemLanguage(environment: Environment): 'ru' | 'en' {
  const system = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return /^en/i.test(system) ? 'en' : 'ru';
}

function translated(error: unknown): OptionError {
  const message = error instanceof Error ? error.message : String(error);
  const option = /'(-{1,2}[\w-]+)/.exec(message)?.[1] ?? '';
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : '';
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
    return new OptionError('unexpectedArgument', /'([^']+)'/.exec(message)?.[1] ?? '');
  }
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return new OptionError('missingValue', option);
  return new OptionError('unknownOption', option);
}
