/** Ids made by a client: 26 characters of 0-9a-z, sortable by time, as the server makes them. */

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** `randomBytes` comes from the platform, since a page without https has no `crypto.randomUUID`. */
export function createId(now: number, randomBytes: (count: number) => Uint8Array): string {
  const time = now.toString(36).padStart(TIME_LENGTH, '0');
  const random = Array.from(randomBytes(RANDOM_LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return time + random.join('');
}
