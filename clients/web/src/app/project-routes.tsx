/** Hands the address's parameters to the screens of a project; each screen is a chunk of its own. */
import { lazyRouteComponent, Navigate, useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTasks } from '../data/hooks.ts';
import { RouteMissing } from './route-states.tsx';

interface ProjectScreenProps {
  readonly projectId: string;
}

/** The router fetches the screen while the project loads; a `lazy` inside it would wait for that, and for React's pause. */
export function inProject(load: () => Promise<{ default: ComponentType<ProjectScreenProps> }>) {
  return lazyRouteComponent(async () => {
    const { default: Screen } = await load();
    return {
      default: function ProjectRoute() {
        const { projectId } = useParams({ from: '/p/$projectId' });
        return <Screen key={projectId} projectId={projectId} />;
      },
    };
  });
}

/** `/p/{project}/t/{number or id}`: the link every message of the bot carries. */
export function TaskLinkRoute() {
  const { projectId, taskRef } = useParams({ from: '/p/$projectId/t/$taskRef' });
  const task = useTasks(projectId).find(({ id, number }) => id === taskRef || String(number) === taskRef);
  if (!task) return <RouteMissing />;
  return <Navigate to="/p/$projectId/board" params={{ projectId }} search={{ task: task.id }} replace />;
}
