/** A translator over the catalogue, as documents need it. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;
