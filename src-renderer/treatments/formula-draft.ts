import { type Bowl, type FormulaPart, scaleTo } from '../../src-shared/treatments/formula.rules.ts';

/** A dye while it is being typed: the weight may be missing. `key` tells rows apart. */
export interface PartDraft extends Omit<FormulaPart, 'gramsMilli'> {
  readonly key: number;
  readonly gramsMilli: number | null;
}

/** A bowl while it is being typed. */
export interface BowlDraft extends Omit<Bowl, 'parts'> {
  readonly key: number;
  readonly parts: readonly PartDraft[];
}

/** A formula while it is being typed; no bowls = there is none. */
export interface FormulaDraft {
  readonly bowls: readonly BowlDraft[];
  readonly note: string;
}

export const NO_FORMULA: FormulaDraft = { bowls: [], note: '' };

let lastKey = 0;

/** A dye to be typed; brand and line are those of the one before. */
export function newPart(before?: PartDraft): PartDraft {
  lastKey += 1;
  return { key: lastKey, brand: before?.brand ?? '', line: before?.line ?? '', shade: '', gramsMilli: null };
}

/** A bowl to be typed; developer, its strength and the ratio are those of the one before. */
export function newBowl(before?: BowlDraft): BowlDraft {
  lastKey += 1;
  return {
    key: lastKey,
    title: '',
    parts: [newPart(before?.parts[0])],
    developer: before?.developer ?? '',
    developerBp: before?.developerBp ?? null,
    ratioMilli: before?.ratioMilli ?? null,
    baseLevelTenths: null,
    targetLevelTenths: null,
    minutes: null,
  };
}

/** The draft of a formula that is there. */
export function draftOf(bowls: readonly Bowl[], note: string): FormulaDraft {
  return {
    note,
    bowls: bowls.map((bowl) => {
      lastKey += 1;
      return {
        ...bowl,
        key: lastKey,
        parts: bowl.parts.map((part) => {
          lastKey += 1;
          return { ...part, key: lastKey };
        }),
      };
    }),
  };
}

/** The formula that a draft says; dyes of which nothing was typed but brand and line are left out. */
export function bowlsOf({ bowls }: FormulaDraft): Bowl[] {
  return bowls
    .map((bowl) => ({
      title: bowl.title.trim(),
      parts: bowl.parts
        .filter((part) => !isBlank(part))
        .map(({ brand, line, shade, gramsMilli }) => ({
          brand: brand.trim(),
          line: line.trim(),
          shade: shade.trim(),
          gramsMilli: gramsMilli ?? 0,
        })),
      developer: bowl.developer.trim(),
      developerBp: bowl.developerBp,
      ratioMilli: bowl.ratioMilli,
      baseLevelTenths: bowl.baseLevelTenths,
      targetLevelTenths: bowl.targetLevelTenths,
      minutes: bowl.minutes,
    }))
    .filter(({ parts }) => parts.length > 0);
}

/** A row that was opened and not filled in. */
export function isBlank(part: PartDraft): boolean {
  return part.shade.trim() === '' && part.gramsMilli === null;
}

/** What is missing in a row: key of `treatments:faults`. */
export function partFaults(part: PartDraft): { readonly shade?: 'shade'; readonly grams?: 'grams' } {
  if (isBlank(part)) return {};
  return {
    ...(part.shade.trim() === '' ? { shade: 'shade' } : {}),
    ...(part.gramsMilli === null ? { grams: 'grams' } : {}),
  };
}

/** Whether every row that was begun is whole. */
export function isComplete({ bowls }: FormulaDraft): boolean {
  return bowls.every(({ parts }) => parts.every((part) => Object.keys(partFaults(part)).length === 0));
}

/** The draft for another whole weight, milligrams. */
export function scaledDraft(draft: FormulaDraft, wantedMilli: number): FormulaDraft {
  return draftOf(scaleTo(bowlsOf(draft), wantedMilli), draft.note);
}
