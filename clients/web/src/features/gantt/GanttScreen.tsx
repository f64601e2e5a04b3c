/** The Gantt of a project: what it shows is in the address, what it changes shows its consequences first. */
import { ApiProblem, type Plan } from '@quncheng/api';
import { pixelsPerDayOf, zoomOf, type Zoom } from '@quncheng/gantt';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarClock, Download, Ellipsis, FoldVertical, Plus, Printer, Undo2, UnfoldVertical } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';

import { toMenuEntries, useActions, type Action } from '../../app/actions.ts';
import { useUndo } from '../../app/global-actions.ts';
import { useIsPhone } from '../../app/screen-size.ts';
import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useDependencies, useLink, useMembers, useProject, useTasks, useToday } from '../../data/hooks.ts';
import { usePlan, usePlanCalls } from '../../data/plan.ts';
import { Button, EmptyState, IconButton, Menu } from '../../ui/index.ts';
import { ExportMenu } from '../exchange/ExportMenu.tsx';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { NewTask } from '../task/NewTask.tsx';
import { usePeople } from '../task/use-people.ts';
import { BaselineNote } from './BaselineNote.tsx';
import { Gantt } from './Gantt.tsx';
import { fromSearch, toSearch, type GanttViewChoice } from './gantt-view.ts';
import styles from './gantt.module.css';
import { GanttToolbar } from './GanttToolbar.tsx';
import { planFromStore, withLiveFields } from './shown-plan.ts';
import { useBaselines } from './use-baselines.ts';
import type { GanttCommands } from './use-chart-commands.ts';

export default function GanttScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const isPhone = useIsPhone();
  const project = useProject(projectId);
  const people = usePeople(projectId);
  const members = useMembers();
  const openTask = useOpenTaskPanel();
  const calls = usePlanCalls(projectId);
  const [view, setView] = useGanttView();
  const appliedView = useDeferredValue(view);
  const { plan, isServerPlan, error, retry } = useShownPlan(projectId, view.baselineId);
  const baselines = useBaselines(projectId);
  const baseline = baselines.items.find(({ id }) => id === plan.baseline?.id);
  const [pixelsPerDay, setPixelsPerDay] = useState(() => pixelsPerDayOf(view.zoom));
  const zoom = zoomOf(pixelsPerDay);
  const [commands, setCommands] = useState<GanttCommands | null>(null);
  const [isCreating, setIsCreating] = useState(false);
  const { link } = useLink();
  const mayAsk = isServerPlan && link === 'online';
  const mayEdit = mayAsk && plan.abilities['edit_plan'] === true;
  const undo = useUndo();
  const addTask = useCallback(() => setIsCreating(true), []);
  const menu = useGanttActions(commands, { mayAdd: project?.abilities['edit_plan'] === true, onAdd: addTask });

  useEffect(() => {
    if (view.zoom !== zoom) setView({ ...view, zoom });
  }, [view, zoom, setView]);
  const handleZoom = useCallback((next: Zoom) => setPixelsPerDay(pixelsPerDayOf(next)), []);

  const tools = (
    <>
      {!isPhone && mayEdit && (
        <IconButton label={t('action.undo')} onClick={undo}>
          <Undo2 aria-hidden="true" />
        </IconButton>
      )}
      {!isPhone && <ExportMenu projectId={projectId} />}
      <Menu
        trigger={
          <IconButton label={t('gantt.more')}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
        entries={toMenuEntries(menu)}
      />
    </>
  );
  return (
    <ProjectPage
      title={project?.name ?? ''}
      isFilled
      tools={tools}
      toolbar={
        <GanttToolbar
          view={view}
          zoom={zoom}
          people={people}
          baselines={baselines}
          mayManage={mayEdit}
          onView={setView}
          onZoom={handleZoom}
          onToday={() => commands?.goToToday()}
        />
      }
    >
      <PlanNotes isServerPlan={isServerPlan} error={error} years={plan.unpublished_years} onRetry={retry} />
      {baseline !== undefined && <BaselineNote plan={plan} baseline={baseline} />}
      {plan.tasks.length === 0 ? (
        <EmptyState title={t('gantt.empty')} hint={t('gantt.empty_text')} />
      ) : (
        <Gantt
          plan={plan}
          name={project?.name ?? t('nav.gantt')}
          view={appliedView}
          pixelsPerDay={pixelsPerDay}
          people={people}
          members={members}
          isServerPlan={isServerPlan}
          mayEdit={mayEdit}
          mayRequest={mayAsk && plan.abilities['request_change'] === true}
          calls={calls}
          onPixelsPerDay={setPixelsPerDay}
          onCommands={setCommands}
        />
      )}
      {isCreating && <NewTask projectId={projectId} onCreated={openTask} onClose={() => setIsCreating(false)} />}
    </ProjectPage>
  );
}

