import type { ClientMark } from '../../src-shared/clients/client-parts.contract.ts';
import { Dot } from '../ui/Swatches.tsx';

/** A category or tag as a small coloured mark; the name is always written, colour alone says nothing. */
export function ClientMarkChip({ mark }: { readonly mark: Pick<ClientMark, 'name' | 'colour'> }) {
  return (
    <span className="z-client-mark">
      <Dot colour={mark.colour} />
      {mark.name}
    </span>
  );
}
