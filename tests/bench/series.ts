import fs from 'node:fs';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { type SeriesRule, occurrenceDates } from '../../src-shared/series/series.rules.ts';
import { BENCH_TODAY, type BenchSalon, copySalon, openRawWriter, openSalon } from './bench-salon.ts';
import { type Line, inTurns, limitLine } from './measure.ts';
import { rawBook } from './writing.ts';

const DATES = 52;
const RULE: SeriesRule = {
  freq: 'weekly',
  interval: 1,
  weekdays: [],
  monthDay: null,
  overflow: 'skip',
  end: { kind: 'count', count: DATES },
};
/** A person waits for both. */
const LIMIT_MS = 300;

/** A visit every week for a year: its dates with their conflicts, and booked as one command. */
export async function measureSeries(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const ownDir = copySalon(bench, 'own');
  const rawDir = copySalon(bench, 'raw');
  const open = await openSalon(ownDir);
  const raw = openRawWriter(rawDir);
  const { salon, owner } = open;
  const { staff } = salon.journal.day(owner, BENCH_TODAY);
  const offered = staff.filter(({ serviceIds, work }) => serviceIds.length > 0 && work.length > 0);
  const clientIds = salon.store.connection.prepare('select id from clients where is_archived = 0 limit 1000').pluck();
  const clients = clientIds.all() as number[];
  // Before the salon opens nobody stands in the way: what is measured is a series that is booked whole.
  const inputOf = (round: number) => {
    const no = round + rounds;
    const { id, serviceIds } = offered[no % offered.length]!;
    const firstDate = addDays(BENCH_TODAY, 1);
    const startMin = 120 + (Math.floor(no / offered.length) % 4) * 60;
    return {
      firstDate,
      startMin,
      rule: { ...RULE, weekdays: [] },
      clientId: clients[no % clients.length] as never,
      lines: [{ serviceId: serviceIds[0]!, staffId: id, durationMin: 30, roomId: null }],
      comment: '',
      source: 'reception',
      wantsThisMaster: false,
      policy: 'skip' as const,
      choices: occurrenceDates(firstDate, RULE).map((key) => ({ key, act: 'anyway' as const })),
      overrideReason: 'bench',
    };
  };
  const bare = rawBook(raw);
  const bareAll = raw.transaction((input: ReturnType<typeof inputOf>) => {
    const [line] = input.lines;
    for (const localDate of occurrenceDates(input.firstDate, RULE)) {
      bare({
        localDate,
        startMin: input.startMin,
        clientId: input.clientId,
        staffId: line!.staffId,
        serviceId: line!.serviceId,
        line: {
          room_id: null,
          start_min: input.startMin,
          duration_min: 30,
          buffer_before_min: 0,
          buffer_after_min: 0,
          segments_json: null,
          price_minor: 100_000,
        },
      });
    }
  });
  let booked = 0;
  const created = await inTurns(
    rounds,
    inputOf,
    (input) => {
      booked += salon.series.create(owner, input).outcomes.filter(({ act }) => act === 'booked').length;
    },
    (input) => bareAll.immediate(input),
  );
  const seen = await inTurns(
    rounds,
    inputOf,
    (input) => salon.series.preview(owner, input),
    (input) => occurrenceDates(input.firstDate, RULE),
  );
  open.close();
  raw.close();
  for (const dir of [ownDir, rawDir]) fs.rmSync(dir, { recursive: true, force: true });
  if (booked === 0) throw new Error('nothing was booked: the bench measured refusals');
  return [
    limitLine(`series of ${DATES}, checked and booked`, created.own, LIMIT_MS, created.raw),
    limitLine(`series of ${DATES}, its dates with conflicts and the nearest free times`, seen.own, LIMIT_MS),
  ];
}
