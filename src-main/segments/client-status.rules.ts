export { clientStatus } from '../../src-shared/client-figures/client-figures.rules.ts';
