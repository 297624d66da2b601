import type { Filter } from '../../src-shared/segments/segments.rules.ts';
import type { SegmentsService } from '../segments/segments.service.ts';
import type { Caller } from '../store/service.ts';

/** What a receptionist looks for in the morning: whom to call, whom to congratulate, whom to look after. */
const DEMO_SEGMENTS: readonly { readonly name: string; readonly filter: Filter }[] = [
  {
    name: 'Давно не были',
    filter: {
      join: 'and',
      items: [
        { field: 'lastOn', op: 'longerAgo', days: 90 },
        { field: 'nextOn', op: 'unknown' },
        { field: 'phone', op: 'known' },
      ],
    },
  },
  {
    name: 'Скоро день рождения',
    filter: {
      join: 'and',
      items: [
        { field: 'birthday', op: 'withinNext', days: 14 },
        { field: 'lastOn', op: 'withinLast', days: 365 },
      ],
    },
  },
  {
    name: 'Постоянные с хорошим чеком',
    filter: {
      join: 'and',
      items: [
        { field: 'visits', op: 'range', min: 10, max: null },
        { field: 'average', op: 'range', min: 300_000, max: null },
      ],
    },
  },
];

/** Three shared segments of the demo salon. */
export function addDemoSegments(segments: SegmentsService, caller: Caller): void {
  for (const segment of DEMO_SEGMENTS) segments.create(caller, { ...segment, isShared: true });
}
