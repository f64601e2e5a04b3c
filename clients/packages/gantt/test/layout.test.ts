import { expect, test } from 'vitest';
import { createChart } from '../src/chart.ts';
import { parseDay } from '../src/days.ts';
import { layOut, WHOLE_TREE, type LayoutChoice } from '../src/layout.ts';
import { createLinkBuckets } from '../src/link-buckets.ts';
import { largePlan, planLink, planOf, planTask } from './plans.ts';

const TREE = createChart(
  planOf(
    [
      planTask('b', { rank: '2', assignee_id: 'li', planned_start: '2026-11-25', planned_finish: '2026-11-26' }),
      planTask('a', { rank: '1' }),
      planTask('a2', { parent_id: 'a', rank: '2', assignee_id: 'li', planned_start: '2026-11-24', planned_finish: '2026-11-27', percent_complete: 50 }),
      planTask('a1', { parent_id: 'a', rank: '1', assignee_id: 'han', planned_start: '2026-11-23', planned_finish: '2026-11-24', percent_complete: 20 }),
      planTask('m', { rank: '3', kind: 'milestone', planned_start: '2026-11-30', planned_finish: '2026-11-30' }),
    ],
    [planLink('a1', 'FS', 'a2'), planLink('a2', 'FS', 'm')],
  ),
);

function shown(choice: Partial<LayoutChoice>) {
  return layOut(TREE, { ...WHOLE_TREE, ...choice }).rows.map((row) => (row.kind === 'group' ? `${row.id} ${row.count}` : `${'  '.repeat(row.depth)}${row.id}`));
}

test('the tree stands in the order of the ranks, children below their summary', () => {
  expect(shown({})).toEqual(['a', '  a1', '  a2', 'b', 'm']);
});

test('a summary reaches over its children and is done as far as they are, by length', () => {
  expect(TREE.planned.start[1]).toBe(parseDay('2026-11-23'));
  expect(TREE.planned.finish[1]).toBe(parseDay('2026-11-28'));
  expect(TREE.percent[1]).toBe(40);
});

test('what the server has summed up stays as it said', () => {
  const summary = planTask('a', { is_summary: true, planned_start: '2026-11-23', planned_finish: '2026-11-27', percent_complete: 35 });
  const child = planTask('a1', { parent_id: 'a', planned_start: '2026-11-24', planned_finish: '2026-11-25', percent_complete: 80 });
  const chart = createChart(planOf([summary, child]));
  expect([chart.planned.start[0], chart.planned.finish[0], chart.percent[0]]).toEqual([parseDay('2026-11-23'), parseDay('2026-11-28'), 35]);
});

test('what is folded is not shown, nor are its children found', () => {
  const layout = layOut(TREE, { ...WHOLE_TREE, folded: new Set(['a']) });
  expect(layout.rows.map(({ id }) => id)).toEqual(['a', 'b', 'm']);
  expect([...layout.rowOf]).toEqual([1, 0, -1, -1, 2]);
});

test('a filter keeps the summaries above what it keeps', () => {
  expect(shown({ keep: (task) => TREE.tasks[task]?.id === 'a2' })).toEqual(['a', '  a2']);
});

test('groups by assignee follow the given order, nobody comes last, and each is sorted by start', () => {
  expect(shown({ grouping: 'assignee', groupOrder: ['li', 'han'] })).toEqual(['group:li 2', '  a2', '  b', 'group:han 1', '  a1', 'group: 1', '  m']);
  expect(shown({ grouping: 'assignee', groupOrder: ['li', 'han'], folded: new Set(['group:li']) })).toEqual(['group:li 2', 'group:han 1', '  a1', 'group: 1', '  m']);
});

test('a task belongs to the first milestone that waits for it', () => {
  expect(shown({ grouping: 'milestone' })).toEqual(['group:m 3', '  a1', '  a2', '  m', 'group: 1', '  b']);
});

test('half a day is half a bar; a circle of parents is left out', () => {
  const chart = createChart(
    planOf([
      planTask('half', { planned_start: '2026-11-23', planned_finish: '2026-11-23', planned_start_minute: 540, planned_finish_minute: 810 }),
      planTask('x', { parent_id: 'y' }),
      planTask('y', { parent_id: 'x' }),
    ]),
  );
  expect((chart.planned.finish[0] ?? 0) - (chart.planned.start[0] ?? 0)).toBe(0.5);
  expect([...chart.order]).toEqual([0]);
});

test('the buckets give the same links as looking at all of them, each once', () => {
  const chart = createChart(largePlan(2_000, 1_900));
  const layout = layOut(chart, WHOLE_TREE);
  const buckets = createLinkBuckets([...chart.links, { id: 'long', from: 1, to: 1_990, type: 'FS' }], layout);
  const links = [...chart.links, { id: 'long', from: 1, to: 1_990, type: 'FS' as const }];
  for (const [first, last] of [[0, 24], [31, 33], [900, 925], [1_975, 1_999]] as const) {
    const found: number[] = [];
    buckets.visit(first, last, (link) => found.push(link));
    const expected = links.flatMap(({ from, to }, link) => {
      const rows = [layout.rowOf[from] ?? 0, layout.rowOf[to] ?? 0];
      return Math.min(...rows) <= last && Math.max(...rows) >= first ? [link] : [];
    });
    expect(found.sort((one, other) => one - other)).toEqual(expected);
  }
});
