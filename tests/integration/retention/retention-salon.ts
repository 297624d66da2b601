import type { z } from 'zod';
import { ConsentsService } from '../../../src-main/personal-data/consents.service.ts';
import { RetentionService } from '../../../src-main/retention/retention.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { retentionContract } from '../../../src-shared/retention/retention.contract.ts';
import { type JournalSalon, TODAY, openJournalSalon } from '../journal/journal-salon.ts';

type Contract = typeof retentionContract;
type InputOf<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type OutputOf<Name extends keyof RetentionService & keyof Contract> = ReturnType<RetentionService[Name]>;

/** A day so many days before today of the tests. */
export const ago = (days: number): string => addDays(TODAY, -days);

/** The journal's salon with the cut due every 30 days, the manicure every 14, and everybody asked for consent. */
export interface RetentionSalon extends JournalSalon {
  readonly retention: RetentionService;
  /** Calls a procedure with parsed input. */
  ask<Name extends keyof RetentionService & keyof Contract>(
    name: Name,
    input: InputOf<Name>,
    caller?: Caller,
  ): OutputOf<Name>;
  /** A completed visit of a client. */
  came(clientId: number, localDate: string, change?: { serviceId?: number; staffId?: number; status?: string }): number;
  agrees(clientId: number, purpose?: 'marketing' | 'processing', withdrawnAtMs?: number): void;
  /** A client with a phone and consent. */
  person(firstName: string, change?: object): number;
  set(values: object): void;
}

export async function openRetentionSalon(): Promise<RetentionSalon> {
  const salon = await openJournalSalon();
  const { settings, journal, clients, cut, nails, anna, olga, irina, reception, write } = salon;
  const consents = new ConsentsService(salon.deps, settings, () => null);
  const retention = new RetentionService(salon.deps, { settings, journal, clients, consents });
  const textId = write((tx) => {
    tx.runSql('update services set periodicity_days = 30 where id = ?', [cut]);
    tx.runSql('update services set periodicity_days = 14 where id = ?', [nails]);
    const text = { purpose: 'marketing', number: 1, body: 'Согласие', sha256: 'x', valid_from: '2026-01-01' } as const;
    return tx.insert(query.insertInto('consent_texts').values(text));
  });
  const agrees: RetentionSalon['agrees'] = (clientId, purpose = 'marketing', withdrawnAtMs) =>
    write((tx) => {
      tx.insert(
        query.insertInto('consents').values({
          client_id: clientId,
          purpose,
          text_id: textId,
          channel: 'paper',
          given_at_ms: 1,
          given_to: null,
          withdrawn_at_ms: withdrawnAtMs ?? null,
          withdrawn_to: null,
        }),
      );
    });
  for (const id of [olga, irina]) agrees(id);
  let phones = 0;
  return {
    ...salon,
    retention,
    agrees,
    ask: (name, input, caller = reception) => {
      const parsed = retentionContract[name]['~orpc'].inputSchema!.parse(input) as { clientId: number };
      if (name === 'client') return retention.client(caller, parsed.clientId) as never;
      return (retention[name] as (caller: Caller, input: never) => never).call(retention, caller, parsed as never);
    },
    came: (clientId, localDate, { serviceId = cut, staffId = anna, status = 'completed' } = {}) =>
      write((tx) => {
        const visitId = tx.insert(
          query.insertInto('visits').values({ client_id: clientId, local_date: localDate, status, created_at_ms: 1 }),
        );
        tx.insert(
          query.insertInto('visit_lines').values({
            visit_id: visitId,
            position: 1,
            local_date: localDate,
            service_id: serviceId,
            staff_id: staffId,
            room_id: null,
            start_min: 600,
            duration_min: 60,
            segments_json: null,
            price_minor: 200_000,
          }),
        );
        return visitId;
      }),
    person: (firstName, change = {}) => {
      const id = write((tx) => {
        const client = tx.insert(
          query.insertInto('clients').values({ first_name: firstName, last_name: '', created_at_ms: 1, ...change }),
        );
        const digits = `7900000${String(++phones).padStart(4, '0')}`;
        tx.insert(query.insertInto('client_phones').values({ client_id: client, digits }));
        return client;
      });
      agrees(id);
      return id;
    },
    set: (values) => {
      settings.update(salon.callerOf('owner'), values, TODAY);
    },
  };
}
