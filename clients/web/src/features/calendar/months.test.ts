import { expect, it } from 'vitest';

import { yearGrids } from './months.ts';

it('starts weeks on Monday and fills the edges with nothing', () => {
  const november = yearGrids(2026, [])[10];
  expect(november?.weeks[0]?.map((cell) => cell?.dayOfMonth ?? null)).toEqual([null, null, null, null, null, null, 1]);
  expect(november?.weeks.at(-1)?.map((cell) => cell?.date ?? null)).toEqual([
    '2026-11-30',
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('knows leap years', () => {
  expect(yearGrids(2028, [])[1]?.weeks.flat().filter(Boolean)).toHaveLength(29);
  expect(yearGrids(2026, [])[1]?.weeks.flat().filter(Boolean)).toHaveLength(28);
});

it('takes what the calendar decided over what the weekday says', () => {
  const cells = yearGrids(2026, [
    { date: '2026-10-01', kind: 'day_off', name: '国庆节', is_own: false },
    { date: '2026-10-10', kind: 'makeup_workday', name: '国庆节调休', is_own: false },
  ])[9]?.weeks.flat();
  const byDate = new Map(cells?.map((cell) => [cell?.date, cell]));
  expect(byDate.get('2026-10-01')).toEqual({
    date: '2026-10-01',
    dayOfMonth: 1,
    kind: 'day_off',
    name: '国庆节',
    isSpecial: true,
  });
  expect(byDate.get('2026-10-10')?.kind).toBe('makeup_workday');
  expect(byDate.get('2026-10-11')).toMatchObject({ kind: 'day_off', isSpecial: false });
  expect(byDate.get('2026-10-12')).toMatchObject({ kind: 'workday', isSpecial: false });
});

it('does not mark an ordinary weekend that the server lists as well', () => {
  const cells = yearGrids(2026, [{ date: '2026-11-22', kind: 'day_off', name: '', is_own: false }])[10]?.weeks.flat();
  expect(cells?.find((cell) => cell?.date === '2026-11-22')?.isSpecial).toBe(false);
});
