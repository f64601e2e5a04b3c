import { expect, test } from 'vitest';
import { findMatches, scoreMatch } from './palette-search.ts';

const names = ['前往看板', '看板列设置', '#12 登录页', '#112 支付', 'Go to board'];
const find = (search: string) => findMatches(names, search, (name) => name, 10);

test.each([
  ['看板', ['看板列设置', '前往看板']],
  ['12', ['#12 登录页', '#112 支付']],
  ['登录', ['#12 登录页']],
  ['BOARD', ['Go to board']],
  ['gtb', ['Go to board']],
  ['前看', ['前往看板']],
  ['没有', []],
])('%s finds %j', (search, expected) => {
  expect(find(search)).toEqual(expected);
});

test('nothing typed shows everything in its order, up to the limit', () => {
  expect(findMatches(names, ' ', (name) => name, 2)).toEqual(['前往看板', '看板列设置']);
  expect(scoreMatch('', 'x')).toBe(1);
});
