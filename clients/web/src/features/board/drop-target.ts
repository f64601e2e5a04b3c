/** Where a carried card would land: geometry and neighbours only, no DOM. */

/** The row that keeps the place open for the carried card. */
export const GAP_ROW = 'gap';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place between cards; the index counts the column's cards without the carried one. */
export interface Slot {
  readonly columnId: string;
  readonly index: number;
}

export interface RowBox {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface ColumnBox {
  readonly columnId: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly scrollTop: number;
  readonly rows: readonly RowBox[];
}

export interface ColumnOrder {
  readonly columnId: string;
  readonly cardIds: readonly string[];
}

export interface Neighbours {
  readonly previousId: string | null;
  readonly nextId: string | null;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

export function isSameSlot(one: Slot | null, other: Slot | null): boolean {
  if (one === null || other === null) return one === other;
  return one.columnId === other.columnId && one.index === other.index;
}

/** The slot under the point; between two columns the nearer one wins, so a card is never over nothing. */
export function findSlot(columns: readonly ColumnBox[], point: Point, carriedId: string): Slot | null {
  const column = nearestColumn(columns, point.x);
  if (column === null) return null;
  const y = point.y - column.top + column.scrollTop;
  let index = 0;
  for (const row of column.rows) {
    if (row.id === carriedId) continue;
    if (row.id === GAP_ROW) {
      if (y < row.end) break;
      continue;
    }
    if (y < (row.start + row.end) / 2) break;
    index += 1;
  }
  return { columnId: column.columnId, index };
}

function nearestColumn(columns: readonly ColumnBox[], x: number): ColumnBox | null {
  let nearest: ColumnBox | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const distance = Math.max(column.left - x, 0, x - column.right);
    if (distance < shortest) {
      shortest = distance;
      nearest = column;
    }
  }
  return nearest;
}

/** The cards on both sides of a slot, as the server wants them. */
export function neighboursOf(column: ColumnOrder, index: number, carriedId: string): Neighbours {
  const others = column.cardIds.filter((id) => id !== carriedId);
  return { previousId: others[index - 1] ?? null, nextId: others[index] ?? null };
}

/** One step with the keyboard; null when there is nowhere to go. */
export function stepSlot(columns: readonly ColumnOrder[], cardId: string, direction: Direction): Slot | null {
  const columnIndex = columns.findIndex((column) => column.cardIds.includes(cardId));
  const column = columns[columnIndex];
  if (column === undefined) return null;
  const row = column.cardIds.indexOf(cardId);
  if (direction === 'up') return row === 0 ? null : { columnId: column.columnId, index: row - 1 };
  if (direction === 'down') {
    return row === column.cardIds.length - 1 ? null : { columnId: column.columnId, index: row + 1 };
  }
  const beside = columns[columnIndex + (direction === 'left' ? -1 : 1)];
  if (beside === undefined) return null;
  return { columnId: beside.columnId, index: Math.min(row, beside.cardIds.length) };
}
