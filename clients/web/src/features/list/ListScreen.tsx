/** All tasks of a project: filtered, sorted, searched; a table on the desktop, cells on the phone. */

import type { CardTask } from '@quncheng/api';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';

import { useActions, type Action } from '../../app/actions.ts';
import { useIsPhone } from '../../app/screen-size.ts';
import { useOpenTaskPanel, usePanelTaskId } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useMembers, useProject, useTasks, useToday } from '../../data/hooks.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { NewTask } from '../task/NewTask.tsx';
import { usePeople } from '../task/use-people.ts';
import { EMPTY_VIEW, fromSearch, selectTasks, toSearch, type ListView } from './filters.ts';
import { ListToolbar } from './ListToolbar.tsx';
import styles from './list.module.css';
import { TaskCells } from './TaskCells.tsx';
import { TaskTable } from './TaskTable.tsx';

export default function ListScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const isPhone = useIsPhone();
  const project = useProject(projectId);
  const tasks = useTasks(projectId);
  const members = useMembers();
  const people = usePeople(projectId);
  const today = useToday();
  const selectedId = usePanelTaskId();
  const openTask = useOpenTaskPanel();
  const [view, setView] = useListView();
  const appliedView = useDeferredValue(view);
  const shown = useMemo(() => selectTasks(tasks, appliedView, today), [tasks, appliedView, today]);
  const [isCreating, setIsCreating] = useState(false);
  const mayAdd = project?.abilities['edit_plan'] === true;
  useActions(
    useMemo(
      (): readonly Action[] => [
        {
          id: 'task.create',
          label: t('list.add'),
          icon: Plus,
          shortcut: 'n',
          isAllowed: mayAdd,
          perform: () => setIsCreating(true),
        },
      ],
      [t, mayAdd],
    ),
  );
  const handleOpen = useCallback((task: CardTask) => openTask(task.id), [openTask]);
  const rows = { tasks: shown, members, selectedId, view, onOpen: handleOpen, onView: setView };
  const addButton = mayAdd && (
    <Button tone="primary" size="small" icon={<Plus />} onClick={() => setIsCreating(true)}>
      {t('list.add')}
    </Button>
  );

  return (
    <ProjectPage
      title={project?.name ?? ''}
      isFilled
      tools={isPhone ? undefined : addButton}
      toolbar={<ListToolbar view={view} people={people} onChange={setView} />}
    >
      <p className={styles.summary} role="status">
        {shown.length === tasks.length
          ? t('list.count_all', { total: tasks.length })
          : t('list.count', { shown: shown.length, total: tasks.length })}
      </p>
      {tasks.length === 0 && <EmptyState title={t('list.empty')} hint={t('list.empty_text')} action={addButton} />}
      {tasks.length > 0 && shown.length === 0 && (
        <EmptyState
          title={t('list.no_match')}
          hint={t('list.no_match_text')}
          action={<Button onClick={() => setView(EMPTY_VIEW)}>{t('list.clear')}</Button>}
        />
      )}
      {shown.length > 0 && (isPhone ? <TaskCells {...rows} /> : <TaskTable {...rows} />)}
      {isCreating && <NewTask projectId={projectId} onCreated={openTask} onClose={() => setIsCreating(false)} />}
    </ProjectPage>
  );
}

/** The view lives in the address; typing replaces it, so that Back leaves the list. */
function useListView(): [ListView, (view: ListView) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = useMemo(() => fromSearch(search), [search]);
  const setView = useCallback(
    (next: ListView) => {
      void navigate({ to: '.', search: (previous) => ({ ...previous, ...toSearch(next) }), replace: true });
    },
    [navigate],
  );
  return [view, setView];
}
