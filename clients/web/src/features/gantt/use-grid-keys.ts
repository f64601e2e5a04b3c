/** The keyboard in the table: walking, folding, choosing, editing, and what moves bars. */
import { stepTree, type GridPlace, type Layout } from '@quncheng/gantt';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';

import type { ChartController } from './chart-controller.ts';
import type { Column } from './columns.ts';
import type { Selection } from './use-selection.ts';

interface GridKeys {
  readonly layout: Layout;
  readonly columns: readonly Column[];
  readonly selection: Selection;
  readonly controllerRef: RefObject<ChartController | null>;
  readonly pageRows: number;
  readonly onPlace: (place: GridPlace) => void;
  readonly onEdit: (rowId: string, column: Column) => void;
  readonly onOpen: (task: number) => void;
}

export interface GridKeyHandlers {
  readonly handleKeyDown: (event: KeyboardEvent) => void;
  readonly handleKeyUp: (event: KeyboardEvent) => void;
}

export function useGridKeys({ layout, columns, selection, controllerRef, pageRows, onPlace, onEdit, onOpen }: GridKeys): GridKeyHandlers {
  const { place, select, toggleFold } = selection;
  const handleKeyDown = (event: KeyboardEvent): void => {
    const row = layout.rows[place.row];
    if (!row || event.nativeEvent.isComposing) return;
    const task = row.kind === 'task' ? row.task : null;
    const key = { key: event.key, alt: event.altKey, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
    const isTaken = controllerRef.current?.pressKey(key, task) === true || act();
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();

    function act(): boolean {
      if (!row || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (event.key === 'F2') {
        onEdit(row.id, columns[Math.max(0, place.column)] ?? 'title');
        return true;
      }
      if (event.key === 'Enter') {
        if (task === null) toggleFold(row.id);
        else onOpen(task);
        return true;
      }
      if (event.key === ' ') {
        if (task !== null) select(layout, row.id, event.shiftKey ? 'range' : 'toggle');
        return true;
      }
      const step = stepTree(layout, place, event.key, { columnCount: columns.length, pageRows });
      if (step?.toggled != null) toggleFold(step.toggled);
      if (step) onPlace(step.place);
      return step !== null;
    }
  };
  const handleKeyUp = useCallback((event: KeyboardEvent) => controllerRef.current?.releaseKey(event.key), [controllerRef]);
  return { handleKeyDown, handleKeyUp };
}
