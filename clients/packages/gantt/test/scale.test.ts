import { expect, test } from 'vitest';
import { formatIsoDay, parseDay } from '../src/days.ts';
import { createScale, dayAt, headerOf, widthOf, xOf, zoomBy, zoomOf } from '../src/scale.ts';
import { WORDS } from './scenes.ts';

const reach = { firstDay: parseDay('2026-11-25'), lastDay: parseDay('2026-12-31') };

function texts(zoom: 'day' | 'week' | 'month' | 'quarter', from: string, to: string) {
  const header = headerOf(zoom, { from: parseDay(from), to: parseDay(to) }, WORDS);
  return [header.upper.map(({ text }) => text), header.lower.map(({ text }) => text)];
}

test('the scale begins on a Monday before the first day and maps days to pixels and back', () => {
  const scale = createScale(reach, 20, 0);
  expect(formatIsoDay(scale.firstDay)).toBe('2026-11-16');
  expect(widthOf(scale)).toBe((15 + 30 + 28) * 20);
  expect(xOf(scale, parseDay('2026-11-18'))).toBe(40);
  expect(dayAt(scale, 50)).toBe(parseDay('2026-11-18') + 0.5);
});

test('a short plan still fills the screen', () => {
  expect(widthOf(createScale(reach, 2, 1_000))).toBe(1_000);
});

test('a pinch goes through all zooms and stops at the ends', () => {
  expect([1, 2, 6, 20, 54].map(zoomOf)).toEqual(['quarter', 'quarter', 'month', 'week', 'day']);
  expect([zoomBy(20, 2), zoomBy(90, 2), zoomBy(1.5, 0.1)]).toEqual([40, 96, 1]);
  expect(createScale(reach, 500, 0).pixelsPerDay).toBe(96);
  expect(createScale(reach, 0.01, 0).pixelsPerDay).toBe(1);
});

test('the header says the day, the week, the month and the quarter in Chinese', () => {
  expect(texts('day', '2026-11-25', '2026-11-26')).toEqual([['2026年11月 第48周'], ['周三 25', '周四 26']]);
  expect(texts('week', '2026-11-25', '2026-12-01')).toEqual([['2026年11月', '2026年12月'], ['第48周', '第49周']]);
  expect(texts('month', '2026-12-31', '2027-01-01')).toEqual([['2026年', '2027年'], ['12月', '1月']]);
  expect(texts('quarter', '2026-11-25', '2027-04-01')).toEqual([['2026年', '2027年'], ['第4季度', '第1季度', '第2季度']]);
});

test('what is too long for its cell has a shorter form', () => {
  const header = headerOf('day', { from: parseDay('2026-11-25'), to: parseDay('2026-11-25') }, WORDS);
  expect(header.lower).toEqual([{ firstDay: parseDay('2026-11-25'), endDay: parseDay('2026-11-26'), text: '周三 25', shortText: '25' }]);
});
