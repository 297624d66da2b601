interface InitialsProps {
  readonly name: string;
  /** Background; white text is readable on the application's own colours. */
  readonly colour?: string;
  /** Pixels; 32 unless given. */
  readonly size?: number;
}

/** Colours of people without one of their own; white text has at least 4.5 : 1 on each. */
const COLOURS = [
  '#0b5394',
  '#5f3dc4',
  '#9c36b5',
  '#a61e4d',
  '#9b1c1c',
  '#8f4a00',
  '#2b6b2e',
  '#0b6e4f',
  '#0b7285',
  '#495057',
];

/** Initials of a name, two letters at most: «Анна Соколова» is «АС». */
export function initialsOf(name: string): string {
  const letters = name
    .split(/\s+/u)
    .map((word) => [...word].find((letter) => /\p{L}/u.test(letter)) ?? '')
    .filter(Boolean);
  return letters.slice(0, 2).join('').toUpperCase();
}

/** The same person has the same colour everywhere. */
export function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return COLOURS[sum % COLOURS.length] ?? '#495057';
}

/** A round badge with a person's initials; decoration beside the name, so it is hidden from a screen reader. */
export function Initials({ name, colour, size = 32 }: InitialsProps) {
  return (
    <span
      aria-hidden
      className="z-initials"
      style={{ width: size, height: size, fontSize: Math.round(size * 0.375), background: colour ?? colourOf(name) }}
    >
      {initialsOf(name)}
    </span>
  );
}
