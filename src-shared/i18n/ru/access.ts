/** Texts of the feature access. */
export const access = { commands: {} };
