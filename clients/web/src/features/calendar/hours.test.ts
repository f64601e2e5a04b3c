import { expect, it } from 'vitest';

import { formatHours, hoursOfWeek, parseHours } from './hours.ts';

const MORNING = { starts_at: '09:00:00', ends_at: '12:00:00' };
const AFTERNOON = { starts_at: '13:00:00', ends_at: '18:00:00' };

it.each([
  ['09:00-12:00 13:00-18:00', [MORNING, AFTERNOON]],
  ['9：00－12：00，13:00至18:00'.replace('－', '-'), [MORNING, AFTERNOON]],
  ['9-12, 13 - 18', [MORNING, AFTERNOON]],
  ['', []],
  ['16:00-24:00', [{ starts_at: '16:00:00', ends_at: '00:00:00' }]],
])('reads %j', (text, hours) => {
  expect(parseHours(text)).toEqual(hours);
});

it.each(['12:00-09:00', '09:00-12:00 11:00-13:00', '9 bis 12', '25:00-26:00', '09:70-10:00', '09:00-09:00'])('refuses %j', (text) => {
  expect(parseHours(text)).toBeNull();
});

it('writes what it reads', () => {
  for (const text of ['09:00-12:00 13:00-18:00', '16:00-24:00', '']) expect(formatHours(parseHours(text) ?? [])).toBe(text);
});

it('adds up a week', () => {
  expect(hoursOfWeek([[MORNING, AFTERNOON], [MORNING], [], [], [], [], [{ starts_at: '20:30:00', ends_at: '00:00:00' }]])).toBe(14.5);
});
