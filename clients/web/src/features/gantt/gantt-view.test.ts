import { createChart } from '@quncheng/gantt';
import { describe, expect, test } from 'vitest';

import { planOf, planTask } from '../../../../packages/gantt/test/plans.ts';
import { FIRST_VIEW, fromSearch, isLate, keeperOf, NOBODY, toSearch, type GanttViewChoice } from './gantt-view.ts';

const CHART = createChart(
  planOf([
    planTask('Copy 文案', { number: 7, assignee_id: 'li', status: 'in_progress', planned_start: '2026-11-18', planned_finish: '2026-11-20' }),
    planTask('Draft 初稿', { number: 8, planned_start: '2026-11-23', planned_finish: '2026-11-23' }),
    planTask('Launch', { number: 9, assignee_id: 'li', status: 'done', planned_start: '2026-11-16', planned_finish: '2026-11-16' }),
  ]),
);

function kept(view: Partial<GanttViewChoice>) {
  const keep = keeperOf(CHART, { ...FIRST_VIEW, ...view });
  return keep && [0, 1, 2].filter(keep);
}

describe('the address', () => {
  test('says nothing about what is as always, and comes back', () => {
    expect(Object.values(toSearch(FIRST_VIEW)).every((value) => value === undefined)).toBe(true);
    const view: GanttViewChoice = {
      zoom: 'month',
      grouping: 'milestone',
      text: '彩排',
      assigneeIds: ['li', NOBODY],
      statuses: ['open', 'blocked'],
      layers: { criticalPath: false, forecast: true, baseline: true },
      baselineId: 'b1',
    };
    expect(toSearch(view)).toEqual({ zoom: 'month', group: 'milestone', q: '彩排', who: 'li,nobody', status: 'open,blocked', hide: 'criticalPath', baseline: 'b1' });
    expect(fromSearch({ ...toSearch(view) })).toEqual(view);
  });

  test('may be typed by anybody', () => {
    expect(fromSearch({ zoom: 'hour', group: 3, q: 12, status: 'open,lost', hide: 'sky' })).toEqual({ ...FIRST_VIEW, text: '12', statuses: ['open'] });
  });
});

describe('a filter', () => {
  test('keeps everything, by title, by number, by assignee, by status', () => {
    expect(kept({})).toBeNull();
    expect(kept({ text: 'copy 文' })).toEqual([0]);
    expect(kept({ text: '#8' })).toEqual([1]);
    expect(kept({ assigneeIds: [NOBODY] })).toEqual([1]);
    expect(kept({ assigneeIds: ['li'], statuses: ['done'] })).toEqual([2]);
  });
});

test('late is what should be finished and is not', () => {
  expect([0, 1, 2].map((task) => isLate(CHART, task))).toEqual([true, false, false]);
});
