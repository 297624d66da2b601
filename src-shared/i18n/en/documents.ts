/** Texts of the feature documents. */
export const documents = { commands: {} };
