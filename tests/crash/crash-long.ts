import { parseArgs } from 'node:util';
import { runCrashes } from './crash-run.ts';

const DEFAULT_KILLS = 1000;

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? DEFAULT_KILLS);
const seed = Number(values.seed ?? Date.now() % 2 ** 32);
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) {
  console.error('crash: --kills and --seed are whole numbers, for example --kills 200 --seed 7');
  process.exit(2);
}
console.log(`crash: ${kills} kills, seed ${seed}`);
const startedAtMs = performance.now();
const totals = await runCrashes({
  kills,
  seed,
  onKill: (now) => {
    if (now.kills % 25 === 0) console.log(`crash: ${now.kills} kills, ${now.answered} answers, ${now.lost} lost`);
  },
});
for (const line of totals.findings) console.log(`crash: ${line}`);
const seconds = Math.round((performance.now() - startedAtMs) / 1000);
console.log(
  `crash: ${totals.kills} kills, ${totals.answered} answers, ${totals.lost} lost, ${totals.damaged} damaged, ${totals.copiesProved} copies proved, ${seconds} s`,
);
process.exit(totals.findings.length === 0 ? 0 : 1);
