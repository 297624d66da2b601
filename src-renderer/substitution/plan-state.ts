import type { SubstituteOption, SubstitutionRow } from '../../src-shared/substitution/substitution.contract.ts';

export type RowDecision = SubstitutionRow['decision'];
/** What a person decided, by visit id; once they changed one, all of them stay as they were shown. */
export type Decisions = ReadonlyMap<number, RowDecision>;

/** What holds for a booking now: the person's decision, else the proposal. */
export function decisionOf(row: SubstitutionRow, decisions: Decisions): RowDecision {
  return decisions.get(row.visitId) ?? row.decision;
}

/** All decisions as they are shown, with one changed. */
export function withDecision(
  rows: readonly SubstitutionRow[],
  decisions: Decisions,
  visitId: number,
  decision: RowDecision,
): Decisions {
  return new Map([
    ...rows.map((row): [number, RowDecision] => [row.visitId, decisionOf(row, decisions)]),
    [visitId, decision],
  ]);
}

/** The option that a decision to move means; undefined for any other decision. */
export function optionOf(row: SubstitutionRow, decision: RowDecision): SubstituteOption | undefined {
  return decision.act === 'move' ? row.options.find(({ staffId }) => staffId === decision.staffId) : undefined;
}

/** Whether the booking would stand where something forbids it. */
export function isClash(row: SubstitutionRow, decision: RowDecision): boolean {
  return decision.act === 'move' && (optionOf(row, decision)?.level ?? 'taken') === 'taken';
}

/** Everything that may be decided, in the order of the list: masters who can, then the rest. */
export function choicesOf(row: SubstitutionRow): RowDecision[] {
  return [
    ...row.options
      .filter(({ level }) => level !== 'taken')
      .map(({ staffId }): RowDecision => ({ act: 'move', staffId })),
    { act: 'call' },
    { act: 'cancel' },
    { act: 'keep' },
  ];
}

/** The next or previous choice, around the end. */
export function nextChoice(row: SubstitutionRow, decision: RowDecision, by: 1 | -1): RowDecision {
  const choices = choicesOf(row);
  const at = choices.findIndex((choice) => isSameDecision(choice, decision));
  // From a choice that is not possible any more, on to the first that is.
  const next = at < 0 ? 0 : (at + by + choices.length) % choices.length;
  return choices[next] ?? { act: 'call' };
}

export function isSameDecision(a: RowDecision, b: RowDecision): boolean {
  return a.act === b.act && (a.act !== 'move' || b.act !== 'move' || a.staffId === b.staffId);
}

/** How many bookings go each way, and how many do not fit. */
export function sumOf(rows: readonly SubstitutionRow[], decisions: Decisions) {
  const sum = { moved: 0, called: 0, cancelled: 0, kept: 0, clashes: 0 };
  for (const row of rows) {
    const decision = decisionOf(row, decisions);
    if (decision.act === 'move') sum.moved++;
    else if (decision.act === 'call') sum.called++;
    else if (decision.act === 'cancel') sum.cancelled++;
    else sum.kept++;
    if (isClash(row, decision)) sum.clashes++;
  }
  return sum;
}
