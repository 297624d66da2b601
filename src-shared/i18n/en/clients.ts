/** Texts of the feature clients. */
export const clients = { commands: {} };
