/** Walking through the treegrid: rows with up and down, cells with left and right, folding where there is something to fold. */
import type { Layout } from './layout.ts';

/** `column` −1 is the row itself. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface TreeStep {
  readonly place: GridPlace;
  /** Fold or unfold this row. */
  readonly toggled: string | null;
}

export interface TreeSize {
  readonly columnCount: number;
  /** How far Page Up and Page Down go. */
  readonly pageRows: number;
}

/** Null: the key means nothing here. */
export function stepTree(layout: Layout, place: GridPlace, key: string, { columnCount, pageRows }: TreeSize): TreeStep | null {
  const last = layout.rows.length - 1;
  const toRow = (row: number): TreeStep => ({ place: { row: Math.min(last, Math.max(0, row)), column: place.column }, toggled: null });
  const toColumn = (column: number): TreeStep => ({ place: { row: place.row, column }, toggled: null });
  const row = layout.rows[place.row];
  const fold = (): TreeStep => ({ place, toggled: row?.id ?? null });
  switch (key) {
    case 'ArrowDown':
      return toRow(place.row + 1);
    case 'ArrowUp':
      return toRow(place.row - 1);
    case 'PageDown':
      return toRow(place.row + pageRows);
    case 'PageUp':
      return toRow(place.row - pageRows);
    case 'Home':
      return place.column < 0 ? toRow(0) : toColumn(0);
    case 'End':
      return place.column < 0 ? toRow(last) : toColumn(columnCount - 1);
    case 'ArrowRight':
      if (place.column < 0 && row?.isOpenable === true && !row.isOpen) return fold();
      return row?.kind === 'group' ? null : toColumn(Math.min(columnCount - 1, place.column + 1));
    case 'ArrowLeft':
      if (place.column >= 0) return toColumn(place.column - 1);
      if (row?.isOpen === true) return fold();
      return toRow(parentRow(layout, place.row));
    default:
      return null;
  }
}

function parentRow({ rows }: Layout, row: number): number {
  const depth = rows[row]?.depth ?? 0;
  for (let above = row - 1; above >= 0; above -= 1) if ((rows[above]?.depth ?? 0) < depth) return above;
  return row;
}
