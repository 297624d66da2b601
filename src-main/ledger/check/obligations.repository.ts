import { type CheckQuery, creditsOf } from './check-query.ts';

const CERTIFICATE = '(select number from certificates where id = object) as label';
const MEMBERSHIP = '(select number from memberships where id = object) as label';

/** What the salon owes to clients beside the rows that say so: I3-I7. */
export const OBLIGATION_CHECKS: readonly CheckQuery[] = [
  {
    rule: 'deposit_negative',
    sql: `select client_id, 2100 as account, 0 as expected_minor, sum(ledger) as actual_minor
      from (${creditsOf([2100], 'client_id')}) group by client_id having sum(ledger) < 0`,
  },
  {
    rule: 'certificate_liability',
    sql: `select 2200 as account, object, ${CERTIFICATE}, sum(kept) as expected_minor, sum(ledger) as actual_minor
      from (${creditsOf([2200, 2210], '$object as object')}
        union all select certificate_id, 0, liability_minor from certificate_movements)
      group by object having sum(kept) <> sum(ledger)`,
  },
  {
    // A liability of a few kopecks may be used up before the nominal is, by rounding (T6); more may not.
    rule: 'certificate_nominal',
    sql: `select 2200 as account, certificate.id as object, certificate.number as label,
        sum(movement.nominal_minor) as expected_minor, sum(movement.liability_minor) as actual_minor
      from certificates certificate join certificate_movements movement on movement.certificate_id = certificate.id
      group by certificate.id
      having sum(movement.nominal_minor) < 0 or sum(movement.liability_minor) < 0
        or (sum(movement.nominal_minor) = 0 and sum(movement.liability_minor) <> 0)
        or (sum(movement.liability_minor) = 0
          and 1.0 * certificate.paid_minor * sum(movement.nominal_minor) / certificate.nominal_minor > 100)`,
  },
  {
    rule: 'membership_value',
    sql: `select 2300 as account, object, ${MEMBERSHIP}, sum(kept) as expected_minor, sum(ledger) as actual_minor
      from (${creditsOf([2300], '$object as object')}
        union all select membership_id, 0, value_minor from membership_movements)
      group by object having sum(kept) <> sum(ledger)`,
  },
  {
    // Below zero never; nothing is left when the last visit of a membership by visits is gone (T9).
    rule: 'membership_rest',
    sql: `select 2300 as account, membership.id as object, membership.number as label, 0 as expected_minor,
        sum(movement.value_minor) as actual_minor
      from memberships membership join membership_movements movement on movement.membership_id = membership.id
      group by membership.id
      having sum(movement.value_minor) < 0
        or (membership.kind = 'visits' and sum(movement.units) = 0 and sum(movement.kind = 'use') > 0
          and sum(movement.value_minor) <> 0
          and not exists (select 1 from membership_pools where membership_id = membership.id and visits is null))`,
  },
  {
    rule: 'bonus_lots',
    sql: `select client_id, 2400 as account, sum(kept) as expected_minor, sum(ledger) as actual_minor
      from (${creditsOf([2400], 'client_id')}
        union all select lot.client_id, 0, movement.amount_minor
          from bonus_movements movement join bonus_lots lot on lot.id = movement.lot_id)
      group by client_id having sum(kept) <> sum(ledger)`,
  },
  {
    rule: 'bonus_lot_negative',
    sql: `select lot.client_id, 2400 as account, lot.document_id, 0 as expected_minor,
        sum(movement.amount_minor) as actual_minor
      from bonus_lots lot join bonus_movements movement on movement.lot_id = lot.id
      group by lot.id having sum(movement.amount_minor) < 0`,
  },
  {
    // Quantities come with the warehouse; until then no stock may have a value below zero.
    rule: 'stock_negative',
    sql: `select 1200 as account, object, 0 as expected_minor, -sum(ledger) as actual_minor
      from (${creditsOf([1200], '$object as object')}) group by object having sum(ledger) > 0`,
  },
];
