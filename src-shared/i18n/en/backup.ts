/** Texts of the feature backup. */
export const backup = { commands: {} };
