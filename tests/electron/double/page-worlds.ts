import { type Codec, createCodec } from './codec.ts';

/** The name of the isolated world in which a preload runs. */
export const PRELOAD_WORLD = 'electron-preload';

/** The name of the binding by which the isolated world speaks to Node. */
export const NODE_BINDING = '__toNode';

/** What the isolated world says to Node. */
export type FromPage =
  | { type: 'send'; channel: string; args: string }
  | { type: 'invoke'; id: number; channel: string; args: string }
  | { type: 'post'; channel: string; args: string; ports: string[] }
  | { type: 'port'; id: string; data: string }
  | { type: 'port-close'; id: string }
  | { type: 'preload-error'; message: string };

/** What Node says to the isolated world. */
export type ToPage =
  | { type: 'send'; channel: string; args: string }
  | { type: 'reply'; id: number; value: string }
  | { type: 'reply-error'; id: number; message: string }
  | { type: 'port'; id: string; data: string }
  | { type: 'port-close'; id: string };

/** A value on its way through the context bridge: functions become numbers, the rest is copied. */
type Bridged =
  | { fn: number; owner: 'preload' | 'page' }
  | { list: Bridged[] }
  | { object: Record<string, Bridged> }
  | { value: string };

interface WorldBridge {
  pack(value: unknown): Bridged;
  unpack(item: Bridged): unknown;
}

/**
 * One side of the context bridge
 *
 * The worlds of a page share the document only, so calls travel as DOM events with text in them; dispatching one is
 * synchronous, so a call returns its value at once as in Electron.
 */
function createWorldBridge(codec: Codec, me: 'preload' | 'page'): WorldBridge {
  const other = me === 'page' ? 'preload' : 'page';
  const mine = new Map<number, (...args: unknown[]) => unknown>();
  const proxies = new Map<number, (...args: unknown[]) => unknown>();
  const numbers = new WeakMap<object, number>();
  let lastNumber = 0;
  let answer = '';

  const pack = (value: unknown): Bridged => {
    if (typeof value === 'function') {
      let fn = numbers.get(value);
      if (fn === undefined) {
        fn = ++lastNumber;
        numbers.set(value, fn);
        mine.set(fn, value as (...args: unknown[]) => unknown);
      }
      return { fn, owner: me };
    }
    if (Array.isArray(value)) return { list: value.map(pack) };
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      return { object: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)])) };
    }
    return { value: codec.encode(value) };
  };
  const proxyOf = (fn: number): ((...args: unknown[]) => unknown) => {
    let proxy = proxies.get(fn);
    if (!proxy) {
      proxy = (...args) => {
        answer = '';
        const detail = JSON.stringify({ fn, args: args.map(pack) });
        document.dispatchEvent(new CustomEvent(`bridge-call-${other}`, { detail }));
        if (answer === '') return undefined; // the other world is gone
        const reply = JSON.parse(answer) as { result?: Bridged; error?: string };
        if (reply.error !== undefined) throw new Error(reply.error);
        return reply.result === undefined ? undefined : unpack(reply.result);
      };
      proxies.set(fn, proxy);
    }
    return proxy;
  };
  const unpack = (item: Bridged): unknown => {
    if ('fn' in item) return item.owner === me ? mine.get(item.fn) : proxyOf(item.fn);
    if ('list' in item) return Object.freeze(item.list.map(unpack));
    if ('object' in item) {
      return Object.freeze(Object.fromEntries(Object.entries(item.object).map(([key, value]) => [key, unpack(value)])));
    }
    return codec.decode(item.value);
  };

  document.addEventListener(`bridge-call-${me}`, (event) => {
    const { fn, args } = JSON.parse((event as CustomEvent<string>).detail) as { fn: number; args: Bridged[] };
    let reply: { result?: Bridged; error?: string };
    try {
      reply = { result: pack(mine.get(fn)?.(...args.map(unpack))) };
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    document.dispatchEvent(new CustomEvent(`bridge-answer-${other}`, { detail: JSON.stringify(reply) }));
  });
  document.addEventListener(`bridge-answer-${me}`, (event) => {
    answer = (event as CustomEvent<string>).detail;
  });
  return { pack, unpack };
}

