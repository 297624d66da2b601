import { z } from 'zod';
import {
  clientId,
  fileOutput,
  idOf,
  line,
  localDate,
  paragraph,
  procedure,
  version,
  written,
} from '../contract-base.ts';
import {
  CONSENT_CHANNELS,
  CONSENT_PURPOSES,
  DATA_CATEGORIES,
  OBSTACLE_KINDS,
  REQUEST_KINDS,
} from './personal-data.rules.ts';

const consentTextId = idOf('consentText');
const consentId = idOf('consent');
const dataRequestId = idOf('dataRequest');
const purpose = z.enum(CONSENT_PURPOSES);

const consentText = z.object({
  id: consentTextId,
  purpose,
  /** Counted from 1 for each purpose. */
  number: z.int().positive(),
  body: z.string(),
  /** SHA-256 of the text, hex: proves which words were agreed to. */
  sha256: z.string(),
  validFrom: localDate,
  /** Consents given to it: a text in use is never edited. */
  uses: z.int().nonnegative(),
  /** New consents are given to this one today. */
  isCurrent: z.boolean(),
});
export type ConsentText = z.infer<typeof consentText>;

const consentEvent = z.object({
  id: consentId,
  purpose,
  textNumber: z.int().positive(),
  channel: z.enum(CONSENT_CHANNELS),
  givenAtMs: z.int(),
  givenTo: z.string().nullable(),
  withdrawnAtMs: z.int().nullable(),
  withdrawnTo: z.string().nullable(),
  note: z.string(),
  version,
});
export type ConsentEvent = z.infer<typeof consentEvent>;

const consentState = z.object({
  purpose,
  standing: z.enum(['given', 'withdrawn', 'none']),
  /** The live consent, or the newest withdrawn one. */
  last: consentEvent.nullable(),
  /** Number of the text that holds today; null while there is none. */
  currentNumber: z.int().positive().nullable(),
});
export type ConsentState = z.infer<typeof consentState>;

const dataRequest = z.object({
  id: dataRequestId,
  clientId,
  /** «Клиент #12» for an erased one. */
  clientName: z.string(),
  kind: z.enum(REQUEST_KINDS),
  requestedOn: localDate,
  dueOn: localDate,
  urgency: z.enum(['overdue', 'soon', 'later']).nullable(),
  doneAtMs: z.int().nullable(),
  doneBy: z.string().nullable(),
  note: z.string(),
  /** There is an act of destruction to print. */
  hasAct: z.boolean(),
});
export type DataRequest = z.infer<typeof dataRequest>;

const obstacle = z.object({
  kind: z.enum(OBSTACLE_KINDS),
  /** Row of the visit, entry or series. */
  id: z.int().positive(),
  /** Day to open in the journal; null where there is none. */
  localDate: localDate.nullable(),
  /** What it is, in a few words: services and time. */
  title: z.string(),
});
export type ErasureObstacle = z.infer<typeof obstacle>;

const copyHolding = z.object({
  id: z.string(),
  createdAtMs: z.int(),
  /** When rotation removes it at the latest, if copies go on as planned; null = kept until a person removes it. */
  goneByMs: z.int().nullable(),
});
export type CopyHolding = z.infer<typeof copyHolding>;

const format = z.enum(['json', 'pdf']);

