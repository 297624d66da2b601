import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { PassTypesDrawer } from '../passes/PassTypesDrawer.tsx';
import { MembershipTypeDialog } from './MembershipTypeDialog.tsx';
import { useTypeSummary } from './use-type-summary.ts';

/** Kinds of memberships that are sold. */
export function MembershipTypesDrawer({ onClose }: { readonly onClose: () => void }) {
  const money = useMoney();
  const summaryOf = useTypeSummary();
  const types = useQuery(api.memberships.types.queryOptions({ input: { withArchived: true } }));
  const update = useCommand(api.memberships.updateType.mutationOptions());
  return (
    <PassTypesDrawer
      ns="memberships"
      types={types}
      renderCells={(type) => (
        <>
          <td className="z-dim">{summaryOf(type)}</td>
          <td className="z-number">{money(type.priceMinor)}</td>
        </>
      )}
      onArchive={({ id: membershipTypeId, version, isArchived }) =>
        void update.run({ membershipTypeId, version, values: { isArchived: !isArchived } })
      }
      renderDialog={(type, close) => <MembershipTypeDialog type={type} onClose={close} />}
      onClose={onClose}
    />
  );
}
