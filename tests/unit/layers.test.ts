import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const files = globSync(['src-*/**/*.{ts,tsx}', 'db/**/*.ts'], { cwd: root }).map((file) => file.replaceAll('\\', '/'));

/** What each file imports, types included: project files by path, packages by name, Node's own as `node:…`. */
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const { module } = parseSync(file, code);
  const names = [
    ...module.staticImports.map((item) => item.moduleRequest.value),
    ...module.staticExports.flatMap((item) => item.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map((item) => code.slice(item.moduleRequest.start + 1, item.moduleRequest.end - 1)),
  ];
  const resolved = names.map((name) => {
    if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
    return isBuiltin(name) ? `node:${name.replace(/^node:/, '')}` : name;
  });
  return [...new Set(resolved)];
}

/** Everything a file reaches through others, and through which file. */
function reach(file: string, found = new Map<string, string>()): Map<string, string> {
  for (const target of imports.get(file) ?? []) {
    if (found.has(target)) continue;
    found.set(target, file);
    reach(target, found);
  }
  return found;
}

interface Rule {
  readonly name: string;
  readonly from: RegExp;
  readonly never: RegExp;
  readonly why: string;
  readonly instead: string;
}

const RULES: readonly Rule[] = [
  {
    name: 'src-shared is pure',
    from: /^src-shared\//,
    never: /^(src-(main|renderer)\/|db\/|tests\/|node:|electron$|react|@mantine\/|better-sqlite3|kysely)/,
    why: 'both sides speak it, and it must run in a browser as well as in Node',
    instead: 'take what differs as an argument',
  },
  {
    name: 'the renderer has no power',
    from: /^src-renderer\//,
    never: /^(src-main\/|db\/|node:|electron$|better-sqlite3|kysely)/,
    why: 'screens run in a sandbox and call the core through the contract',
    instead: 'add a procedure to the contract',
  },
  {
    name: 'the core knows no host',
    from: /^src-main\/(?!hosts\/)/,
    never: /^(electron$|electron-updater$|node:http$|node:https$|src-main\/hosts\/)/,
    why: 'the same core runs in Electron, behind HTTP and in the terminal',
    instead: 'give the core a port (src-main/core/ports.ts) that the host fills',
  },
  {
    name: 'the store knows no feature',
    from: /^src-main\/store\//,
    never: /^src-main\/(?!store\/)/,
    why: 'dependencies point one way: features build on the store',
    instead: 'register a derivation or a check with the unit of work',
  },
  {
    name: 'features do not know the composition root',
    from: /^src-main\/(?!core\/|hosts\/)[^/]+\//,
    never: /^src-main\/(core|hosts)\//,
    why: 'dependencies point one way: the core composes the features',
    instead: 'take what is needed in the constructor',
  },
  {
    name: 'the demo and the migrations are data',
    from: /^db\//,
    never: /^(src-main\/|src-renderer\/|electron$)/,
    why: 'a migration is frozen once released and must not change with the application code',
    instead: 'copy the few lines that the migration needs',
  },
  {
    name: 'migrations import nothing of the application',
    from: /^db\/migrations\//,
    never: /^src-/,
    why: 'a migration is frozen once released',
    instead: 'copy the few lines that the migration needs',
  },
  {
    name: 'the preload hands a port over and nothing else',
    from: /^src-main\/hosts\/electron\/preload\//,
    never: /^(src-main\/(?!hosts\/electron\/preload\/)|src-renderer\/|db\/|node:|better-sqlite3|kysely)/,
    why: 'what stands in the preload stands inside the page',
    instead: 'put it behind the contract',
  },
];

describe('layers (architecture.md section 3)', () => {
  test.each(RULES)('$name', ({ from, never, why, instead }) => {
    const broken = files
      .filter((file) => from.test(file))
      .flatMap((file) =>
        [...reach(file)]
          .filter(([target]) => never.test(target))
          .map(
            ([target, via]) => `${file} reaches ${target}${via === file ? '' : ` through ${via}`}: ${why}; ${instead}`,
          ),
      );
    expect(broken).toEqual([]);
  });

  test('a feature reaches another feature through its service, never its repository', () => {
    const feature = (file: string): string | undefined => /^src-main\/([^/]+)\//.exec(file)?.[1];
    const broken = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => target.endsWith('.repository.ts') && feature(target) !== feature(file))
        .filter(() => feature(file) !== undefined)
        .map((target) => `${file} imports ${target}: SQL of another feature; call its service instead`),
    );
    expect(broken).toEqual([]);
  });

  test('electron is imported by its host only, the packages of SQL by the main process only', () => {
    const broken = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter(
          (target) =>
            (target === 'electron' && !file.startsWith('src-main/hosts/electron/')) ||
            (/^(kysely|better-sqlite3)/.test(target) && !/^(src-main|db)\//.test(file)),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('SQL stands in repositories and in the store', () => {
    // The demo writes in bulk and a copy is examined from outside: both are about the file, not about a feature's rows.
    const allowed = /\.repository\.ts$|^src-main\/(store|workers|demo|backup)\//;
    const broken = files
      .filter((file) => file.startsWith('src-main/') && !allowed.test(file))
      .filter(
        (file) =>
          (imports.get(file) ?? []).some((target) => target.endsWith('src-main/store/query.ts')) ||
          /\bsqlText\b/.test(readFileSync(path.join(root, file), 'utf8')),
      )
      .map((file) => `${file} builds SQL: move it into the feature's .repository.ts`);
    expect(broken).toEqual([]);
  });

  test('every relative import resolves', () => {
    const known = new Set(files);
    const broken = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => /^(src-|db\/)/.test(target) && /\.tsx?$/.test(target) && !known.has(target))
        .map((target) => `${file} imports ${target}, which is not there`),
    );
    expect(broken).toEqual([]);
  });

  test('no cycles at run time', () => {
    const runtime = new Map(files.map((file) => [file, runtimeImportsOf(file)]));
    const broken = files.filter((file) => {
      const seen = new Set<string>();
      const stack = [...(runtime.get(file) ?? [])];
      while (stack.length > 0) {
        const next = stack.pop()!;
        if (next === file) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        stack.push(...(runtime.get(next) ?? []));
      }
      return false;
    });
    expect(broken).toEqual([]);
  });

  test('no file is longer than 800 lines', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n').length }))
      .filter(({ file, lines }) => lines > 800 && !file.endsWith('.data.ts'))
      .map(({ file, lines }) => `${file} has ${lines} lines: split it by what changes together`);
    expect(long).toEqual([]);
  });

  test('the top level holds what architecture.md says and nothing else', () => {
    const allowed = new Set([
      'src-main',
      'src-renderer',
      'src-shared',
      'db',
      'build',
      'tests',
      'docs',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'electron-builder.yml',
      'README.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
    ]);
    const generated = new Set(['node_modules', 'out', 'dist']);
    const extra = globSync('*', { cwd: root }).filter(
      (name) => !name.startsWith('.') && !allowed.has(name) && !generated.has(name),
    );
    expect(extra).toEqual([]);
  });
});

/** Imports that are still there when the types are gone. */
function runtimeImportsOf(file: string): string[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const { module } = parseSync(file, code);
  return module.staticImports
    .filter((item) => item.entries.length === 0 || item.entries.some((entry) => !entry.isType))
    .map((item) => item.moduleRequest.value)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name));
}
