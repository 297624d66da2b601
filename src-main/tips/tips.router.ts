import { os, signedIn } from '../access/procedure.ts';
import type { TipsService } from './tips.service.ts';

/** Binds the procedures of the tips pool. */
export function createTipsRouter(tips: () => TipsService) {
  const { tips: part } = os;
  return part.router({
    pool: part.pool.handler(({ input, context }) => tips().pool(signedIn(context), input)),
    share: part.share.handler(({ input, context }) => tips().share(signedIn(context), input)),
  });
}
