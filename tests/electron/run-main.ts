// Runs a built main script against the double in a process of its own: `node run-main.ts MAIN_SCRIPT`.
// Prints 'ready' when Electron would be ready and ends with the application's exit code.
import { pathToFileURL } from 'node:url';
import { app, double } from './electron-double.ts';

const [mainScript] = process.argv.slice(2);
if (!mainScript) throw new Error('usage: node run-main.ts MAIN_SCRIPT');
app.once('double:exited', (code: number) => process.exit(code));
await double.launch(() => import(pathToFileURL(mainScript).href));
console.log('ready');
