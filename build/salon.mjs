// `npm run -s salon -- COMMAND`: the terminal of whoever looks after the program, on the Node that the project brings.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode } from './project-node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, 'out', 'main', 'cli.mjs');
// npm starts scripts in the root of the project; a relative path is meant from where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd();
const { status, signal } = spawnSync(projectNode(), [program, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
process.exit(status ?? (signal ? 1 : 0));
