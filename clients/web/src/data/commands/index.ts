/** How screens write: `useCommands()` gives every write of the product. */
import { useMemo } from 'react';
import { useDataLayer } from '../context.ts';
import type { DataLayer } from '../data-layer.ts';
import { projectCommands } from './projects.ts';
import { taskPartCommands } from './task-parts.ts';
import { taskCommands } from './tasks.ts';
import { createWriter } from './writer.ts';

export type { ColumnChanges, NewColumn, ProjectChanges, WeeklyReportChanges } from './projects.ts';
export type { NewReport, NewTask, Place, TaskChanges } from './tasks.ts';

export function createCommands(layer: DataLayer, myId: string) {
  const writer = createWriter(layer);
  return { ...taskCommands(writer, myId), ...taskPartCommands(writer, myId), ...projectCommands(writer) };
}

export type Commands = ReturnType<typeof createCommands>;

export function useCommands(): Commands {
  const layer = useDataLayer();
  return useMemo(() => createCommands(layer, layer.table('me').get('me')?.member.id ?? ''), [layer]);
}