/** Consents, requests about personal data, the full copy and the erasure of a client (D1-D8). */
export const personalDataContract = {
  /** Texts of consents, newest first inside a purpose. */
  texts: procedure('signedIn').route({ method: 'GET', path: '/personal-data/texts' }).output(z.array(consentText)),
  /**
   * Adds the next version of a text, in force from a day on.
   *
   * CONFLICT: the version before it holds from a later day. ALREADY_EXISTS: the same words as before.
   */
  addText: procedure('settings', ['CONFLICT', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/personal-data/texts' })
    .input(z.object({ purpose, body: paragraph(20_000).min(1, { message: 'REQUIRED' }), validFrom: localDate }))
    .output(written.extend({ textId: consentTextId })),
  /** Corrects a text that nobody has agreed to yet. CONFLICT: it is in use. */
  editText: procedure('settings', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/personal-data/texts/{textId}' })
    .input(z.object({ textId: consentTextId, body: paragraph(20_000).min(1, { message: 'REQUIRED' }) }))
    .output(written),
  /** Consents and requests of one client. */
  ofClient: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/personal-data' })
    .input(z.object({ clientId }))
    .output(
      z.object({
        /** One a purpose, in the order of the purposes. */
        states: z.array(consentState),
        /** Every consent ever given, newest first. */
        history: z.array(consentEvent),
        requests: z.array(dataRequest),
        erasedAtMs: z.int().nullable(),
      }),
    ),
  /**
   * Writes down that a client agreed to the text in force on the day.
   *
   * CONFLICT: a live consent to this text is there already, or the client is erased. INVALID_INPUT: a day ahead.
   */
  give: procedure('edit_clients', ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/consents' })
    .input(
      z.object({
        clientId,
        purpose,
        channel: z.enum(CONSENT_CHANNELS),
        /** The day on the paper; today unless given. */
        givenOn: localDate.optional(),
        note: line(200).default(''),
      }),
    )
    .output(written.extend({ consentId })),
  /**
   * Withdraws a consent: marketing stops at once; without the consent to processing an erasure is due (D3).
   *
   * `requestId` is the request that the withdrawal opened, if any. CONFLICT: it was withdrawn before.
   */
  withdraw: procedure('edit_clients', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/consents/{consentId}/withdrawal' })
    .input(z.object({ consentId, note: line(200).default('') }))
    .output(written.extend({ requestId: dataRequestId.nullable() })),
  /** The form of a consent with the client's name, to be signed. NOT_FOUND: no such client, or no text yet. */
  consentForm: procedure('edit_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/consents/{purpose}/form' })
    .input(z.object({ clientId, purpose }))
    .output(fileOutput),
  /** Requests: open ones by their last day, done ones newest first, at most 500. */
  requests: procedure('edit_clients')
    .route({ method: 'GET', path: '/personal-data/requests' })
    .input(z.object({ withDone: z.boolean().default(false) }))
    .output(
      z.object({
        requests: z.array(dataRequest),
        open: z.int().nonnegative(),
        overdue: z.int().nonnegative(),
      }),
    ),
  /**
   * Writes a client's request down with its last day for an answer (D2, D3).
   *
   * A request to stop marketing is carried out with it. CONFLICT: the same is open already, or the client is erased.
   * INVALID_INPUT: a day ahead.
   */
  addRequest: procedure('edit_clients', ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/requests' })
    .input(
      z.object({
        clientId,
        kind: z.enum(REQUEST_KINDS),
        requestedOn: localDate.optional(),
        note: line(400).default(''),
      }),
    )
    .output(written.extend({ requestId: dataRequestId, dueOn: localDate })),
  /** Ends a request by hand with what was answered. CONFLICT: it is done already. */
  closeRequest: procedure('edit_clients', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/personal-data/requests/{requestId}/done' })
    .input(
      z.object({ requestId: dataRequestId, note: line(400).refine((text) => text !== '', { message: 'REQUIRED' }) }),
    )
    .output(written),
  /** Everything that is kept of a client (D2), written into the log; an open request for a copy is done with it. */
  copy: procedure('export_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/clients/{clientId}/copy' })
    .input(z.object({ clientId, format }))
    .output(fileOutput),
  /** What an erasure would do, and what stands in its way (D4, D5). */
  erasureCheck: procedure('erase_client', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/erasure' })
    .input(z.object({ clientId }))
    .output(
      z.object({
        clientName: z.string(),
        obstacles: z.array(obstacle),
        /** How many records of each kind lose their personal values. */
        categories: z.array(z.object({ category: z.enum(DATA_CATEGORIES), records: z.int().positive() })),
        /** Visits that stay as facts without a person. */
        visitsKept: z.int().nonnegative(),
        /** Copies that still hold the person, newest first. */
        copies: z.array(copyHolding),
      }),
    ),
  /**
   * Makes a client nameless for ever (D5): `name` repeats the client's name.
   *
   * Cannot be undone. ERASURE_BLOCKED: something is open (data.count, data.kinds). CONFLICT: erased already. INVALID_INPUT:
   * another name.
   */
  erase: procedure('erase_client', ['NOT_FOUND', 'ERASURE_BLOCKED', 'CONFLICT', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/erasure' })
    .input(z.object({ clientId, name: line(300) }))
    .output(written.extend({ requestId: dataRequestId })),
  /** The act of destruction of an erasure, PDF (D6). */
  act: procedure('erase_client', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/personal-data/requests/{requestId}/act' })
    .input(z.object({ requestId: dataRequestId }))
    .output(fileOutput),
};
