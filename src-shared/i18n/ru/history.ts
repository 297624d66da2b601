/** Texts of the feature history. */
export const history = { commands: {} };
