import type { TimelineEventValue } from '../../src-shared/client-figures/client-figures.contract.ts';
import { instantOf, localOf } from '../../src-shared/kernel/wall-time.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { HistoryService } from '../history/history.service.ts';
import type { Store } from '../store/store.ts';
import { commandTitle } from './timeline-card.ts';
import { type TimelineAsk, type TimelineSource, sentence } from './timeline-source.ts';
import {
  type TimelineLineRow,
  type TimelineVisitRow,
  readCommandsOfRows,
  readTimelineLines,
  readTimelineVisits,
} from './timeline.repository.ts';

type VisitPart = NonNullable<TimelineEventValue['visit']>;

/** Visits at their start with their services, and who did what with each. */
export function visitSource(store: Store, history: HistoryService): TimelineSource {
  return {
    type: 'visit',
    read: (ask) => {
      const toDate = addDays(localOf(ask.beforeMs, ask.timeZone).localDate, 1);
      const visits = readTimelineVisits(ask.reader, ask.clientId, toDate, ask.limit);
      const ids = visits.map(({ id }) => id);
      const lines = Map.groupBy(readTimelineLines(ask.reader, ids), (line) => line.visit_id);
      const steps = readSteps(store, history, ask, ids);
      return visits
        .map((visit) => eventOf(visit, lines.get(visit.id) ?? [], steps.get(visit.id) ?? [], ask))
        .filter((event) => event.atMs <= ask.beforeMs);
    },
  };
}

function eventOf(
  visit: TimelineVisitRow,
  lines: readonly TimelineLineRow[],
  history: VisitPart['history'],
  ask: TimelineAsk,
): TimelineEventValue {
  const startMin = lines[0]?.start_min ?? 0;
  const services = [...new Set(lines.map((line) => line.service))].join(', ');
  const texts = lines.map((line) =>
    sentence(lines.length === 1 ? 'visitOne' : 'visitLine', {
      service: line.service,
      staff: ask.personName(line.staff_first, line.staff_last),
      priceMinor: line.price_minor,
    }),
  );
  if (visit.comment !== '') texts.push(sentence('comment', { comment: visit.comment }));
  if (visit.status === 'cancelled') {
    texts.push(
      sentence(visit.is_late_cancel === 1 ? 'cancelledLate' : 'cancelled', {
        byKey: `clientFigures:timeline.cancelledBy.${visit.cancelled_by ?? 'nobody'}`,
        reason: visit.cancel_reason ?? '',
      }),
    );
  }
  return {
    id: `visit-${visit.id}`,
    type: 'visit',
    atMs: instantOf(visit.local_date, startMin, ask.timeZone).atMs,
    actorName: null,
    title: services === '' ? sentence('visitOfNothing') : sentence('visit', { services }),
    lines: texts,
    effect: 'done',
    isUndone: false,
    visit: { visitId: visit.id, localDate: visit.local_date, startMin, status: visit.status, history },
  };
}

function readSteps(
  store: Store,
  history: HistoryService,
  ask: TimelineAsk,
  visitIds: readonly number[],
): Map<number, VisitPart['history']> {
  const table = store.tablesByName.get('visits');
  if (!table) return new Map();
  const touched = readCommandsOfRows(ask.reader, table.no, visitIds);
  const views = new Map(
    history
      .describe([...new Set(touched.map((row) => row.command_id))])
      .map((view) => [view.commandId as number, view]),
  );
  const steps = new Map<number, VisitPart['history']>();
  for (const { row_id: visitId, command_id: commandId } of touched) {
    const view = views.get(commandId);
    if (!view) continue;
    const list = steps.get(visitId) ?? [];
    steps.set(visitId, list);
    const { atMs, actorName, effect, isUndone } = view;
    list.push({ atMs, actorName, effect, isUndone, title: commandTitle(view) });
  }
  return steps;
}
