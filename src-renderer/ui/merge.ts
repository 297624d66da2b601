/** One field of a record in three states: as it was opened, as this person wrote it, as somebody saved it meanwhile. */
export interface MergeField<Part = unknown> {
  readonly name: string;
  readonly label: string;
  /** What a person reads; empty for nothing. */
  readonly original: string;
  readonly mine: string;
  readonly theirs: string;
  /** Both changed it, to different values: the person has to choose. Otherwise the changed side is taken. */
  readonly isConflict: boolean;
  readonly suggested: 'mine' | 'theirs';
  readonly parts: { readonly mine: Part; readonly theirs: Part };
}

interface States<Values> {
  readonly original: Values;
  readonly mine: Values;
  readonly theirs: Values;
}

/** A field as a list of one, or of none when nobody changed it. Values are compared as a person reads them. */
export function mergeValues<Values, Part>(
  name: string,
  label: string,
  states: States<Values>,
  part: (values: Values) => Part,
  text: (values: Values) => string,
): MergeField<Part>[] {
  const original = text(states.original);
  const mine = text(states.mine);
  const theirs = text(states.theirs);
  if (mine === original && theirs === original) return [];
  const isConflict = mine !== original && theirs !== original && mine !== theirs;
  return [
    {
      name,
      label,
      original,
      mine,
      theirs,
      isConflict,
      suggested: mine === original ? 'theirs' : 'mine',
      parts: { mine: part(states.mine), theirs: part(states.theirs) },
    },
  ];
}
