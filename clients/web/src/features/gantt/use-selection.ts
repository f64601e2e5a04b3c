/** Which rows are chosen, which are folded, and where the focus stands. */
import type { GridPlace, Layout } from '@quncheng/gantt';
import { useCallback, useRef, useState } from 'react';

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly place: GridPlace;
  readonly setPlace: (place: GridPlace) => void;
  readonly setFolded: (folded: ReadonlySet<string>) => void;
  readonly toggleFold: (rowId: string) => void;
  /** Alone, one more or less, or all up to it. */
  readonly select: (layout: Layout, rowId: string, how: 'alone' | 'toggle' | 'range') => void;
}

const NOTHING: ReadonlySet<string> = new Set();

export function useSelection(): Selection {
  const [selected, setSelected] = useState(NOTHING);
  const [folded, setFolded] = useState(NOTHING);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: -1 });
  const anchor = useRef<string | null>(null);
  const toggleFold = useCallback((rowId: string) => setFolded((before) => toggled(before, rowId)), []);
  const select = useCallback((layout: Layout, rowId: string, how: 'alone' | 'toggle' | 'range') => {
    const from = layout.rows.findIndex(({ id }) => id === anchor.current);
    const to = layout.rows.findIndex(({ id }) => id === rowId);
    if (how === 'range' && from >= 0) {
      setSelected(new Set(layout.rows.slice(Math.min(from, to), Math.max(from, to) + 1).flatMap((row) => (row.kind === 'task' ? row.id : []))));
      return;
    }
    anchor.current = rowId;
    setSelected((before) => (how === 'toggle' ? toggled(before, rowId) : new Set([rowId])));
  }, []);
  return { selected, folded, place, setPlace, setFolded, toggleFold, select };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
