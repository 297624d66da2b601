/** Texts of the feature schedule. */
export const schedule = { commands: {} };
