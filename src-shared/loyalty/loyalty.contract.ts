import { bonusesContract } from './bonuses.contract.ts';
import { discountCardsContract } from './discount-cards.contract.ts';
import { promotionsContract } from './promotions.contract.ts';

/** Bonuses, discount cards, promotions and coupons as one feature. */
export const loyaltyContract = { ...bonusesContract, ...discountCardsContract, ...promotionsContract };
