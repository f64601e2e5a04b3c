import { expect, test } from 'vitest';
import { paint } from '../src/paint.ts';
import { GanttView, scrollToTask, scrollToToday } from '../src/view.ts';
import { largePlan, planOf, planTask } from './plans.ts';
import { Notebook, sceneOf } from './scenes.ts';

const VIEWPORT = { left: 0, top: 0, width: 800, height: 400 };

test('only the rows in sight are drawn, however many there are', () => {
  const book = new Notebook();
  paint(book, sceneOf(largePlan()), { ...VIEWPORT, top: 36 * 2_000 }, 1);
  const titles = book.texts.filter(({ text }) => /\d$/u.test(text) && !text.startsWith('第')).map(({ text }) => Number(text.split(' ')[1]));
  expect(Math.min(...titles)).toBe(2_002);
  expect(Math.max(...titles)).toBe(2_010);
});

test('the forecast is a warning when it is later than the plan, the baseline a quiet line below', () => {
  const task = planTask('copy', { planned_start: '2026-11-25', planned_finish: '2026-11-27', forecast_start: '2026-11-25', forecast_finish: '2026-11-30' });
  const plan = { ...planOf([task]), baseline: { id: 'b', name: '', taken_on: '2026-11-20', tasks: [{ task_id: 'copy', planned_start: '2026-11-24', planned_finish: '2026-11-26', duration_days: 3 }] } };
  const book = new Notebook();
  const scene = sceneOf(plan);
  paint(book, scene, VIEWPORT, 1);
  expect(book.rects).toContainEqual({ x: 180, y: 27, width: 120, height: 3, color: 'warn' });
  expect(book.rects).toContainEqual({ x: 160, y: 31, width: 60, height: 3, color: 'fg3' });
  const bare = new Notebook();
  paint(bare, { ...scene, layers: { baseline: false, forecast: false, criticalPath: false } }, VIEWPORT, 1);
  expect(bare.rects.filter(({ height }) => height === 3)).toEqual([]);
});

test('weekends are shaded, the make-up Saturday is not, and its header says so', () => {
  const book = new Notebook();
  const scene = sceneOf(planOf([planTask('a', { planned_start: '2026-12-01', planned_finish: '2026-12-11' })]), {}, 'day');
  paint(book, scene, { ...VIEWPORT, width: 2_000 }, 1);
  const off = book.rects.filter(({ color }) => color === 'panel').map(({ x, width }) => [x / 54, width / 54]);
  // The scale begins on Monday 16 November: the last weekend is Sunday 6 December alone.
  expect(off.slice(0, 3)).toEqual([[5, 2], [12, 2], [20, 1]]);
  expect(book.rects.filter(({ color }) => color === 'warnSoft')).toEqual([{ x: 19 * 54, y: 26, width: 54, height: 26, color: 'warnSoft' }]);
  expect(book.texts.find(({ text }) => text === '周一 23')?.color).toBe('danger');
});

test('many changes are one frame', () => {
  const waiting: (() => void)[] = [];
  const book = new Notebook();
  const view = new GanttView({ context: book, requestFrame: (draw) => waiting.push(draw) });
  view.show(sceneOf(planOf([planTask('copy', { planned_start: '2026-11-25', planned_finish: '2026-11-27' })])));
  view.look(VIEWPORT, 2);
  view.look({ ...VIEWPORT, left: 10 }, 2);
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  expect(book.texts.map(({ text }) => text)).toContain('copy');
  expect(view.toContent(100, 60)).toEqual({ x: 110, y: 8 });
});

test('the view scrolls as far as the task is away and not a pixel more', () => {
  const scene = sceneOf(largePlan(500, 100));
  expect(scrollToTask(scene, VIEWPORT, 3)).toMatchObject({ top: 0 });
  expect(scrollToTask(scene, VIEWPORT, 100).top).toBe(101 * 36 - (400 - 52));
  expect(scrollToTask(scene, { ...VIEWPORT, top: 5_000 }, 100).top).toBe(3_600);
});

test('today is a third from the left, and the rows of now come into sight', () => {
  const scene = sceneOf(largePlan(2_000, 100));
  const place = scrollToToday(scene, VIEWPORT);
  const row = scene.layout.rows[place.top / 36 + 2];
  const task = row?.kind === 'task' ? row.task : -1;
  expect(scene.chart.tasks[task]?.status).not.toBe('done');
  expect(scene.chart.planned.finish[task] ?? 0).toBeGreaterThan(scene.chart.today - 14);
  expect(scrollToToday(scene, { ...VIEWPORT, top: place.top })).toEqual(place);
});
