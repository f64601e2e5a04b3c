/** Ids made by a client: 26 characters that sort by time, as the server makes them. */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

function timePart(now: number): string {
  let text = '';
  for (let rest = now; text.length < TIME_LENGTH; rest = Math.floor(rest / ALPHABET.length)) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
  }
  return text;
}

/** `randomBytes` comes from the platform, since a page without https has no `crypto.randomUUID`. */
export function createId(now: number, randomBytes: (count: number) => Uint8Array): string {
  const random = Array.from(randomBytes(RANDOM_LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return timePart(now) + random.join('');
}
