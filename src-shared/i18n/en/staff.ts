/** Texts of the feature staff. */
export const staff = { commands: {} };
