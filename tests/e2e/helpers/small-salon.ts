import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { localOf } from '../../../src-shared/kernel/wall-time.ts';
import type { Client } from '../../helpers/test-core.ts';
import { type ServerProcess, clientOf, setUpSalon } from './server-process.ts';

const TIME_ZONE = 'Europe/Moscow';

/** The administrator's PIN in small salons. */
export const ADMINISTRATOR_PIN = '1357';

/** A salon of two masters, one service and two clients behind a running server. */
export interface SmallSalon {
  readonly server: ServerProcess;
  /** The printed address. */
  readonly address: string;
  /** Calls procedures as the owner. */
  readonly client: Client;
  /** The salon's tomorrow: a whole day ahead, whatever the time is now. */
  readonly tomorrow: string;
  /** Books tomorrow with Anna; answers with the visit's id. */
  readonly book: (startMin: number, who?: 'natalia' | 'elena') => Promise<number>;
}

/** The salon's day, now. */
export const salonToday = (): string => localOf(Date.now(), TIME_ZONE).localDate;

/** Sets up a new folder of a running server: «Ольга Вишня» owns it, «Елена Ким» stands at the desk. */
export async function openSmallSalon(server: ServerProcess): Promise<SmallSalon> {
  const address = await server.address();
  const client = await clientOf(address);
  await setUpSalon(client, 'empty', 'Студия «Берёза»');
  await client.access.createUser({
    name: 'Елена Ким',
    role: 'administrator',
    staffId: null,
    locale: 'ru',
    secretKind: 'pin',
    secret: ADMINISTRATOR_PIN,
  });
  const { categoryId } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const { serviceId } = await client.services.create({
    categoryId,
    name: 'Стрижка',
    priceMinor: 240_000,
    durationMin: 60,
  });
  const today = salonToday();
  const days = [0, 1, 2].map((ahead) => addDays(today, ahead));
  const addMaster = async (firstName: string, lastName: string) => {
    const { staffId } = await client.staff.create({ firstName, lastName, jobTitle: 'Стилист', colour: 'teal' });
    await client.staff.setServices({ staffId, services: [{ serviceId }] });
    await client.schedule.setDays({ days: days.map((localDate) => ({ staffId, localDate })), work: [[600, 1200]] });
    return staffId;
  };
  const anna = await addMaster('Анна', 'Соколова');
  await addMaster('Мария', 'Лебедева');
  const addPerson = async (firstName: string, lastName: string, phone: string) =>
    (await client.clients.create({ firstName, lastName, phones: [{ phone }] })).clientId;
  const people = {
    natalia: await addPerson('Наталья', 'Белова', '+7 916 123-45-67'),
    elena: await addPerson('Елена', 'Громова', '+7 903 765-43-21'),
  };
  const tomorrow = addDays(today, 1);
  return {
    server,
    address,
    client,
    tomorrow,
    book: async (startMin, who = 'natalia') => {
      const { visitId } = await client.journal.book({
        localDate: tomorrow,
        startMin,
        clientId: people[who],
        lines: [{ serviceId, staffId: anna }],
      });
      return visitId;
    },
  };
}