interface ShownPlan {
  readonly plan: Plan;
  /** False while it is only what this device knows. */
  readonly isServerPlan: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

function useShownPlan(projectId: string, baselineId: string | null): ShownPlan {
  const today = useToday();
  const tasks = useTasks(projectId);
  const dependencies = useDependencies(projectId);
  const { plan: answer, error, retry } = usePlan(projectId, baselineId);
  const plan = useMemo(
    () => (answer ? withLiveFields(answer, tasks) : planFromStore({ tasks, dependencies, today })),
    [answer, tasks, dependencies, today],
  );
  return { plan, isServerPlan: answer !== undefined, error, retry };
}

/** The view lives in the address; changing it replaces it, so that Back leaves the Gantt. */
function useGanttView(): [GanttViewChoice, (view: GanttViewChoice) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = useMemo(() => fromSearch(search), [search]);
  const setView = useCallback(
    (next: GanttViewChoice) => {
      void navigate({ to: '.', search: (previous) => ({ ...previous, ...toSearch(next) }), replace: true });
    },
    [navigate],
  );
  return [view, setView];
}

interface AddParts {
  readonly mayAdd: boolean;
  readonly onAdd: () => void;
}

/** For the palette, the keyboard and the menu alike; returns what stands in the menu. */
function useGanttActions(commands: GanttCommands | null, { mayAdd, onAdd }: AddParts): readonly Action[] {
  const t = useWords();
  const menu = useMemo((): readonly Action[] => {
    const isAllowed = commands !== null;
    return [
      { id: 'gantt.unfold', label: t('gantt.unfold_all'), icon: UnfoldVertical, isAllowed, perform: () => commands?.unfoldAll() },
      { id: 'gantt.fold', label: t('gantt.fold_all'), icon: FoldVertical, isAllowed, perform: () => commands?.foldAll() },
      { id: 'gantt.save', label: t('gantt.save_picture'), icon: Download, isAllowed, perform: () => commands?.save() },
      { id: 'gantt.print', label: t('gantt.print'), icon: Printer, shortcut: 'mod+p', isAllowed, perform: () => commands?.print() },
    ];
  }, [t, commands]);
  useActions(
    useMemo(
      () => [
        { id: 'task.create', label: t('list.add'), icon: Plus, shortcut: 'n', isAllowed: mayAdd, perform: onAdd },
        { id: 'gantt.today', label: t('gantt.today'), icon: CalendarClock, shortcut: 't', isAllowed: commands !== null, perform: () => commands?.goToToday() },
        ...menu,
      ],
      [t, commands, menu, mayAdd, onAdd],
    ),
  );
  return menu;
}

interface PlanNotesProps {
  readonly isServerPlan: boolean;
  readonly error: unknown;
  readonly years: readonly number[];
  readonly onRetry: () => void;
}

function PlanNotes({ isServerPlan, error, years, onRetry }: PlanNotesProps) {
  const t = useWords();
  const { link } = useLink();
  if (!isServerPlan && error && link === 'online') return <ErrorNote error={error} onRetry={onRetry} />;
  if (link === 'offline') return <p className={styles.note}>{t('gantt.offline')}</p>;
  return years.length > 0 ? <p className={styles.note}>{t('gantt.unpublished', { years: years.join('、') })}</p> : null;
}

function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useWords();
  const title = error instanceof ApiProblem && error.title !== '' ? error.title : t('common.unreachable');
  return (
    <div className={styles.note} role="alert">
      {title}
      <Button size="small" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
