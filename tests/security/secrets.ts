import { query } from '../../src-main/store/query.ts';
import type { TestCore } from '../helpers/test-core.ts';
import { textOfFile } from './file-text.ts';

/** Phones that stood, or stand, somewhere in a planted salon; ten digits, as they come after the country. */
const DIGITS = {
  second: '9165550142',
  replaced: '9165550143',
  removed: '9165550144',
  waiting: '9165550145',
  request: '9165550146',
  account: '9165550147',
  staff: '9165550148',
} as const;
const MAILS = { now: 'tajna.now@inbox.example', before: 'tajna.before@inbox.example' } as const;
const HANDLES = { now: 'tajna_handle_now', before: 'tajna_handle_before' } as const;

/** Words that nobody without see_phones may ever read. */
const SECRET_WORDS: readonly string[] = [...Object.values(MAILS), ...Object.values(HANDLES)];

/**
 * Puts phones, mails and accounts wherever the salon's file may have them: on the card, in old values of its history, on the
 * waiting list, in a request, on a colleague's card.
 */
export function plantSecrets(core: TestCore, ids: { readonly clientId: number; readonly staffId: number }): void {
  const { store } = core.core.salon!;
  const run = <T>(name: string, body: Parameters<typeof store.work.run<T>>[2]): T =>
    store.work.run({ actorId: null, device: 'test', nowMs: core.clock.nowMs() }, name, body).value;
  const accounts = (handle: string): string =>
    JSON.stringify([
      { kind: 'telegram', handle },
      { kind: 'whatsapp', handle: `7${DIGITS.account}` },
    ]);
  const contacts = (email: string, handle: string) =>
    query
      .updateTable('clients')
      .set({ email, messengers_json: accounts(handle) })
      .where('id', '=', ids.clientId);
  run('clients.update', (tx) => tx.run(contacts(MAILS.before, HANDLES.before)));
  run('clients.update', (tx) => tx.run(contacts(MAILS.now, HANDLES.now)));
  // The card changes along with its phones: that is how its history knows of them.
  const touched = (note: string) => query.updateTable('clients').set({ note }).where('id', '=', ids.clientId);
  const phone = (digits: string, note: string): number =>
    run('clients.update', (tx) => {
      tx.run(touched(note));
      const values = { client_id: ids.clientId, digits: `7${digits}`, label: 'муж', position: 5 };
      return tx.insert(query.insertInto('client_phones').values(values));
    });
  const kept = phone(DIGITS.replaced, 'Звонить мужу');
  run('clients.update', (tx) => {
    tx.run(touched('Звонить'));
    tx.run(
      query
        .updateTable('client_phones')
        .set({ digits: `7${DIGITS.second}` })
        .where('id', '=', kept),
    );
  });
  const gone = phone(DIGITS.removed, 'Звонить брату');
  run('clients.update', (tx) => {
    tx.run(touched('Не звонить'));
    tx.run(query.deleteFrom('client_phones').where('id', '=', gone));
  });
  for (const [kind, digits] of [
    ['waiting', DIGITS.waiting],
    ['request', DIGITS.request],
  ] as const) {
    run('waiting.add', (tx) =>
      tx.insert(
        query
          .insertInto('waiting_entries')
          .values({ kind, name: 'Гость', phone_digits: `7${digits}`, created_at_ms: core.clock.nowMs() }),
      ),
    );
  }
  run('staff.update', (tx) =>
    tx.run(
      query
        .updateTable('staff')
        .set({ phone_digits: `7${DIGITS.staff}` })
        .where('id', '=', ids.staffId),
    ),
  );
}

/** The planted phones and mails that stand in a text, however they are written. */
export function secretsIn(text: string, more: readonly string[] = []): string[] {
  // Up to three signs between two digits are taken for the way of writing: spaces, hyphens, brackets, dots, escapes.
  const digits = text.replaceAll(/\\u00a0|%20|&nbsp;/giu, ' ').replaceAll(/(?<=\d)[^\d\p{L}•{}[\]"]{1,3}(?=\d)/gu, '');
  const lower = text.toLowerCase();
  return [
    ...[...Object.values(DIGITS), ...more].filter((phone) => digits.includes(phone)),
    ...SECRET_WORDS.filter((word) => lower.includes(word)),
  ];
}

/** Everything an answer says: values, and the files in it unpacked to text. */
export function textOfAnswer(answer: unknown): string {
  const files: string[] = [];
  const json = JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'base64' && typeof value === 'string') files.push(textOfFile(Buffer.from(value, 'base64')));
    return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  });
  return [json ?? '', ...files].join('\n');
}
