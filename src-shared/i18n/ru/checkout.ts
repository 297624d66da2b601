import { checkoutCommands } from './checkout-commands.ts';

/** Texts of the feature checkout. */
export const checkout = { commands: checkoutCommands };
