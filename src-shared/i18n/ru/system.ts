/** Texts of the feature system. */
export const system = { commands: {} };
