import { createTranslate, zh } from '@quncheng/i18n';
import { createChart, createWorkDays } from '@quncheng/gantt';
import { expect, test } from 'vitest';

import { planOf, planTask } from '../../../../packages/gantt/test/plans.ts';
import { tellVariance } from './BaselineNote.tsx';
import { comparisonOf, mayEditCell, signed } from './columns.ts';

const t = createTranslate(zh);
const plan = planOf([
  planTask('初稿', { planned_start: '2026-11-23', planned_finish: '2026-12-01' }),
  planTask('测试', { planned_start: '2026-11-23', planned_finish: '2026-11-24' }),
  planTask('新增', { planned_start: '2026-11-23', planned_finish: '2026-11-24' }),
]);
const [draft, check] = plan.tasks;
const taken = (task_id: string | undefined, planned_finish: string) => ({ task_id: task_id ?? '', planned_start: '2026-11-23', planned_finish, duration_days: 1 });
const chart = createChart({
  ...plan,
  baseline: { id: 'b1', name: '首版', taken_on: '2026-11-20', tasks: [taken(draft?.id, '2026-11-27'), taken(check?.id, '2026-11-26')] },
});
const workDays = createWorkDays(plan.calendar);

test('the variance counts workdays, and a weekend is none', () => {
  expect(comparisonOf(chart, workDays, 0)).toEqual({ baselineFinish: '2026-11-27', variance: 2 });
  expect(comparisonOf(chart, workDays, 1)).toEqual({ baselineFinish: '2026-11-26', variance: -2 });
});

test('what came after the baseline has nothing to compare with', () => {
  expect(comparisonOf(chart, workDays, 2)).toEqual({ baselineFinish: null, variance: null });
});

test('what a baseline says is not edited', () => {
  expect([mayEditCell(chart, 0, 'finish'), mayEditCell(chart, 0, 'baselineFinish'), mayEditCell(chart, 0, 'variance')]).toEqual([true, false, false]);
});

test('a variance has its sign', () => {
  expect([signed(3), signed(-2), signed(0)]).toEqual(['+3', '−2', '0']);
});

test('the ends are compared in one sentence', () => {
  const ends = { name: '首版', before: '11月27日', after: '12月1日' };
  expect(tellVariance(t, { ...ends, later: 2 })).toBe('比基线“首版”晚 2 个工作日：11月27日 → 12月1日');
  expect(tellVariance(t, { ...ends, later: -1 })).toBe('比基线“首版”早 1 个工作日：11月27日 → 12月1日');
  expect(tellVariance(t, { ...ends, later: 0 })).toBe('和基线“首版”同一天完成：12月1日');
});
