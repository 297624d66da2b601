/** Fields of a card of which a merge takes one side. `both` unites texts and lists. */
export const MERGE_FIELDS = [
  'last_name',
  'first_name',
  'middle_name',
  'sex',
  'birthday',
  'email',
  'address',
  'messengers_json',
  'allergy',
  'contraindication',
  'note',
  'source',
  'learned_from',
  'decided_by',
  'recommended_by_id',
  'category_id',
  'responsible_staff_id',
  'price_list_id',
  'personal_discount_bp',
  'debt_limit_minor',
  'card_number',
  'manual_status',
  'family_id',
  'family_role',
  'no_calls_until',
] as const;
export type MergeFieldName = (typeof MERGE_FIELDS)[number];

/** Columns of a client that a merge settles by itself. */
export const SETTLED_COLUMNS = [
  'id',
  'version',
  'created_at_ms',
  'is_archived',
  'merged_into_id',
  'erased_at_ms',
] as const;

export type MergeSide = 'kept' | 'merged' | 'both';
export type MergeValue = string | number | null;
export type MergeChoices = Readonly<Partial<Record<MergeFieldName, MergeSide>>>;

/** Texts of which nothing may get lost: both are kept unless a person decides otherwise. */
const UNITED: ReadonlySet<MergeFieldName> = new Set(['allergy', 'contraindication', 'note', 'messengers_json']);

/** Whether both values of a field can be kept. */
export function canUnite(field: MergeFieldName): boolean {
  return UNITED.has(field);
}

function isEmpty(value: MergeValue): boolean {
  return value === null || value === '' || value === '[]' || value === '{}';
}

/**
 * The side that a merge takes unless a person decides otherwise: the kept card's, what it lacks from the other; both where
 * nothing may get lost (allergy, contraindication, notes, messengers).
 */
export function suggestedSide(field: MergeFieldName, kept: MergeValue, merged: MergeValue): MergeSide {
  if (isEmpty(merged)) return 'kept';
  if (isEmpty(kept)) return 'merged';
  if (kept === merged) return 'kept';
  return canUnite(field) ? 'both' : 'kept';
}

/** The value that a side gives. */
export function valueOf(field: MergeFieldName, side: MergeSide, kept: MergeValue, merged: MergeValue): MergeValue {
  if (side === 'kept') return kept;
  if (side === 'merged') return merged;
  if (isEmpty(merged) || kept === merged) return kept;
  if (isEmpty(kept)) return merged;
  if (!canUnite(field)) return kept;
  if (field === 'messengers_json') return unitedList(String(kept), String(merged));
  return `${String(kept)}${field === 'note' ? '\n' : '; '}${String(merged)}`;
}

/** Items of both lists, each once; a text that is no list stays as it is. */
function unitedList(kept: string, merged: string): string {
  const one: unknown = JSON.parse(kept);
  const other: unknown = JSON.parse(merged);
  if (!Array.isArray(one) || !Array.isArray(other)) return kept;
  const seen = new Set(one.map((item) => JSON.stringify(item)));
  return JSON.stringify([...one, ...other.filter((item) => !seen.has(JSON.stringify(item)))]);
}

/** The values of the kept card after the merge; only those that change. */
export function mergedValues(
  kept: Readonly<Record<MergeFieldName, MergeValue>>,
  merged: Readonly<Record<MergeFieldName, MergeValue>>,
  choices: MergeChoices,
): Partial<Record<MergeFieldName, MergeValue>> {
  const values: Partial<Record<MergeFieldName, MergeValue>> = {};
  for (const field of MERGE_FIELDS) {
    const side = choices[field] ?? suggestedSide(field, kept[field], merged[field]);
    const value = valueOf(field, side, kept[field], merged[field]);
    if (value !== kept[field]) values[field] = value;
  }
  return values;
}
