import { describe, expect, it } from 'vitest';

import { edgeSpeed } from './drag-controller.ts';
import { findSlot, GAP_ROW, isSameSlot, neighboursOf, stepSlot, type ColumnBox } from './drop-target.ts';

const rows = (...ids: string[]) => ids.map((id, index) => ({ id, start: index * 100, end: index * 100 + 92 }));

const todo: ColumnBox = { columnId: 'todo', left: 0, right: 280, top: 50, scrollTop: 0, rows: rows('a', 'b', 'c') };
const doing: ColumnBox = { columnId: 'doing', left: 300, right: 580, top: 50, scrollTop: 0, rows: [] };

describe('findSlot', () => {
  it('goes before a card in its upper half and after it in its lower half', () => {
    expect(findSlot([todo, doing], { x: 10, y: 50 + 40 }, 'x')).toEqual({ columnId: 'todo', index: 0 });
    expect(findSlot([todo, doing], { x: 10, y: 50 + 50 }, 'x')).toEqual({ columnId: 'todo', index: 1 });
    expect(findSlot([todo, doing], { x: 10, y: 50 + 900 }, 'x')).toEqual({ columnId: 'todo', index: 3 });
  });

  it('counts without the carried card', () => {
    expect(findSlot([todo], { x: 10, y: 50 + 260 }, 'a')).toEqual({ columnId: 'todo', index: 2 });
  });

  it('stays where it is while the pointer is over the gap', () => {
    const open = { ...todo, rows: rows('a', GAP_ROW, 'b', 'c') };
    for (const y of [100, 146, 191]) {
      expect(findSlot([open], { x: 10, y: 50 + y }, 'x')).toEqual({ columnId: 'todo', index: 1 });
    }
    expect(findSlot([open], { x: 10, y: 50 + 250 }, 'x')).toEqual({ columnId: 'todo', index: 2 });
  });

  it('adds what the column has scrolled', () => {
    expect(findSlot([{ ...todo, scrollTop: 150 }], { x: 10, y: 50 + 10 }, 'x')).toEqual({ columnId: 'todo', index: 2 });
  });

  it('takes the nearer column between two, an empty one too, and nothing without columns', () => {
    expect(findSlot([todo, doing], { x: 288, y: 99 }, 'x')?.columnId).toBe('todo');
    expect(findSlot([todo, doing], { x: 292, y: 99 }, 'x')).toEqual({ columnId: 'doing', index: 0 });
    expect(findSlot([], { x: 1, y: 1 }, 'x')).toBeNull();
  });
});

describe('neighboursOf', () => {
  const column = { columnId: 'todo', cardIds: ['a', 'b', 'c'] };

  it('names the cards on both sides', () => {
    expect(neighboursOf(column, 0, 'x')).toEqual({ previousId: null, nextId: 'a' });
    expect(neighboursOf(column, 3, 'x')).toEqual({ previousId: 'c', nextId: null });
    expect(neighboursOf(column, 1, 'a')).toEqual({ previousId: 'b', nextId: 'c' });
  });
});

describe('stepSlot', () => {
  const columns = [
    { columnId: 'todo', cardIds: ['a', 'b', 'c'] },
    { columnId: 'doing', cardIds: ['d'] },
  ];

  it('steps inside the column and stops at its ends', () => {
    expect(stepSlot(columns, 'b', 'up')).toEqual({ columnId: 'todo', index: 0 });
    expect(stepSlot(columns, 'b', 'down')).toEqual({ columnId: 'todo', index: 2 });
    expect(stepSlot(columns, 'a', 'up')).toBeNull();
    expect(stepSlot(columns, 'c', 'down')).toBeNull();
  });

  it('keeps its height when it changes the column', () => {
    expect(stepSlot(columns, 'c', 'right')).toEqual({ columnId: 'doing', index: 1 });
    expect(stepSlot(columns, 'd', 'left')).toEqual({ columnId: 'todo', index: 0 });
    expect(stepSlot(columns, 'd', 'right')).toBeNull();
    expect(stepSlot(columns, 'unknown', 'left')).toBeNull();
  });
});

describe('small parts', () => {
  it('compares slots by value', () => {
    expect(isSameSlot({ columnId: 'a', index: 1 }, { columnId: 'a', index: 1 })).toBe(true);
    expect(isSameSlot({ columnId: 'a', index: 1 }, { columnId: 'a', index: 2 })).toBe(false);
    expect(isSameSlot(null, { columnId: 'a', index: 1 })).toBe(false);
    expect(isSameSlot(null, null)).toBe(true);
  });

  it('scrolls faster nearer to the edge', () => {
    expect(edgeSpeed(300, 0, 600)).toBe(0);
    expect(edgeSpeed(28, 0, 600)).toBe(-7);
    expect(edgeSpeed(-40, 0, 600)).toBe(-14);
    expect(edgeSpeed(600, 0, 600)).toBe(14);
  });
});
