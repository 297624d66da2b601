// Where the Node that this project runs on lives. better-sqlite3 13 crashes without a word on Node 20, so nothing that
// opens a database may run on the machine's own Node.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PLATFORM_PACKAGE = { linux: 'linux', win32: 'win', darwin: 'darwin' };
export const REQUIRED_NODE_MAJOR = 24;

/** Absolute path of the project's Node 24; the machine's own when it is new enough; otherwise ends the process. */
export function projectNode() {
  const folder = `node-${PLATFORM_PACKAGE[process.platform]}-${process.arch}`;
  const file = path.join(root, 'node_modules', folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= REQUIRED_NODE_MAJOR) return process.execPath;
  console.error(
    `Zerkalo needs Node ${REQUIRED_NODE_MAJOR}: no package brings it for ${process.platform}-${process.arch}. Install Node ${REQUIRED_NODE_MAJOR} or newer and repeat.`,
  );
  return process.exit(1);
}
