/** Texts of the feature rooms. */
export const rooms = { commands: {} };
