import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { BonusBookService } from './bonus-book.service.ts';
import type { DiscountCardsService } from './discount-cards.service.ts';
import type { LiabilityFilesService } from './liability-files.service.ts';
import type { PromotionsService } from './promotions.service.ts';

interface Services {
  readonly book: BonusBookService;
  readonly cards: DiscountCardsService;
  readonly promotions: PromotionsService;
  readonly files: LiabilityFilesService;
}

/** Binds bonuses, discount cards, promotions and coupons. */
export function createLoyaltyRouter(services: () => Services, localeOf: (connection: Connection) => Locale) {
  const { loyalty } = os;
  return loyalty.router({
    ofClient: loyalty.ofClient.handler(({ input }) => services().book.ofClient(input)),
    grantBonuses: loyalty.grantBonuses.handler(({ input, context }) => services().book.grant(signedIn(context), input)),
    takeBonuses: loyalty.takeBonuses.handler(({ input, context }) => services().book.take(signedIn(context), input)),
    liability: loyalty.liability.handler(({ input }) => services().book.liability(input)),
    liabilityFile: loyalty.liabilityFile.handler(({ input, context }) =>
      services().files.file(signedIn(context), input, localeOf(context.connection)),
    ),
    liabilityLots: loyalty.liabilityLots.handler(({ input }) => services().book.liabilityLots(input)),
    cards: loyalty.cards.handler(({ input }) => services().cards.list(input)),
    cardsOf: loyalty.cardsOf.handler(({ input }) => services().cards.ofClient(input)),
    cardByNumber: loyalty.cardByNumber.handler(({ input }) => services().cards.byNumber(input)),
    createCard: loyalty.createCard.handler(({ input, context }) => services().cards.create(signedIn(context), input)),
    updateCard: loyalty.updateCard.handler(({ input, context }) => services().cards.update(signedIn(context), input)),
    giveCard: loyalty.giveCard.handler(({ input, context }) => services().cards.give(signedIn(context), input)),
    replaceCard: loyalty.replaceCard.handler(({ input, context }) =>
      services().cards.replace(signedIn(context), input),
    ),
    setCardBlocked: loyalty.setCardBlocked.handler(({ input, context }) =>
      services().cards.setBlocked(signedIn(context), input),
    ),
    promotions: loyalty.promotions.handler(({ input }) => services().promotions.promotions(input)),
    createPromotion: loyalty.createPromotion.handler(({ input, context }) =>
      services().promotions.createPromotion(signedIn(context), input),
    ),
    updatePromotion: loyalty.updatePromotion.handler(({ input, context }) =>
      services().promotions.updatePromotion(signedIn(context), input),
    ),
    effect: loyalty.effect.handler(({ input }) => services().promotions.effect(input)),
    effectChecks: loyalty.effectChecks.handler(({ input }) => services().promotions.effectChecks(input)),
    coupons: loyalty.coupons.handler(({ input }) => services().promotions.coupons(input)),
    createCoupon: loyalty.createCoupon.handler(({ input, context }) =>
      services().promotions.createCoupon(signedIn(context), input),
    ),
    updateCoupon: loyalty.updateCoupon.handler(({ input, context }) =>
      services().promotions.updateCoupon(signedIn(context), input),
    ),
  });
}
