import { checkoutAct } from './checkout-act.ts';
import { checkoutCommands } from './checkout-commands.ts';
import { checkoutJournal } from './checkout-journal.ts';
import { checkoutSales } from './checkout-sales.ts';
import { checkoutScreen } from './checkout-screen.ts';

/** Texts of the feature checkout. */
export const checkout = {
  commands: checkoutCommands,
  screen: checkoutScreen,
  sales: checkoutSales,
  journal: checkoutJournal,
  act: checkoutAct,
};
