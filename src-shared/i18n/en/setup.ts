/** Texts of the feature setup. */
export const setup = { commands: {} };
