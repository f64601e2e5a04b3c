/** The rows a column shows while a card is carried: the cards without it, and the gap where it would land. */

import type { CardTask } from '@quncheng/api';

import { GAP_ROW, type Slot } from './drop-target.ts';

export interface CardRow {
  readonly id: string;
  readonly task: CardTask | null;
}

export interface ColumnRows {
  readonly rows: readonly CardRow[];
  /** The carried card itself: it stays in the document, hidden, or touch devices lose the finger. */
  readonly held: CardTask | null;
}

export function rowsOf(columnId: string, tasks: readonly CardTask[], carriedId: string | null, slot: Slot | null): ColumnRows {
  if (carriedId === null) return { rows: tasks.map(toRow), held: null };
  const held = tasks.find((task) => task.id === carriedId) ?? null;
  const rows: CardRow[] = tasks.filter((task) => task.id !== carriedId).map(toRow);
  const index = slot === null ? homeIndex(tasks, carriedId) : slot.columnId === columnId ? slot.index : -1;
  if (index >= 0) rows.splice(index, 0, { id: GAP_ROW, task: null });
  return { rows, held };
}

/** Before the first move the gap is where the card came from, so lifting it shifts nothing. */
function homeIndex(tasks: readonly CardTask[], carriedId: string): number {
  return tasks.findIndex((task) => task.id === carriedId);
}

function toRow(task: CardTask): CardRow {
  return { id: task.id, task };
}
