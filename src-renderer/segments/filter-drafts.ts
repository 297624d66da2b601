import {
  type Condition,
  FIELDS,
  type Field,
  type Operator,
  operatorsOf,
} from '../../src-shared/segments/segments.rules.ts';

/** The fields as the menu groups them. */
export const FIELD_GROUPS: readonly { readonly group: string; readonly fields: readonly Field[] }[] = [
  {
    group: 'visits',
    fields: ['lastOn', 'firstOn', 'nextOn', 'service', 'visits', 'cadence', 'noShows', 'lateCancels', 'status'],
  },
  { group: 'money', fields: ['spent', 'average'] },
  { group: 'salon', fields: ['category', 'tags', 'responsible', 'source', 'createdOn'] },
  { group: 'person', fields: ['sex', 'age', 'birthday', 'allergy'] },
  { group: 'contact', fields: ['phone', 'email', 'consents'] },
];

/** What a relative date begins with: a season without a visit, a week to a birthday. */
const USUAL_DAYS: Partial<Record<Operator, number>> = {
  withinLast: 30,
  longerAgo: 90,
  withinNext: 7,
  doneWithin: 90,
  notDoneFor: 60,
};

/** A question of a field with its blanks not filled in yet. */
export function blankCondition(field: Field): Condition {
  const [first = 'known'] = operatorsOf(field);
  return withOperator({ field, op: 'known' }, field === 'lastOn' ? 'longerAgo' : first);
}

/** The same field asked another question; what was filled in stays where it fits. */
export function withOperator(condition: Condition, op: Operator): Condition {
  const { field } = condition;
  const values = 'values' in condition ? condition.values : [];
  const days = USUAL_DAYS[op] ?? 30;
  switch (op) {
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
      return { field, op, days: 'days' in condition && FIELDS[field] === 'date' ? condition.days : days };
    case 'between':
      return { field, op, from: null, to: null };
    case 'months':
      return { field, op, months: [] };
    case 'range':
      return { field, op, min: null, max: null };
    case 'doneWithin':
    case 'notDoneFor':
      return { field, op, values, days: 'days' in condition ? condition.days : days };
    case 'known':
    case 'unknown':
      return { field, op };
    default:
      return { field, op, values };
  }
}
