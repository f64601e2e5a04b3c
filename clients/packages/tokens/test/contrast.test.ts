import { expect, test } from 'vitest';
import { dark, light, tokensToCss, wechatDark, wechatLight } from '../src/index.ts';

type Colour = readonly [number, number, number, number];

function parse(text: string): Colour {
  const hex = /^#(..)(..)(..)$/.exec(text);
  if (hex) return [parseInt(hex[1] ?? '', 16), parseInt(hex[2] ?? '', 16), parseInt(hex[3] ?? '', 16), 1];
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(text);
  if (!rgb) throw new Error(`unreadable colour ${text}`);
  return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), Number(rgb[4]) / 100];
}

function over(top: Colour, ground: Colour): Colour {
  const mix = (index: 0 | 1 | 2) => top[index] * top[3] + ground[index] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(text: string, ground: string, canvas: string): number {
  const flatGround = over(parse(ground), parse(canvas));
  const [a, b] = [luminance(over(parse(text), flatGround)), luminance(flatGround)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['bg', 'panel', 'surface', 'raised'] as const;

test.each([
  ['light', light],
  ['dark', dark],
])('%s text is readable on every ground', (_name, palette) => {
  for (const ground of grounds) {
    for (const text of ['fg', 'fg2'] as const) {
      expect(contrast(palette[text], palette[ground], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test.each([
  ['light', light],
  ['dark', dark],
  ['wechat light', { ...light, ...wechatLight }],
  ['wechat dark', { ...dark, ...wechatDark }],
])('%s: a tone is readable on its tint, white on its fill', (_name, palette) => {
  for (const tone of ['accent', 'ok', 'warn', 'danger'] as const) {
    for (const ground of grounds) {
      expect(contrast(palette[tone], palette[`${tone}-soft`], palette[ground]), `${tone} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  for (const fill of ['accent-fill', 'danger-fill'] as const) {
    expect(contrast('#ffffff', palette[fill], palette.surface), fill).toBeGreaterThanOrEqual(4.5);
  }
});

test('the style sheet carries both themes and both hosts', () => {
  const css = tokensToCss();
  expect(css).toContain(':root[data-theme="dark"][data-host="wechat"] {');
  expect(css).toContain('--accent: #1a63d2;');
  expect(css).toContain('--accent: #5ba1ff;');
});
