/** How screens read: every hook gives what is known now and draws again when it changes. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type {
  BoardColumn,
  ChecklistItem,
  Comment,
  Dependency,
  Me,
  Member,
  ProgressReport,
  Project,
  ProjectRole,
  ProjectSummary,
} from '@quncheng/api';
import { compareByRank } from '@quncheng/domain';
import { useDataLayer } from './context.ts';
import type { OpenedTask, StoredTask, StoreType, StoreTypes } from './store-types.ts';

export type { StoredTask } from './store-types.ts';

/** One object; undefined while it is unknown. */
export function useObject<Type extends StoreType>(type: Type, id: string | null): StoreTypes[Type] | undefined {
  const layer = useDataLayer();
  return useSyncExternalStore(layer.subscribe, () => (id === null ? undefined : layer.table(type).get(id)));
}

/** All objects of a type that pass `keep`; `keep` must be stable (useCallback or a constant). */
export function useObjects<Type extends StoreType>(type: Type, keep: (object: StoreTypes[Type]) => boolean): readonly StoreTypes[Type][] {
  const layer = useDataLayer();
  const revision = useSyncExternalStore(layer.subscribe, () => layer.tableRevision(type));
  // The table is one living map; its revision says when it is another.
  return useMemo(() => [...layer.table(type).values()].filter(keep), [layer, type, keep, revision]);
}

/** What a screen needs to draw: loading, failed or there. */
export interface Loading {
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

function useLoading(isKnown: boolean, load: () => Promise<void>): Loading {
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isGone = false;
    load().then(
      () => !isGone && setError(null),
      (reason: unknown) => !isGone && setError(reason),
    );
    return () => {
      isGone = true;
    };
  }, [load, attempt]);
  const retry = useCallback(() => {
    setError(null);
    setAttempt((count) => count + 1);
  }, []);
  // What is known is shown, even when refreshing it failed.
  return { isLoading: !isKnown && error === null, error: isKnown ? null : error, retry };
}

const NO_ME: Me | null = null;

export function useMe(): Me {
  const me = useObject('me', 'me') ?? NO_ME;
  if (!me) throw new Error('useMe needs a signed-in member');
  return me;
}

/** The organization's calendar day. */
export function useToday(): string {
  return useMe().organization.today;
}

const everything = () => true;

export function useProjects(): readonly ProjectSummary[] {
  const projects = useObjects('project_summary', everything);
  return useMemo(() => [...projects].sort((a, b) => a.name.localeCompare(b.name, 'zh')), [projects]);
}

/** Loads the project with all its tasks; every screen of a project begins with it. */
export function useOpenProject(projectId: string): Loading & { readonly project: Project | undefined } {
  const layer = useDataLayer();
  const project = useObject('project', projectId);
  const isLoaded = useObject('loaded_project', projectId) !== undefined;
  const load = useCallback(() => layer.openProject(projectId), [layer, projectId]);
  const loading = useLoading(isLoaded && project !== undefined, load);
  return { ...loading, project };
}

/** My tasks of all projects and what waits for my decision; read them with `useObjects`. */
export function useMyWork(): Loading {
  const layer = useDataLayer();
  const load = useCallback(() => layer.openMyWork(), [layer]);
  const [isLoaded, setIsLoaded] = useState(false);
  const loadOnce = useCallback(() => load().then(() => setIsLoaded(true)), [load]);
  return useLoading(isLoaded, loadOnce);
}

export function useProject(projectId: string): Project | undefined {
  return useObject('project', projectId);
}

export function useColumns(projectId: string): readonly BoardColumn[] {
  const columns = useObjects('column', useCallback((column) => column.project_id === projectId, [projectId]));
  return useMemo(() => [...columns].sort((a, b) => (a.position < b.position ? -1 : 1)), [columns]);
}

/** The project's tasks that are not archived, in no particular order. */
export function useTasks(projectId: string): readonly StoredTask[] {
  return useObjects('task', useCallback((task) => task.project_id === projectId && task.archived_at === null, [projectId]));
}

export function useTask(taskId: string | null): StoredTask | undefined {
  return useObject('task', taskId);
}

/** Loads one task with everything belonging to it, and again whenever it changed elsewhere. */
export function useOpenTask(taskId: string): Loading & { readonly task: StoredTask | undefined; readonly opened: OpenedTask | undefined } {
  const layer = useDataLayer();
  const task = useTask(taskId);
  const opened = useObject('opened_task', taskId);
  const version = task?.version ?? 0;
  const isOpened = opened !== undefined;
  const load = useCallback(async () => {
    const known = layer.table('opened_task').get(taskId);
    const isPending = layer.table('task').get(taskId)?.number === null;
    if (isPending || (isOpened && known?.schedule && known.task_version >= version && version > 0)) return;
    await layer.openTask(taskId);
    // Its columns and people, when it is opened from outside its project.
    const projectId = layer.table('task').get(taskId)?.project_id;
    if (projectId !== undefined) await layer.openProject(projectId);
  }, [layer, taskId, version, isOpened]);
  const loading = useLoading(task !== undefined, load);
  return { ...loading, task, opened };
}

export function useSubtasks(taskId: string): readonly StoredTask[] {
  const subtasks = useObjects('task', useCallback((task) => task.parent_id === taskId && task.archived_at === null, [taskId]));
  return useMemo(() => [...subtasks].sort(compareByRank), [subtasks]);
}

export function useChecklist(taskId: string): readonly ChecklistItem[] {
  const items = useObjects('checklist_item', useCallback((item) => item.task_id === taskId, [taskId]));
  return useMemo(() => [...items].sort(compareByRank), [items]);
}

export function useComments(taskId: string): readonly Comment[] {
  const comments = useObjects('comment', useCallback((comment) => comment.task_id === taskId, [taskId]));
  return useMemo(() => [...comments].sort((a, b) => (a.created_at < b.created_at ? -1 : 1)), [comments]);
}

export function useProgressReports(taskId: string): readonly ProgressReport[] {
  const reports = useObjects('progress_report', useCallback((report) => report.task_id === taskId, [taskId]));
  return useMemo(() => [...reports].sort((a, b) => (a.created_at < b.created_at ? 1 : -1)), [reports]);
}

export function useDependencies(projectId: string): readonly Dependency[] {
  return useObjects('dependency', useCallback((dependency) => dependency.project_id === projectId, [projectId]));
}

export interface ProjectMember {
  readonly member: Member;
  readonly role: ProjectRole;
}

export function useProjectMembers(projectId: string): readonly ProjectMember[] {
  const memberships = useObjects('membership', useCallback((membership) => membership.project_id === projectId, [projectId]));
  const members = useMembers();
  return useMemo(
    () =>
      memberships.flatMap(({ member_id, role }) => {
        const member = members.get(member_id);
        return member ? [{ member, role }] : [];
      }),
    [memberships, members],
  );
}

/** Everybody we have heard of, by id; for names and avatars. */
export function useMembers(): ReadonlyMap<string, Member> {
  const members = useObjects('member', everything);
  return useMemo(() => new Map(members.map((member) => [member.id, member])), [members]);
}

export function useLink(): { readonly link: 'online' | 'offline'; readonly waitingCount: number } {
  const layer = useDataLayer();
  const link = useSyncExternalStore(layer.subscribe, () => layer.link);
  const waitingCount = useSyncExternalStore(layer.subscribe, () => layer.waitingCount);
  return { link, waitingCount };
}

export function useConflicts() {
  const layer = useDataLayer();
  return useSyncExternalStore(layer.subscribe, () => layer.conflicts);
}
