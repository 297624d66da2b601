import { createHash, randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';

/** scrypt with N = 2^17, r = 8, p = 1 (reliability.md S9): about 0.4 s and 128 MB for one try. */
export const SCRYPT_COST_LOG2 = 17;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;

/** A hashed PIN or password as `credentials` keeps it; `cost` is log2 of N. */
export interface HashedSecret {
  readonly salt: string;
  readonly hash: string;
  readonly cost: number;
}

function options(cost: number): { N: number; r: number; p: number; maxmem: number } {
  const N = 2 ** cost;
  return { N, r: BLOCK_SIZE, p: 1, maxmem: 256 * N * BLOCK_SIZE };
}

/** Hashes a secret without blocking the process. */
export async function hashSecret(secret: string, cost = SCRYPT_COST_LOG2): Promise<HashedSecret> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return { salt: salt.toString('base64'), hash: key.toString('base64'), cost };
}

/** Hashes a secret at once; for generators and the command line. A fixed salt makes the result repeatable. */
export function hashSecretSync(secret: string, cost = SCRYPT_COST_LOG2, salt: Buffer = randomBytes(16)): HashedSecret {
  const key = scryptSync(secret.normalize('NFC'), salt, KEY_BYTES, options(cost));
  return { salt: salt.toString('base64'), hash: key.toString('base64'), cost };
}

/** Compares a secret with its hash in constant time; with null it takes as long and answers false. */
export async function isSecretRight(
  secret: string,
  stored: HashedSecret | null,
  cost = SCRYPT_COST_LOG2,
): Promise<boolean> {
  const salt = stored ? Buffer.from(stored.salt, 'base64') : Buffer.alloc(16);
  const key = await derive(secret, salt, stored?.cost ?? cost);
  if (!stored) return false;
  const expected = Buffer.from(stored.hash, 'base64');
  return expected.length === key.length && timingSafeEqual(expected, key);
}

function derive(secret: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, KEY_BYTES, options(cost), (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** A new random token of 256 bits, as text for a cookie or a header. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
