/** Scenes for tests, and a canvas that writes down what is drawn. */
import type { Plan } from '@quncheng/api';
import { createChart } from '../src/chart.ts';
import type { Colors, DrawingContext } from '../src/drawing.ts';
import { DESKTOP_METRICS } from '../src/geometry.ts';
import { layOut, WHOLE_TREE } from '../src/layout.ts';
import { createLinkBuckets } from '../src/link-buckets.ts';
import { createScale, pixelsPerDayOf, type ScaleWords, type Zoom } from '../src/scale.ts';
import type { Scene } from '../src/scene.ts';
import { createWorkDays } from '../src/work-days.ts';

export const WORDS: ScaleWords = {
  year: (year) => `${year}年`,
  quarter: (_year, quarter) => `第${quarter}季度`,
  monthOfYear: (year, month) => `${year}年${month}月`,
  month: (month) => `${month}月`,
  week: (week) => `第${week}周`,
  weekday: (weekday, date) => `周${'一二三四五六日'[weekday] ?? ''} ${date}`,
};

const COLOR_NAMES = [
  'surface', 'panel', 'fg', 'fg2', 'fg3', 'line', 'hover', 'accent', 'accentFill', 'accentSoft',
  'ok', 'okSoft', 'warn', 'warnSoft', 'danger', 'dangerSoft',
] as const satisfies readonly (keyof Colors)[];

/** Each colour is its own name, so that a drawing reads as what it means. */
export const COLORS = Object.fromEntries(COLOR_NAMES.map((name) => [name, name])) as Record<keyof Colors, string>;

export function sceneOf(plan: Plan, fields: Partial<Scene> = {}, zoom: Zoom = 'week'): Scene {
  const chart = fields.chart ?? createChart(plan);
  const layout = fields.layout ?? layOut(chart, WHOLE_TREE);
  return {
    chart,
    layout,
    buckets: createLinkBuckets(chart.links, layout),
    scale: createScale(chart, pixelsPerDayOf(zoom), 800),
    metrics: DESKTOP_METRICS,
    workDays: createWorkDays(plan.calendar),
    layers: { baseline: true, forecast: true, criticalPath: true },
    words: WORDS,
    groupTitle: (key) => key ?? '',
    colors: COLORS,
    font: 'sans-serif',
    selected: new Set(),
    hovered: null,
    target: null,
    ghosts: [],
    looseLink: null,
    isEditable: true,
    ...fields,
  };
}

export interface DrawnText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

export interface DrawnRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: string;
}

export class Notebook implements DrawingContext {
  fillStyle: string | object = '';
  strokeStyle: string | object = '';
  lineWidth = 1;
  globalAlpha = 1;
  font = '';
  textBaseline = '';
  textAlign = '';
  readonly texts: DrawnText[] = [];
  readonly rects: DrawnRect[] = [];
  calls = 0;
  fillText(text: string, x: number, y: number): void {
    this.texts.push({ text, x, y, color: String(this.fillStyle) });
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.rects.push({ x, y, width, height, color: String(this.fillStyle) });
  }
  measureText(text: string): { readonly width: number } {
    return { width: text.length * 8 };
  }
  #count(): void {
    this.calls += 1;
  }
  setTransform = this.#count;
  save = this.#count;
  restore = this.#count;
  beginPath = this.#count;
  closePath = this.#count;
  moveTo = this.#count;
  lineTo = this.#count;
  arcTo = this.#count;
  arc = this.#count;
  rect = this.#count;
  clip = this.#count;
  fill = this.#count;
  stroke = this.#count;
  setLineDash = this.#count;
}
