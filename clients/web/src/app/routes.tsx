/** Every address of the client and the screen behind it; screens load when they are first visited. */
import type { CalendarOwner } from '@quncheng/api';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { WorkScreen } from '../features/work/WorkScreen.tsx';
import { inProject, TaskLinkRoute } from './project-routes.tsx';
import { ProjectFrame } from './ProjectFrame.tsx';
import { RouteError, RouteMissing, RoutePending } from './route-states.tsx';
import { Shell } from './Shell.tsx';
import type { PanelSearch } from './task-panel.ts';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: RouteMissing,
  validateSearch: (search: Record<string, unknown>): Record<string, unknown> & PanelSearch => ({
    ...search,
    task: typeof search['task'] === 'string' ? search['task'] : undefined,
  }),
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/work' });
  },
});

const work = createRoute({ getParentRoute: () => root, path: '/work', component: WorkScreen });

const workSchedule = createRoute({
  getParentRoute: () => root,
  path: '/work/schedule',
  component: lazyRouteComponent(() => import('../features/schedule/WorkSchedule.tsx')),
});

const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  component: lazyRouteComponent(() => import('./ProjectsScreen.tsx')),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('../features/me/MeScreen.tsx')),
});

const OWNERS: readonly CalendarOwner[] = ['organization', 'project', 'member', 'shared'];

interface CalendarSearch {
  readonly owner?: CalendarOwner | undefined;
  readonly owner_id?: string | undefined;
}

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: (search: Record<string, unknown>): CalendarSearch => ({
    owner: OWNERS.find((owner) => owner === search['owner']),
    owner_id: typeof search['owner_id'] === 'string' ? search['owner_id'] : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/calendar/CalendarScreen.tsx')),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/PeopleScreen.tsx')),
});

const project = createRoute({ getParentRoute: () => root, path: '/p/$projectId', component: ProjectFrame });

const projectHome = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: inProject(() => import('../features/project/ProjectHome.tsx')),
});

const board = createRoute({
  getParentRoute: () => project,
  path: '/board',
  component: inProject(() => import('../features/board/BoardScreen.tsx')),
});

const list = createRoute({
  getParentRoute: () => project,
  path: '/list',
  component: inProject(() => import('../features/list/ListScreen.tsx')),
});

const gantt = createRoute({
  getParentRoute: () => project,
  path: '/gantt',
  component: inProject(() => import('../features/gantt/GanttScreen.tsx')),
});

const schedule = createRoute({
  getParentRoute: () => project,
  path: '/schedule',
  component: inProject(() => import('../features/schedule/ScheduleScreen.tsx')),
});

const reports = createRoute({
  getParentRoute: () => project,
  path: '/reports',
  component: inProject(() => import('../features/reports/ReportsScreen.tsx')),
});

const report = createRoute({
  getParentRoute: () => project,
  path: '/reports/$reportId',
  component: lazyRouteComponent(() => import('./ReportRoute.tsx')),
});

const members = createRoute({
  getParentRoute: () => project,
  path: '/members',
  component: inProject(() => import('../features/members/MembersScreen.tsx')),
});

const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: inProject(() => import('../features/settings/SettingsScreen.tsx')),
});

const planImport = createRoute({
  getParentRoute: () => project,
  path: '/import',
  component: inProject(() => import('../features/exchange/ImportScreen.tsx')),
});

const taskLink = createRoute({
  getParentRoute: () => project,
  path: '/t/$taskRef',
  component: TaskLinkRoute,
});

const tree = root.addChildren([
  start,
  work,
  workSchedule,
  projects,
  me,
  calendar,
  people,
  project.addChildren([projectHome, board, list, gantt, schedule, reports, report, members, settings, planImport, taskLink]),
]);

export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: RouteMissing,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
