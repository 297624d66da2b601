import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** One end of a channel in the main process: queues until `start()`, like Electron's. */
export class MessagePortMainDouble
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  #queue: unknown[] = [];
  #started = false;
  #closed = false;
  readonly #send: (data: unknown) => void;
  readonly #tellOtherEnd: () => void;

  constructor(send: (data: unknown) => void, tellOtherEnd: () => void) {
    super();
    this.#send = send;
    this.#tellOtherEnd = tellOtherEnd;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  postMessage(message: unknown): void {
    if (!this.#closed) this.#send(message);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#closed) return;
    this.#tellOtherEnd();
    this.closedByOtherEnd();
  }

  /** For the double: a message came from the other end. */
  deliver(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }

  /** For the double: the other end is gone. */
  closedByOtherEnd(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}
