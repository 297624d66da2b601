import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { PATIENCE, goTo, signIn, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN } from '../helpers/server-process.ts';
import { ADMINISTRATOR_PIN, type SmallSalon, openSmallSalon } from '../helpers/small-salon.ts';

const journey = useJourney();
let salon: SmallSalon;
beforeAll(async () => {
  salon = await openSmallSalon(journey.desk.start());
});

const columnOf = (page: Page) => page.getByRole('list', { name: /^Анна Соколова/u });

async function openDesk(name: string, pin: string): Promise<Page> {
  const page = await journey.open(salon.address);
  await signIn(page, name, pin);
  await goTo(page, `/journal/${salon.tomorrow}`);
  await columnOf(page).waitFor();
  return page;
}

/** Fills the form of F2 up to the last key. */
async function prepare(page: Page, client: string): Promise<void> {
  await page.keyboard.press('F2');
  const form = page.getByRole('dialog', { name: 'Новая запись' });
  await form.getByRole('textbox').first().fill('14:00');
  await form.getByRole('combobox', { name: 'Мастер', exact: true }).click();
  await page.getByRole('option', { name: 'Анна Соколова' }).click();
  await form.getByPlaceholder('Имя или телефон').fill(client);
  // Without a look at the answer, as fast as one types.
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Выбрать другого клиента' }).waitFor();
  await page.keyboard.type('Стриж');
  await page.getByRole('option', { name: /Стрижка/u }).waitFor();
  await page.keyboard.press('Enter');
  await form.getByText(/Свободно до 20:00/u).waitFor();
}

// features.md 1.1: what one desk does comes to the other by itself. How fast is the machine's affair, no test's.
it('two desks see each other at once; of two bookings of one time one wins, the other reads who took it', async () => {
  const olga = await openDesk('Ольга Вишня', OWNER_PIN);
  const elena = await openDesk('Елена Ким', ADMINISTRATOR_PIN);

  const visitId = await salon.book(660);
  await Promise.all(
    [olga, elena].map((page) =>
      columnOf(page)
        .getByRole('button', { name: /^11:00–12:00, Наталья/u })
        .waitFor(),
    ),
  );

  await prepare(olga, 'Наталья');
  await prepare(elena, 'Громова');
  await Promise.all([olga, elena].map((page) => page.keyboard.press('Control+Enter')));
  const formOf = (page: Page) => page.getByRole('dialog', { name: 'Новая запись' });
  await expect.poll(async () => (await formOf(olga).count()) + (await formOf(elena).count()), PATIENCE).toBe(1);
  const hasOlgaWon = (await formOf(olga).count()) === 0;
  const [winner, loser] = hasOlgaWon ? [olga, elena] : [elena, olga];
  const taken = hasOlgaWon
    ? /Время занято: Наталья Б.*, 14:00–15:00, мастер Анна Соколова \(Ольга Вишня, .+\)/u
    : /Время занято: Елена Г.*, 14:00–15:00, мастер Анна Соколова \(Елена Ким, .+\)/u;
  await formOf(loser).getByRole('alert').getByText(taken).waitFor();

  // What the loser entered is kept, and the winner's visit stands on both screens.
  await formOf(loser)
    .getByText(hasOlgaWon ? 'Елена Громова' : 'Наталья Белова')
    .waitFor();
  const card = hasOlgaWon ? /^14:00–15:00, Наталья/u : /^14:00–15:00, Елена/u;
  for (const page of [winner, loser]) await columnOf(page).getByRole('button', { name: card }).waitFor();
  const day = await salon.client.journal.day({ localDate: salon.tomorrow });
  expect(day.visits.map(({ lines }) => lines[0]?.startMin)).toEqual([660, 840]);

  // The loser takes the next hour in the same form.
  await formOf(loser).getByRole('textbox').first().fill('15:00');
  await loser.keyboard.press('Tab');
  await loser.keyboard.press('Control+Enter');
  await formOf(loser).waitFor({ state: 'detached' });
  await columnOf(winner)
    .getByRole('button', { name: /^15:00–16:00/u })
    .waitFor();

  // A cancelled visit leaves the other screen as quickly.
  const { version } = await salon.client.journal.visit({ visitId: visitId });
  await salon.client.journal.cancel({ visitId: visitId, version, by: 'client', reason: 'Передумала' });
  await columnOf(olga)
    .getByRole('button', { name: /^11:00–12:00/u })
    .waitFor({ state: 'detached' });
});
