interface MarkedTextProps {
  readonly text: string;
  /** Half-open ranges of characters in ascending order. */
  readonly marks: readonly (readonly [number, number])[];
}

/** A text whose parts that met the search stand out. */
export function MarkedText({ text, marks }: MarkedTextProps) {
  if (marks.length === 0) return <>{text}</>;
  return (
    <>
      {marks.map(([start, end], index) => (
        <span key={start}>
          {text.slice(marks[index - 1]?.[1] ?? 0, start)}
          <mark className="z-mark">{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
