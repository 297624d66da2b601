import type { z } from 'zod';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type FlowMark, flowFigures, flowMarks, flowReadsFrom } from '../../src-shared/retention/flow.rules.ts';
import type { retentionContract } from '../../src-shared/retention/retention.contract.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import { requireResultPeriod } from './retention-view.ts';
import * as rows from './flow.repository.ts';

type Contract = typeof retentionContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

interface FlowNeighbours {
  readonly settings: SettingsService;
  readonly journal: Pick<JournalService, 'factsOn'>;
}

/** Who came and who left in a period, in all and by master (domain.md R4, R5). */
export class FlowService {
  readonly #deps: ServiceDeps;
  readonly #neighbours: FlowNeighbours;

  constructor(deps: ServiceDeps, neighbours: FlowNeighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
  }

  /** The numbers of a period; INVALID_INPUT for one that ends before it begins or is longer than a year. */
  flow(period: Input<'flow'>): Output<'flow'> {
    const marks = this.#marks(period);
    const names = this.#names();
    const byStaff = [...Map.groupBy(marks, ({ staffId }) => staffId)]
      .map(([staffId, own]) => ({ staffId, name: names(staffId), ...flowFigures(own) }))
      .toSorted((a, b) => b.fresh + b.returning - a.fresh - a.returning || a.staffId - b.staffId);
    return { total: flowFigures(marks), byStaff, lossDays: this.#neighbours.settings.now().lossDays };
  }

  /** The clients behind a number, the newest first; INVALID_INPUT. */
  rows({ kind, staffId, limit, ...period }: Input<'flowRows'>): Output<'flowRows'> {
    const byClient = new Map<number, FlowMark>();
    for (const mark of this.#marks(period)) {
      if (mark.kind === kind && (staffId === null || mark.staffId === staffId)) byClient.set(mark.clientId, mark);
    }
    const found = [...byClient.values()].toSorted((a, b) => (a.localDate < b.localDate ? 1 : -1));
    const shown = found.slice(0, limit);
    const clientIds = shown.map(({ clientId }) => clientId);
    const people = new Map(rows.readFlowPeople(this.#deps.store.reader, clientIds).map((row) => [row.id, row]));
    const names = this.#names();
    const { nameOrder } = this.#neighbours.settings.now();
    return {
      total: found.length,
      rows: shown.flatMap((mark) => {
        const person = people.get(mark.clientId);
        if (!person) return [];
        return {
          clientId: mark.clientId,
          name: displayName({ firstName: person.first_name, lastName: person.last_name }, nameOrder),
          staffName: names(mark.staffId),
          onDate: mark.localDate,
          visits: person.visits ?? 0,
          spentMinor: person.spent_minor ?? 0,
        };
      }),
    };
  }

  #marks({ fromDate, toDate }: { fromDate: LocalDate; toDate: LocalDate }): FlowMark[] {
    requireResultPeriod(fromDate, toDate);
    const { settings } = this.#neighbours;
    const { lossDays } = settings.now();
    const { localDate: today } = settings.today();
    const { reader } = this.#deps.store;
    const readFrom = flowReadsFrom(fromDate, lossDays);
    const visits = rows.readFlowVisits(reader, readFrom, toDate < today ? toDate : today);
    const known = rows.readKnownBefore(reader, readFrom);
    return flowMarks(visits, { fromDate, toDate, today, lossDays, cameBefore: (clientId) => known.has(clientId) });
  }

  #names(): (staffId: number) => string {
    const { settings, journal } = this.#neighbours;
    const { staff } = journal.factsOn(settings.today().localDate).catalogue;
    const { nameOrder } = settings.now();
    return (staffId) => {
      const person = staff.get(staffId);
      return person ? displayName(person, nameOrder) : '';
    };
  }
}