/** The main world's half, before any script of the page: puts what the preload exposes on `window`. */
function startPageWorld(codec: Codec, createBridge: typeof createWorldBridge): void {
  const bridge = createBridge(codec, 'page');
  document.addEventListener('bridge-expose', (event) => {
    const { key, api } = JSON.parse((event as CustomEvent<string>).detail) as { key: string; api: Bridged };
    Object.defineProperty(window, key, { value: bridge.unpack(api), enumerable: true });
  });
}

type PreloadSource = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;

/** The isolated world: gives the preload its `electron` and runs it. */
function startPreloadWorld(
  codec: Codec,
  createBridge: typeof createWorldBridge,
  environment: { binding: string; process: object },
  preload: PreloadSource,
): void {
  const world = globalThis as unknown as Record<string, unknown>;
  const toNodeText = world[environment.binding] as (text: string) => void;
  const toNode = (message: FromPage): void => toNodeText(JSON.stringify(message));
  const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const ports = new Map<string, MessagePort>();
  let lastCall = 0;

  world['__fromNode'] = (text: string): void => {
    const message = JSON.parse(text) as ToPage;
    switch (message.type) {
      case 'send':
        // A copy: a listener may take itself off while it runs.
        for (const listener of Array.from(listeners.get(message.channel) ?? [])) {
          listener({ sender: ipcRenderer, ports: [] }, ...(codec.decode(message.args) as unknown[]));
        }
        break;
      case 'reply':
        waiting.get(message.id)?.resolve(codec.decode(message.value));
        waiting.delete(message.id);
        break;
      case 'reply-error':
        waiting.get(message.id)?.reject(new Error(message.message));
        waiting.delete(message.id);
        break;
      case 'port':
        ports.get(message.id)?.postMessage(codec.decode(message.data));
        break;
      case 'port-close':
        ports.get(message.id)?.close();
        ports.delete(message.id);
        break;
    }
  };

  const hold = (port: MessagePort): string => {
    const id = crypto.randomUUID();
    ports.set(id, port);
    port.addEventListener('message', (event) => toNode({ type: 'port', id, data: codec.encode(event.data) }));
    port.addEventListener('close', () => toNode({ type: 'port-close', id }));
    port.start();
    return id;
  };
  const ipcRenderer = {
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    send(channel: string, ...args: unknown[]) {
      toNode({ type: 'send', channel, args: codec.encode(args) });
    },
    invoke(channel: string, ...args: unknown[]) {
      const id = ++lastCall;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        toNode({ type: 'invoke', id, channel, args: codec.encode(args) });
      });
    },
    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
      toNode({ type: 'post', channel, args: codec.encode([message]), ports: transfer.map(hold) });
    },
  };
  const bridge = createBridge(codec, 'preload');
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      document.dispatchEvent(
        new CustomEvent('bridge-expose', { detail: JSON.stringify({ key, api: bridge.pack(api) }) }),
      );
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name} (a sandboxed preload may require only electron)`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, environment.process);
  } catch (error) {
    toNode({ type: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** The script for the main world of every new document. */
export function pageWorldScript(): string {
  return `(${startPageWorld.toString()})((${createCodec.toString()})(), ${createWorldBridge.toString()});`;
}

/** The script for the isolated world of every new document: the preload's text inside its surroundings. */
export function preloadWorldScript(preloadText: string, process: object): string {
  const environment = JSON.stringify({ binding: NODE_BINDING, process });
  // The text stands inside the script rather than in `new Function`: the page's CSP forbids evaluating text.
  const preload = `function (require, module, exports, process) {${preloadText}\n}`;
  return `(${startPreloadWorld.toString()})((${createCodec.toString()})(), ${createWorldBridge.toString()}, ${environment}, ${preload});`;
}
