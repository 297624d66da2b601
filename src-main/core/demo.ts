import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { addDemoCalls } from '../demo/demo-calls.ts';
import { addDemoDuplicates } from '../demo/demo-duplicates.ts';
import { addDemoInvoices } from '../demo/demo-invoices.ts';
import { addDemoLoyalty } from '../demo/demo-loyalty.ts';
import { addDemoPersonalData } from '../demo/demo-personal-data.ts';
import { addDemoTreatments } from '../demo/demo-treatments.ts';
import { DEMO_TIME_ZONE, createDemo } from '../demo/demo.service.ts';
import { addDemoSegments } from '../demo/demo-segments.ts';
import { DEMO_DEVICE } from '../demo/demo-sink.ts';
import { Caller } from '../store/service.ts';
import type { Salon } from './salon.ts';

/** The same demo everywhere, so that screenshots and guides agree. */
const DEMO_SEED = 1;

/** Fills a salon with the demo data; makes an owner when there is none. Returns the owner's user id. */
export function fillWithDemo(salon: Salon, ownerId: number | null): number {
  const now = localOf(salon.deps.clock.nowMs(), DEMO_TIME_ZONE);
  const created = salon.clientFigures.inBulk(() =>
    createDemo(salon.store, {
      size: 'salon',
      seed: DEMO_SEED,
      today: now.localDate,
      nowMin: now.minute,
      ...(ownerId === null ? {} : { ownerId }),
    }),
  );
  salon.cash.accounts.ensure('ru');
  addDemoPersonalData(salon.store, created.administratorId, salon.deps.clock.nowMs());
  const owner = new Caller({ userId: created.ownerId, name: '', role: 'owner', staffId: null }, DEMO_DEVICE);
  addDemoSegments(salon.segments, owner);
  addDemoLoyalty(salon, owner, salon.deps.clock.nowMs());
  addDemoInvoices(salon, owner);
  addDemoTreatments(salon.store, created.administratorId, salon.deps.clock.nowMs());
  addDemoDuplicates(salon.store, created.administratorId, salon.deps.clock.nowMs());
  addDemoCalls(salon.store, [created.administratorId, created.ownerId], salon.deps.clock.nowMs());
  return created.ownerId;
}
