/** Editing in the table: title and assignee are the task's own, dates and duration are the plan's and show what follows. */
import type { Chart, Proposal } from '@quncheng/gantt';
import { useCallback, useState } from 'react';

import { useCommands } from '../../data/commands/index.ts';
import { datesOf, mayEditCell, type Column } from './columns.ts';

export interface EditedCell {
  readonly rowId: string;
  readonly column: Column;
}

export interface CellEdits {
  readonly edited: EditedCell | null;
  readonly begin: (rowId: string, column: Column) => void;
  readonly commit: (task: number, column: Column, value: string) => void;
  readonly cancel: () => void;
}

const MOST_DAYS = 3_650;

export function useCellEdits(chart: Chart, mayEdit: boolean, onPropose: (proposal: Proposal) => void): CellEdits {
  const commands = useCommands();
  const [edited, setEdited] = useState<EditedCell | null>(null);
  const begin = useCallback(
    (rowId: string, column: Column) => {
      const task = chart.indexOf.get(rowId);
      if (mayEdit && task !== undefined && mayEditCell(chart, task, column)) setEdited({ rowId, column });
    },
    [chart, mayEdit],
  );
  const cancel = useCallback(() => setEdited(null), []);
  const commit = useCallback(
    (task: number, column: Column, value: string) => {
      setEdited(null);
      const id = chart.tasks[task]?.id;
      if (id === undefined) return;
      if (column === 'title') {
        if (value.trim() !== '') commands.updateTask(id, { title: value.trim() });
      } else if (column === 'assignee') {
        commands.updateTask(id, { assignee_id: value === '' ? null : value });
      } else if (column === 'start' || column === 'finish' || column === 'duration') {
        const proposal = proposeEdit(chart, task, column, value);
        if (proposal) onPropose(proposal);
      }
    },
    [chart, commands, onPropose],
  );
  return { edited, begin, commit, cancel };
}

/** Null for what is no date or no number, or changes nothing. */
export function proposeEdit(chart: Chart, task: number, column: 'start' | 'finish' | 'duration', value: string): Proposal | null {
  const id = chart.tasks[task]?.id;
  if (id === undefined || value === '') return null;
  const ofTask = (change: object): Proposal => ({ changes: { changes: [{ task_id: id, ...change }], links: { added: [], removed: [] } }, ghosts: [] });
  if (column !== 'duration') return value === datesOf(chart, task)[column] ? null : ofTask({ [column]: value });
  const days = Number(value);
  return Number.isInteger(days * 2) && days > 0 && days <= MOST_DAYS ? ofTask({ duration_days: days }) : null;
}
