import { describe, expect, test } from 'vitest';
import { parseDay } from '../src/days.ts';
import { cursorOf, hitTest } from '../src/hit.ts';
import { IDLE, stepPointer, type Point } from '../src/pointer.ts';
import { boxIn, type Scene } from '../src/scene.ts';
import { planLink, planOf, planTask } from './plans.ts';
import { sceneOf } from './scenes.ts';

const PLAN = planOf(
  [
    planTask('copy', { rank: '1', planned_start: '2026-11-25', planned_finish: '2026-11-27' }),
    planTask('draft', { rank: '2', planned_start: '2026-11-30', planned_finish: '2026-12-02' }),
    planTask('done', { rank: '3', status: 'done', planned_start: '2026-11-16', planned_finish: '2026-11-17' }),
    planTask('launch', { rank: '4', kind: 'milestone', planned_start: '2026-12-10', planned_finish: '2026-12-10' }),
  ],
  [planLink('copy', 'FS', 'draft')],
);
// 20 pixels are a day; the first day is 9 November.
const SCENE = sceneOf(PLAN);

function middleOf(task: number): Point {
  const box = boxIn(SCENE, task);
  if (!box) throw new Error('no bar');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses at a point and moves there and on; the last step. */
function drag(scene: Scene, from: Point, dx: number, dy = 0) {
  const down = stepPointer(scene, IDLE, 'down', from);
  return stepPointer(scene, down.hold, 'move', { x: from.x + dx, y: from.y + dy });
}

describe('what is under the pointer', () => {
  test('a bar has a middle and two ends', () => {
    expect(boxIn(SCENE, 0)).toEqual({ x: 320, y: 7, width: 60, height: 16 });
    expect(hitTest(SCENE, 350, 15)).toEqual({ kind: 'bar', task: 0, part: 'body' });
    expect(hitTest(SCENE, 322, 15)).toEqual({ kind: 'bar', task: 0, part: 'start' });
    expect(hitTest(SCENE, 378, 15)).toEqual({ kind: 'bar', task: 0, part: 'finish' });
  });

  test('the points for links are there on the bar under the pointer only', () => {
    expect(hitTest(SCENE, 392, 15).kind).not.toBe('bar');
    expect(hitTest({ ...SCENE, hovered: 0 }, 392, 15)).toEqual({ kind: 'bar', task: 0, part: 'link-finish' });
    expect(hitTest({ ...SCENE, hovered: 0, isEditable: false }, 392, 15).kind).not.toBe('bar');
  });

  test('a link is hit beside its line, then the row, then nothing', () => {
    expect(hitTest(SCENE, 392, 30)).toEqual({ kind: 'link', link: 0 });
    expect(hitTest(SCENE, 500, 30)).toEqual({ kind: 'row', row: 0 });
    expect(hitTest(SCENE, 500, 300)).toEqual({ kind: 'nothing' });
  });

  test('a milestone is taken as a whole, and the cursor says what a press does', () => {
    const point = middleOf(3);
    expect(hitTest(SCENE, point.x + 6, point.y)).toEqual({ kind: 'bar', task: 3, part: 'body' });
    expect(cursorOf(SCENE, hitTest(SCENE, 350, 15))).toBe('grab');
    expect(cursorOf(SCENE, hitTest(SCENE, 378, 15))).toBe('ew-resize');
    expect(cursorOf({ ...SCENE, isEditable: false }, hitTest(SCENE, 378, 15))).toBe('pointer');
  });
});

describe('carrying', () => {
  test('two days to the right is the weekend: the task lands on Monday with its three workdays', () => {
    const { proposal, hold } = drag(SCENE, middleOf(0), 60);
    expect(hold.kind).toBe('carrying');
    expect(proposal).toEqual({
      changes: { changes: [{ task_id: 'copy', start: '2026-11-30' }], links: { added: [], removed: [] } },
      ghosts: [{ task: 0, start: parseDay('2026-11-30'), finish: parseDay('2026-12-03') }],
    });
  });

  test('less than half a day is nothing, an unsteady hand a click', () => {
    expect(drag(SCENE, middleOf(0), 8).proposal).toBeNull();
    const down = stepPointer(SCENE, IDLE, 'down', middleOf(0));
    const up = stepPointer(SCENE, down.hold, 'up', middleOf(0));
    expect(up).toMatchObject({ isDropped: false, clicked: { kind: 'bar', task: 0, part: 'body' } });
  });

  test('letting go drops it, Escape puts it back', () => {
    const carried = drag(SCENE, middleOf(0), 20);
    const dropped = stepPointer(SCENE, carried.hold, 'up', { x: middleOf(0).x + 20, y: 15 });
    expect(dropped).toMatchObject({ isDropped: true, hold: IDLE, proposal: { changes: { changes: [{ task_id: 'copy', start: '2026-11-26' }] } } });
    expect(stepPointer(SCENE, carried.hold, 'cancel', { x: 0, y: 0 })).toMatchObject({ isDropped: false, proposal: null, hold: IDLE });
  });

  test('one of several chosen bars takes the others along', () => {
    const { proposal } = drag({ ...SCENE, selected: new Set([0, 1]) }, middleOf(1), 20);
    expect(proposal?.changes.changes).toEqual([
      { task_id: 'draft', start: '2026-12-01' },
      { task_id: 'copy', start: '2026-11-26' },
    ]);
  });

  test('what is done, and what may only be read, stays', () => {
    expect(drag(SCENE, middleOf(2), 60)).toMatchObject({ hold: IDLE, proposal: null });
    expect(drag({ ...SCENE, isEditable: false }, middleOf(0), 60)).toMatchObject({ hold: IDLE, proposal: null });
  });
});

describe('stretching', () => {
  test('the finish by a week is five workdays more, and a make-up Saturday counts', () => {
    const { proposal } = drag(SCENE, { x: 378, y: 15 }, 8 * 20);
    expect(proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 9 }]);
    expect(proposal?.ghosts).toEqual([{ task: 0, start: parseDay('2026-11-25'), finish: parseDay('2026-12-06') }]);
  });

  test('the start takes the duration with it, and a day is always left', () => {
    expect(drag(SCENE, { x: 322, y: 15 }, 20).proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 2, start: '2026-11-26' }]);
    expect(drag(SCENE, { x: 322, y: 15 }, 400).proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 1, start: '2026-11-27' }]);
    expect(drag(SCENE, { x: 378, y: 15 }, -400).proposal?.changes.changes).toEqual([{ task_id: 'copy', duration_days: 1 }]);
  });
});

describe('linking', () => {
  const scene = { ...SCENE, hovered: 1 };
  const box = boxIn(SCENE, 1);
  const from = { x: (box?.x ?? 0) + (box?.width ?? 0) + 10, y: 51 };

  test('the nearer end of the target says which kind of link', () => {
    const milestone = middleOf(3);
    const left = drag(scene, from, milestone.x - from.x - 40, milestone.y - from.y);
    expect(left).toMatchObject({ target: 3, looseLink: { task: 1, isFinish: true } });
    expect(left.proposal?.changes.links.added).toEqual([{ predecessor_id: 'draft', successor_id: 'launch', type: 'FS' }]);
    const right = drag(scene, from, milestone.x - from.x + 40, milestone.y - from.y);
    expect(right.proposal?.changes.links.added[0]?.type).toBe('FF');
  });

  test('a link that is there, in either direction, is no target', () => {
    expect(drag(scene, from, 0, middleOf(0).y - from.y)).toMatchObject({ target: null, proposal: null });
  });
});
