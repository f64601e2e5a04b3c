import type { WhyStep } from '@quncheng/api';
import { createTranslate, zh } from '@quncheng/i18n';
import { expect, test } from 'vitest';

import { tellReason } from './why-words.ts';

const t = createTranslate(zh);
const day = (text: string): string => text.slice(5);

function step(parts: Partial<WhyStep>): WhyStep {
  return {
    task_id: 't1',
    number: 1,
    title: '上线',
    planned_start: '2026-09-28',
    planned_finish: '2026-09-30',
    driver: 'project_start',
    predecessor_id: null,
    link: null,
    constraint: null,
    constraint_on: null,
    waited: [],
    interrupted: [],
    ...parts,
  };
}

test('a link says what is waited for, its lag and the free days between', () => {
  const waited = [
    { on: '2026-10-01', name: '国庆节', is_leave: false },
    { on: '2026-10-02', name: '国庆节', is_leave: false },
    { on: '2026-10-10', name: '', is_leave: false },
  ];
  const waiting = step({ driver: 'dependency', link: { type: 'FS', lag: 2, lag_unit: 'day' }, waited });
  expect(tellReason(t, waiting, step({ title: '测试' }), day)).toBe('要等“测试”在 09-30 完成，隔 2 天，中间是国庆节、周末。');
});

test('a start to start link names the start, a lead says earlier', () => {
  const waiting = step({ driver: 'dependency', link: { type: 'SS', lag: -50, lag_unit: 'percent' } });
  expect(tellReason(t, waiting, step({ title: '测试' }), day)).toBe('要等“测试”在 09-28 开始，提前 50 % 工期。');
});

test('a constraint names its day', () => {
  const held = step({ driver: 'constraint', constraint: 'must_start_on', constraint_on: '2026-09-28' });
  expect(tellReason(t, held, undefined, day)).toBe('限制条件：必须 09-28 开始。');
});

test('leave within the task is told beside the reason', () => {
  const away = step({ interrupted: [{ on: '2026-09-29', name: '', is_leave: true }] });
  expect(tellReason(t, away, undefined, day)).toBe('从项目开始日排起。其间有请假，不算工期。');
});
