import type { MasterDay, PlaceDay, ServiceBlock } from '../../../src-shared/availability/search-day.rules.ts';
import type { ItemOption, SearchItem } from '../../../src-shared/availability/slot-search.rules.ts';
import type { Random } from '../../../src-shared/kernel/random.ts';
import type { Case } from './minute-map.ts';

type Minutes = [number, number];

/** Some separate intervals of a short day, in order; adjacent ones happen. */
function intervals(random: Random, count: number, longest: number, from: number, to: number): Minutes[] {
  const found: Minutes[] = [];
  let cursor = from;
  for (let at = 0; at < count; at++) {
    const start = cursor + (random.chance(0.2) ? 0 : random.int(0, longest));
    const end = start + random.int(1, longest);
    if (end > to) break;
    found.push([start, end]);
    cursor = end;
  }
  return found;
}

/** Times that overlap, in no order. */
function holds(random: Random, count: number, to: number): Minutes[] {
  return Array.from({ length: count }, (): Minutes => {
    const start = random.int(-10, to);
    return [start, start + random.int(1, 30)];
  });
}

function optionOf(random: Random, staffId: number, placeIds: readonly number[]): ItemOption {
  const hasGap = random.chance(0.35);
  const segments = hasGap
    ? Array.from({ length: random.int(1, 4) }, () => ({
        kind: random.chance(0.6) ? ('active' as const) : ('processing' as const),
        minutes: random.int(1, 8),
      }))
    : [{ kind: 'active' as const, minutes: random.int(1, random.chance(0.3) ? 25 : 12) }];
  const hasBuffers = random.chance(0.4);
  const some = (): number[] => random.shuffle(placeIds).slice(0, random.int(1, placeIds.length));
  return {
    staffId,
    timing: {
      segments,
      bufferBeforeMin: hasBuffers ? random.int(0, 4) : 0,
      bufferAfterMin: hasBuffers ? random.int(0, 4) : 0,
      isGapReleased: random.chance(0.75),
    },
    roomIds: placeIds.length > 0 && random.chance(0.4) ? some() : [],
    shiftRoomIds: placeIds.length > 0 && random.chance(0.4) ? some() : null,
    equipmentIds: placeIds.length > 0 && random.chance(0.2) ? some().slice(0, 2) : [],
  };
}

/** One day and one question with every rule of the engine in reach: short, so that a minute map answers fast. */
export function randomCase(random: Random): Case {
  const lastMin = random.int(50, 120);
  const allowOverrunMin = random.chance(0.2) ? random.int(1, 20) : 0;
  const staffIds = Array.from({ length: random.weighted([1, 2, 3], [3, 3, 1]) }, (_, index) => index + 1);
  const placeIds = Array.from({ length: random.int(0, 3) }, (_, index) => index + 11);
  const masters = staffIds.map((staffId): MasterDay => {
    const work = random.chance(0.65)
      ? [[random.int(0, 10), random.int(40, lastMin)] as Minutes]
      : intervals(random, 4, 40, random.int(0, 20), lastMin);
    const busy = random.chance(0.2)
      ? holds(random, random.int(0, 3), lastMin)
      : intervals(random, random.int(0, 4), 18, 0, lastMin + 10);
    return {
      staffId,
      work,
      busy,
      roomId: placeIds.length > 0 && random.chance(0.6) ? random.pick(placeIds) : null,
      minGapMin: random.int(1, 25),
    };
  });
  const places = placeIds
    .filter(() => random.chance(0.95))
    .map((id): PlaceDay => ({
      id,
      capacity: random.int(1, 3),
      open: random.chance(0.2) ? intervals(random, 3, 60, 0, lastMin + 30) : null,
      closed: random.chance(0.2) ? intervals(random, 2, 20, 0, lastMin) : [],
      holds: holds(random, random.int(0, 4), lastMin),
    }));
  const count = random.weighted([1, 2, 3, 4], [7, 4, 2, 1]);
  const items = Array.from({ length: count }, (_, index): SearchItem => {
    const who = random.shuffle(staffIds).slice(0, count > 3 ? 2 : random.int(1, staffIds.length));
    return {
      serviceId: random.int(1, 2),
      options: who.map((staffId) => optionOf(random, staffId, placeIds)),
      isParallel: index > 0 && random.chance(0.3),
      gapMin: random.chance(0.15) ? random.int(1, 10) : 0,
    };
  });
  const serviceBlocks = random.chance(0.15)
    ? holds(random, 1, lastMin).map(([startMin, endMin]): ServiceBlock => ({
        serviceId: random.int(1, 2),
        startMin,
        endMin,
      }))
    : [];
  return {
    day: {
      masters: random.chance(0.1) ? masters.slice(1) : masters,
      places,
      serviceBlocks,
      skipped: random.chance(0.05) ? [[20, 30]] : [],
    },
    question: {
      items,
      mode: random.chance(0.3) ? 'compact' : 'grid',
      stepMin: random.pick([5, 10, 15]),
      anchor: random.chance(0.2) ? 'interval' : 'midnight',
      fromMin: random.chance(0.15) ? random.int(0, 30) : 0,
      toMin: random.chance(0.15) ? random.int(40, lastMin) : lastMin + 30,
      preferredStaffIds: random.chance(0.2) ? random.shuffle(staffIds).slice(0, 2) : [],
    },
    ask: {
      localDate: '2026-03-12',
      earliestMin: random.chance(0.2) ? random.int(-20, 40) : 0,
      clientBusy: random.chance(0.15) ? holds(random, 2, lastMin) : [],
      fixedStarts: items.map(() =>
        random.chance(0.08)
          ? [...new Set(Array.from({ length: 6 }, () => random.int(0, lastMin)))].sort((a, b) => a - b)
          : null,
      ),
    },
    allowOverrunMin,
  };
}
