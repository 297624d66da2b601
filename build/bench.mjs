// `npm run bench`: what the program costs on the ten-year salon, beside bare better-sqlite3. It measures and never fails.
// `-- --quick`: a smaller salon and fewer rounds. `-- --only reading`: one part. Salons are kept in ZERKALO_BENCH_DIR.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode } from './project-node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, 'tests', 'bench', 'bench.ts');
const { status } = spawnSync(
  projectNode(),
  ['--disable-warning=ExperimentalWarning', program, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// 2 = a wrong option; whatever was slow is told in the table.
process.exit(status === 2 ? 2 : 0);
