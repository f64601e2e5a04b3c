/** The rows a column shows while a card is carried: the cards without it, and the gap where it would land. */

import type { CardTask } from '@quncheng/api';

import { GAP_ROW, type Slot } from './drop-target.ts';

export interface CardRow {
  readonly id: string;
  readonly task: CardTask | null;
}

export interface HeldCard {
  readonly task: CardTask;
  /** Its place among the cards of the column it came from. */
  readonly index: number;
}

export interface ColumnRows {
  readonly rows: readonly CardRow[];
  /** The carried card itself: it stays in the document, hidden, or touch devices lose the finger. */
  readonly held: HeldCard | null;
}

export function rowsOf(
  columnId: string,
  tasks: readonly CardTask[],
  carriedId: string | null,
  slot: Slot | null,
): ColumnRows {
  const index = carriedId === null ? -1 : tasks.findIndex((task) => task.id === carriedId);
  const task = tasks[index];
  const rows: CardRow[] = tasks.filter((other) => other !== task).map((other) => ({ id: other.id, task: other }));
  if (carriedId === null) return { rows, held: null };
  // Before the first move the gap is where the card came from, so lifting it shifts nothing.
  const gapIndex = slot === null ? index : slot.columnId === columnId ? slot.index : -1;
  if (gapIndex >= 0) rows.splice(gapIndex, 0, { id: GAP_ROW, task: null });
  return { rows, held: task === undefined ? null : { task, index } };
}
