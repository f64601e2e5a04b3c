/** The board of a project: search, whose cards, and the columns. */

import type { CardTask } from '@quncheng/api';
import { Plus } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';

import { useActions, type Action } from '../../app/actions.ts';
import { useOpenTaskPanel, usePanelTaskId } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useColumns, useMe, useMembers, useProject, useTasks } from '../../data/hooks.ts';
import { Button, EmptyState, Select, TextField } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { NewTask } from '../task/NewTask.tsx';
import { usePeople } from '../task/use-people.ts';
import { Board } from './Board.tsx';
import { arrangeBoard, NO_FILTER, type BoardFilter } from './board-view.ts';
import styles from './board.module.css';
import type { Neighbours } from './drop-target.ts';

export default function BoardScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const commands = useCommands();
  const project = useProject(projectId);
  const columns = useColumns(projectId);
  const tasks = useTasks(projectId);
  const members = useMembers();
  const me = useMe().member;
  const openTask = useOpenTaskPanel();
  const selectedId = usePanelTaskId();
  const [filter, setFilter] = useState<BoardFilter>(NO_FILTER);
  const appliedFilter = useDeferredValue(filter);
  const views = useMemo(() => arrangeBoard(columns, tasks, appliedFilter), [columns, tasks, appliedFilter]);
  const abilities = project?.abilities ?? {};
  const mayAdd = abilities['edit_plan'] === true;

  const mayMove = (task: CardTask): boolean =>
    mayAdd || (abilities['report'] === true && (task.assignee_id === me.id || task.collaborator_ids.includes(me.id)));
  const handleMove = (task: CardTask, columnId: string, { previousId, nextId }: Neighbours): void =>
    commands.moveTask(task.id, { column_id: columnId, after_id: previousId, before_id: nextId });
  const handleAdd = useCallback(
    (columnId: string, title: string) => {
      commands.createTask(projectId, { title, column_id: columnId });
    },
    [commands, projectId],
  );
  const handleOpen = useCallback((task: CardTask) => openTask(task.id), [openTask]);
  const [isCreating, setIsCreating] = useState(false);
  const addTask = useCallback(() => setIsCreating(true), []);
  useActions(
    useMemo(
      (): readonly Action[] => [
        { id: 'task.create', label: t('board.add'), icon: Plus, shortcut: 'n', isAllowed: mayAdd, perform: addTask },
        {
          id: 'board.only_mine',
          label: t('board.only_mine'),
          shortcut: 'q',
          isAllowed: true,
          perform: () => setFilter((before) => ({ ...before, assigneeId: before.assigneeId === me.id ? null : me.id })),
        },
      ],
      [t, mayAdd, addTask, me.id],
    ),
  );

  return (
    <ProjectPage
      title={project?.name ?? ''}
      isFilled
      toolbar={<BoardToolbar projectId={projectId} myId={me.id} filter={filter} onChange={setFilter} />}
      tools={
        mayAdd && (
          <Button className={styles.desktopOnly} tone="primary" size="small" icon={<Plus />} onClick={addTask}>
            {t('board.add')}
          </Button>
        )
      }
    >
      {columns.length === 0 ? (
        <EmptyState title={t('board.no_columns')} hint={t('board.no_columns_text')} />
      ) : (
        <Board
          views={views}
          members={members}
          selectedId={selectedId}
          mayAdd={mayAdd}
          isFiltered={appliedFilter !== NO_FILTER && (appliedFilter.text !== '' || appliedFilter.assigneeId !== null)}
          mayMove={mayMove}
          onOpen={handleOpen}
          onAdd={handleAdd}
          onMove={handleMove}
        />
      )}
      {isCreating && <NewTask projectId={projectId} onCreated={openTask} onClose={() => setIsCreating(false)} />}
    </ProjectPage>
  );
}

interface BoardToolbarProps {
  readonly projectId: string;
  readonly myId: string;
  readonly filter: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
}

function BoardToolbar({ projectId, myId, filter, onChange }: BoardToolbarProps) {
  const t = useWords();
  const people = usePeople(projectId);
  const others = people.filter((member) => member.id !== myId);
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>
        <TextField
          type="search"
          label={t('board.search')}
          isLabelHidden
          placeholder={t('board.search')}
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
      <div className={styles.whose}>
        <Select
          label={t('field.assignee_id')}
          isLabelHidden
          value={filter.assigneeId ?? ''}
          choices={[
            { value: '', label: t('board.everyone') },
            { value: myId, label: t('board.only_mine') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => onChange({ ...filter, assigneeId: id === '' ? null : id })}
        />
      </div>
    </div>
  );
}
