// `npm run crash -- [--kills N] [--seed N]`: the long run of tests/crash. Kills a working program at random moments and
// checks the salon after each death.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode } from './project-node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, 'tests', 'crash', 'crash-long.ts');
const { status } = spawnSync(projectNode(), [program, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
