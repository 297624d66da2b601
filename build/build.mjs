// Bundles the application: renderer (HTML + assets), main process programs (ESM), preload (CommonJS: Electron's
// sandboxed preloads cannot be ESM).
import { copyFileSync, mkdirSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const external = ['electron', 'better-sqlite3', ...builtinModules, /^node:/];
const common = { configFile: false, logLevel: 'warn' };

const nodeProgram = (input, output, emptyOutDir) => ({
  ...common,
  // The banner gives bundled CommonJS packages (exceljs, pdfkit) the `require` that ES modules lack.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'out/main',
    emptyOutDir,
    target: 'node24',
    minify: false,
    sourcemap: false,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: { input, external, output },
  },
});

await build({
  ...common,
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
  },
});
await build(
  nodeProgram(
    {
      main: 'src-main/hosts/electron/main.ts',
      server: 'src-main/hosts/server/main.ts',
      cli: 'src-main/hosts/cli/main.ts',
      worker: 'src-main/workers/worker.ts',
    },
    { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunk-[name]-[hash].mjs' },
    true,
  ),
);
await build(
  nodeProgram(
    { preload: 'src-main/hosts/electron/preload/preload.ts' },
    { format: 'cjs', entryFileNames: 'preload.cjs' },
    false,
  ),
);
// pdfkit's built-in Helvetica has no Cyrillic, and its font files do not survive bundling: documents embed Noto Sans.
mkdirSync('out/main/fonts', { recursive: true });
for (const [weight, file] of [
  ['400Regular', 'NotoSans_400Regular.ttf'],
  ['700Bold', 'NotoSans_700Bold.ttf'],
]) {
  copyFileSync(require.resolve(`@expo-google-fonts/noto-sans/${weight}/${file}`), `out/main/fonts/${file}`);
}
