/** Fractional ranks: a text between two others, so that moving one card rewrites one row. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

function digitAt(rank: string, index: number): number {
  return Math.max(0, DIGITS.indexOf(rank.charAt(index)));
}

/**
 * A rank strictly between two neighbours; null means the end of the list.
 * The server decides the final rank: this one only has to sort right until its answer comes.
 */
export function rankBetween(before: string | null, after: string | null): string {
  const low = before ?? '';
  let prefix = '';
  let isBelowAfter = after !== null;
  for (let index = 0; ; index += 1) {
    const floor = digitAt(low, index);
    const ceiling = isBelowAfter && after !== null ? (index < after.length ? digitAt(after, index) : 0) : BASE;
    if (ceiling - floor > 1) return prefix + DIGITS.charAt(Math.floor((floor + ceiling) / 2));
    prefix += DIGITS.charAt(floor);
    if (floor < ceiling) isBelowAfter = false;
    if (index > low.length + (after?.length ?? 0) + 1) return prefix + DIGITS.charAt(BASE / 2);
  }
}
