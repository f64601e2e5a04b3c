import { describe, expect, test } from 'vitest';
import { createChart } from '../src/chart.ts';
import { NO_KEY, releaseKey, stepKey, type KeyHold } from '../src/keys.ts';
import { layOut, WHOLE_TREE } from '../src/layout.ts';
import { stepTree } from '../src/tree-keys.ts';
import { planOf, planTask } from './plans.ts';
import { sceneOf } from './scenes.ts';

const SCENE = sceneOf(
  planOf([
    planTask('copy', { rank: '1', planned_start: '2026-11-26', planned_finish: '2026-11-27' }),
    planTask('draft', { rank: '2', planned_start: '2026-11-30', planned_finish: '2026-12-02' }),
  ]),
);
const RIGHT = { key: 'ArrowRight', alt: true, shift: false, mod: false };
const L = { key: 'l', alt: false, shift: false, mod: false };

/** Presses keys one after the other with the focus on the first task. */
function press(...keys: readonly (typeof RIGHT)[]) {
  return keys.reduce((step, key) => stepKey(SCENE, step.hold, key, 0), { hold: NO_KEY, proposal: null, isDropped: false, isTaken: false } as ReturnType<typeof stepKey>);
}

describe('Alt and arrows', () => {
  test('each press is a workday: two go over the weekend', () => {
    expect(press(RIGHT).proposal?.changes.changes).toEqual([{ task_id: 'copy', start: '2026-11-27' }]);
    expect(press(RIGHT, RIGHT).proposal?.changes.changes).toEqual([{ task_id: 'copy', start: '2026-11-30' }]);
    expect(press(RIGHT, { ...RIGHT, key: 'ArrowLeft' })).toMatchObject({ proposal: null, isTaken: true });
  });

  test('letting go of Alt drops, Escape does not', () => {
    const held = press(RIGHT);
    expect(releaseKey(SCENE, held.hold, 'Alt')).toMatchObject({ isDropped: true, hold: NO_KEY, proposal: { changes: { changes: [{ start: '2026-11-27' }] } } });
    expect(releaseKey(SCENE, held.hold, 'Shift')).toMatchObject({ isDropped: false, hold: held.hold });
    expect(stepKey(SCENE, held.hold, { ...RIGHT, key: 'Escape' }, 0)).toEqual({ hold: NO_KEY, proposal: null, isDropped: false, isTaken: true });
  });

  test('with Shift the task gets longer, and never shorter than a day', () => {
    const longer = { ...RIGHT, shift: true };
    const shorter = { ...longer, key: 'ArrowLeft' };
    expect(press(longer).proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 3 }]);
    expect(press(shorter, shorter, shorter).proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 1 }]);
  });

  test('nothing happens where the plan may only be read', () => {
    expect(stepKey({ ...SCENE, isEditable: false }, NO_KEY, RIGHT, 0)).toEqual({ hold: NO_KEY, proposal: null, isDropped: false, isTaken: false });
  });
});

describe('L', () => {
  const linking: KeyHold = { kind: 'linking', task: 0 };

  test('begins a link, arrows walk on to the target, Enter or L makes it', () => {
    expect(press(L).hold).toEqual(linking);
    expect(stepKey(SCENE, linking, { ...L, key: 'ArrowDown' }, 0)).toMatchObject({ isTaken: false, hold: linking });
    const made = stepKey(SCENE, linking, { ...L, key: 'Enter' }, 1);
    expect(made).toMatchObject({ isDropped: true, hold: NO_KEY });
    expect(made.proposal?.changes.links.added).toEqual([{ predecessor_id: 'copy', successor_id: 'draft', type: 'FS' }]);
  });

  test('to itself it makes nothing', () => {
    expect(stepKey(SCENE, linking, L, 0)).toMatchObject({ isDropped: false, hold: NO_KEY });
  });
});

describe('walking through the grid', () => {
  const chart = createChart(planOf([planTask('a', { rank: '1' }), planTask('a1', { parent_id: 'a' }), planTask('b', { rank: '2' })]));
  const open = layOut(chart, WHOLE_TREE);
  const folded = layOut(chart, { ...WHOLE_TREE, folded: new Set(['a']) });
  const size = { columnCount: 5, pageRows: 20 };
  const step = (layout: typeof open, row: number, column: number, key: string) => stepTree(layout, { row, column }, key, size);

  test('left folds, then goes up to the summary; right unfolds, then goes into the cells', () => {
    expect(step(open, 0, -1, 'ArrowLeft')).toEqual({ place: { row: 0, column: -1 }, toggled: 'a' });
    expect(step(open, 1, -1, 'ArrowLeft')).toEqual({ place: { row: 0, column: -1 }, toggled: null });
    expect(step(folded, 0, -1, 'ArrowRight')).toEqual({ place: { row: 0, column: -1 }, toggled: 'a' });
    expect(step(open, 0, -1, 'ArrowRight')).toEqual({ place: { row: 0, column: 0 }, toggled: null });
    expect(step(open, 0, 0, 'ArrowLeft')).toEqual({ place: { row: 0, column: -1 }, toggled: null });
  });

  test('rows and cells end where they end', () => {
    expect(step(open, 2, 3, 'ArrowDown')?.place).toEqual({ row: 2, column: 3 });
    expect(step(open, 0, -1, 'End')?.place).toEqual({ row: 2, column: -1 });
    expect(step(open, 1, 4, 'ArrowRight')?.place).toEqual({ row: 1, column: 4 });
    expect(step(open, 0, -1, 'PageDown')?.place).toEqual({ row: 2, column: -1 });
    expect(step(open, 0, -1, 'x')).toBeNull();
  });
});
