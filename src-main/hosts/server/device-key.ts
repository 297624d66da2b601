import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import { writeFileAtomically } from '../../store/data-folder.ts';

/**
 * The key of the printed address.
 *
 * It lies in the data folder, readable by the owner of the folder only: another user of the PC can reach the loopback
 * port, but cannot show the key, and so gets nothing.
 */
export class DeviceKey {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Reads the key of a data folder, or makes one. */
  static of(file: string): DeviceKey {
    try {
      const key = fs.readFileSync(file, 'utf8').trim();
      if (/^[\w-]{43}$/.test(key)) return new DeviceKey(key);
    } catch {
      // made below
    }
    const key = randomBytes(32).toString('base64url');
    writeFileAtomically(file, `${key}\n`);
    return new DeviceKey(key);
  }

  /** The text that stands in the address. */
  get text(): string {
    return this.#key;
  }

  /** Suffix of cookie names: two salons on one PC share the host, cookies know no port. */
  get suffix(): string {
    return createHash('sha256').update(this.#key).digest('hex').slice(0, 8);
  }

  /** Compares what a browser showed, in constant time. */
  isRight(shown: string): boolean {
    return isEqual(shown, this.#key);
  }

  /** A new device's cookie: its random name and our signature under it. */
  newDevice(): string {
    const name = randomBytes(12).toString('base64url');
    return `${name}.${this.#sign(name)}`;
  }

  /** The name of a device from its cookie; null when the signature is not ours. */
  deviceOf(cookie: string | undefined): string | null {
    const [name, signature] = cookie?.split('.') ?? [];
    if (!name || !signature || !isEqual(signature, this.#sign(name))) return null;
    return name;
  }

  #sign(name: string): string {
    return createHmac('sha256', this.#key).update(`device:${name}`).digest('base64url');
  }
}

function isEqual(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
