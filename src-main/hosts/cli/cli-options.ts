import path from 'node:path';
import { parseArgs } from 'node:util';
import { isLocalDate } from '../../../src-shared/kernel/local-date.ts';

/** The commands and their options; `required` ones must be given. */
const COMMANDS = {
  demo: { options: ['data', 'size', 'seed', 'today'], flags: [], required: ['data'] },
  verify: { options: ['data'], flags: ['json'], required: ['data'] },
  check: { options: ['data'], flags: ['json'], required: ['data'] },
  backup: { options: ['data', 'to'], flags: [], required: ['data'] },
  restore: { options: ['data', 'from'], flags: [], required: ['data', 'from'] },
  'api-token': { options: ['data', 'user', 'name'], flags: [], required: ['data', 'user'] },
} as const satisfies Record<string, CommandSpec>;

interface CommandSpec {
  readonly options: readonly string[];
  readonly flags: readonly string[];
  readonly required: readonly string[];
}

export type CommandName = keyof typeof COMMANDS;

/** What the person asked for. */
export interface CliRequest {
  /** Null: the list of commands. */
  readonly command: CommandName | null;
  readonly isHelp: boolean;
  readonly values: Readonly<Record<string, string>>;
  readonly isJson: boolean;
}

/** A line for the person and the way the program ends: 2 = wrong options, 1 = it did not work. */
export class CliProblem extends Error {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly exitCode: 1 | 2;

  constructor(key: string, values: Readonly<Record<string, string | number>> = {}, exitCode: 1 | 2 = 2) {
    super(key);
    this.key = key;
    this.values = values;
    this.exitCode = exitCode;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The language of the answers, also of those about wrong options. @throws CliProblem badLang */
export function languageOf(args: readonly string[], environment: Environment): 'ru' | 'en' {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = at < 0 ? undefined : (args[at]!.split('=')[1] ?? args[at + 1]);
  const language = given ?? environment['ZERKALO_LANG'];
  if (language === undefined) {
    const system = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
    return /^en/i.test(system) ? 'en' : 'ru';
  }
  if (language !== 'ru' && language !== 'en') throw new CliProblem('badLang', { value: language });
  return language;
}

/**
 * Reads the arguments of `salon`.
 *
 * @throws CliProblem for an unknown command or option, a missing value, a wrong date, size or seed
 */
export function readCliRequest(args: readonly string[]): CliRequest {
  const [first, ...rest] = withoutLanguage(args);
  if (first === undefined || first === '--help' || first === '-h') {
    return { command: null, isHelp: true, values: {}, isJson: false };
  }
  if (!Object.hasOwn(COMMANDS, first)) {
    throw new CliProblem(first.startsWith('-') ? 'unknownOption' : 'unknownCommand', { value: first, command: '' });
  }
  const command = first as CommandName;
  const spec: CommandSpec = COMMANDS[command];
  const parsed = parse(command, spec, rest);
  const isHelp = parsed['help'] === true;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) if (typeof value === 'string') values[name] = value;
  if (!isHelp) check(command, spec, values);
  return { command, isHelp, values, isJson: parsed['json'] === true };
}

function withoutLanguage(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  return at < 0 ? [...args] : args.toSpliced(at, args[at]!.includes('=') ? 1 : 2);
}

function parse(command: CommandName, spec: CommandSpec, args: readonly string[]) {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {
    help: { type: 'boolean', short: 'h' },
  };
  for (const name of spec.options) options[name] = { type: 'string' };
  for (const name of spec.flags) options[name] = { type: 'boolean' };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const option = /'(-{1,2}[\w-]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      throw new CliProblem('unexpectedArgument', { value: /'([^']+)'/.exec(message)?.[1] ?? '', command });
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new CliProblem('missingValue', { value: option, command });
    throw new CliProblem('unknownOption', { value: option, command });
  }
}

function check(command: CommandName, spec: CommandSpec, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value.trim() === '') throw new CliProblem('missingValue', { value: `--${name}`, command });
  }
  for (const name of spec.required) {
    if (values[name] === undefined) throw new CliProblem('missingOption', { value: `--${name}`, command });
  }
  const { today, size, seed } = values;
  if (today !== undefined && !isLocalDate(today)) throw new CliProblem('badDate', { value: today });
  if (size !== undefined && size !== 'salon' && size !== 'ten-years') throw new CliProblem('badSize', { value: size });
  if (seed !== undefined && !(/^\d{1,10}$/.test(seed) && Number(seed) <= 0xffff_ffff)) {
    throw new CliProblem('badSeed', { value: seed });
  }
  for (const name of ['data', 'to', 'from']) if (values[name] !== undefined) values[name] = path.resolve(values[name]);
}
