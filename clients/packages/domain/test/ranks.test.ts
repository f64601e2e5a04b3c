import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createId, rankBetween } from '../src/index.ts';

test.each([
  [null, null, 'V'],
  ['V00000', null, 'k'],
  [null, 'V00000', 'F'],
  ['V00000', 'V00001', 'V00000V'],
  ['V00000', 'V00002', 'V00001'],
  ['V', 'V1', 'V0V'],
])('between %s and %s comes %s', (before, after, expected) => {
  expect(rankBetween(before, after)).toBe(expected);
});

test('however often cards are dropped at random places, the order holds and ranks stay distinct', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), (places) => {
      const ranks = ['V00000', 'V00001', 'V00001V'];
      for (const place of places) {
        const index = place % (ranks.length + 1);
        ranks.splice(index, 0, rankBetween(ranks[index - 1] ?? null, ranks[index] ?? null));
      }
      for (let index = 1; index < ranks.length; index += 1) expect((ranks[index - 1] ?? '') < (ranks[index] ?? '')).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('an id has 26 characters of the server’s alphabet and sorts by time', () => {
  const zeros = (count: number) => new Uint8Array(count);
  expect(createId(Date.parse('2026-11-22T08:00:00Z'), zeros)).toBe('01m8149t000000000000000000');
  expect(createId(1, zeros) < createId(2, zeros)).toBe(true);
  expect(createId(Date.now(), (count) => new Uint8Array(count).fill(255))).toMatch(/^[0-9a-z]{26}$/);
});
