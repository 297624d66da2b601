/** Turns values into text and back the way the structured clone would keep them. */
export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Makes the codec by which values cross between Node and the two worlds of a page
 *
 * The function is also sent to the page as text (`toString`), so it uses nothing from outside itself. Plain JSON would
 * lose undefined, dates, bytes, maps and sets; functions and symbols are refused as the structured clone refuses them.
 */
export function createCodec(): Codec {
  type Tagged = { $: string; v?: unknown; t?: string };
  type TypedArrayName = 'Uint8Array' | 'Int32Array' | 'Float64Array' | 'Uint32Array';

  const bytesToBase64 = (bytes: Uint8Array): string => {
    let binary = '';
    for (let at = 0; at < bytes.length; at += 0x8000) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(binary);
  };
  const base64ToBytes = (text: string): Uint8Array<ArrayBuffer> => {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  };
  const mapValues = (source: object, change: (value: unknown) => unknown): Record<string, unknown> =>
    Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));

  const tag = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return { $: 'number', v: '-0' };
      return Number.isFinite(value) ? value : { $: 'number', v: String(value) };
    }
    if (typeof value !== 'object') throw new DOMException('An object could not be cloned.', 'DataCloneError');
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: bytesToBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      // A Node Buffer arrives as a Uint8Array on the other side, as in Electron.
      const name = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return { $: 'bytes', t: name, v: bytesToBase64(bytes) };
    }
    if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map(tag)) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(tag) };
    if (value instanceof Error) return { $: 'error', t: value.name, v: value.message };
    if (Array.isArray(value)) return value.map(tag);
    const copy = mapValues(value, tag);
    return '$' in copy ? { $: 'object', v: copy } : copy;
  };

  const untag = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(untag);
    if (!('$' in value)) return mapValues(value, untag);
    const { $: kind, v, t } = value as Tagged;
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(v as string);
      case 'number':
        return Number(v);
      case 'date':
        return new Date(v as number);
      case 'buffer':
        return base64ToBytes(v as string).buffer;
      case 'bytes': {
        const bytes = base64ToBytes(v as string);
        return t === 'Uint8Array' ? bytes : new globalThis[t as TypedArrayName](bytes.buffer);
      }
      case 'map':
        return new Map((v as [unknown, unknown][]).map(([key, item]) => [untag(key), untag(item)]));
      case 'set':
        return new Set((v as unknown[]).map(untag));
      case 'error':
        return Object.assign(new Error(v as string), { name: t });
      default:
        return mapValues(v as object, untag);
    }
  };

  return { encode: (value) => JSON.stringify(tag(value)), decode: (text) => untag(JSON.parse(text)) };
}
