import { os, signedIn } from '../access/procedure.ts';
import type { SubstitutionService } from './substitution.service.ts';

/** Binds the procedures of a master who is away. */
export function createSubstitutionRouter(service: () => SubstitutionService) {
  return os.substitution.router({
    plan: os.substitution.plan.handler(({ input, context }) => service().plan(signedIn(context), input)),
    apply: os.substitution.apply.handler(({ input, context }) => service().apply(signedIn(context), input)),
  });
}
