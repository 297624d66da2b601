/** Texts of the feature journal. */
export const journal = { commands: {} };
