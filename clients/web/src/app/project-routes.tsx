/** Hands the address's parameters to the screens of a project; each screen is a chunk of its own. */
import { Navigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import { useTasks } from '../data/hooks.ts';
import { RouteMissing, RoutePending } from './route-states.tsx';

interface ProjectScreenProps {
  readonly projectId: string;
}

function inProject(load: () => Promise<{ default: ComponentType<ProjectScreenProps> }>) {
  const Screen = lazy(load);
  return function ProjectRoute() {
    const { projectId } = useParams({ from: '/p/$projectId' });
    return (
      <Suspense fallback={<RoutePending />}>
        <Screen key={projectId} projectId={projectId} />
      </Suspense>
    );
  };
}

export const HomeRoute = inProject(() => import('../features/project/ProjectHome.tsx'));
export const BoardRoute = inProject(() => import('../features/board/BoardScreen.tsx'));
export const ListRoute = inProject(() => import('../features/list/ListScreen.tsx'));
export const ReportsRoute = inProject(() => import('../features/reports/ReportsScreen.tsx'));
export const MembersRoute = inProject(() => import('../features/members/MembersScreen.tsx'));
export const SettingsRoute = inProject(() => import('../features/settings/SettingsScreen.tsx'));

const ReportScreen = lazy(() => import('../features/reports/ReportScreen.tsx'));

export function ReportRoute() {
  const { projectId, reportId } = useParams({ from: '/p/$projectId/reports/$reportId' });
  return (
    <Suspense fallback={<RoutePending />}>
      <ReportScreen key={reportId} projectId={projectId} reportId={reportId} />
    </Suspense>
  );
}

/** `/p/{project}/t/{number or id}`: the link every message of the bot carries. */
export function TaskLinkRoute() {
  const { projectId, taskRef } = useParams({ from: '/p/$projectId/t/$taskRef' });
  const task = useTasks(projectId).find(({ id, number }) => id === taskRef || String(number) === taskRef);
  if (!task) return <RouteMissing />;
  return <Navigate to="/p/$projectId/board" params={{ projectId }} search={{ task: task.id }} replace />;
}
