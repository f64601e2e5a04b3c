import { expect, test } from 'vitest';
import { createTranslate, zh, type Key } from '../src/index.ts';
import { en } from '../src/en/index.ts';

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
}

const keys = Object.keys(zh) as Key[];

test('both languages ask for the same values', () => {
  for (const key of keys) expect(namesIn(en[key]), key).toEqual(namesIn(zh[key]));
});

test('no word is empty, and English holds no key that Chinese lacks', () => {
  for (const key of keys) {
    expect(zh[key].trim(), key).not.toBe('');
    expect(en[key].trim(), key).not.toBe('');
  }
  expect(Object.keys(en).sort()).toEqual([...keys].sort());
});

test('values are put where they belong', () => {
  expect(createTranslate(zh)('conflict.title', { title: '内容撰写' })).toBe('别人同时改了“内容撰写”');
  expect(createTranslate(en)('link.waiting', { count: 3 })).toBe('3 changes waiting to be sent');
  expect(createTranslate(zh)('common.save')).toBe('保存');
});
