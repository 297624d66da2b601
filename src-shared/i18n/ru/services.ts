/** Texts of the feature services. */
export const services = { commands: {} };
