/** The sections of a project, in the order of every navigation. */
import { CalendarCheck2, CalendarDays, ChartGantt, ChartNoAxesColumn, LayoutDashboard, List, SquareKanban, Settings, Users } from 'lucide-react';

export const projectSections = [
  { to: '/p/$projectId', word: 'nav.home', action: 'action.go_home', key: 'h', icon: LayoutDashboard },
  { to: '/p/$projectId/board', word: 'nav.board', action: 'action.go_board', key: 'b', icon: SquareKanban },
  { to: '/p/$projectId/list', word: 'nav.list', action: 'action.go_list', key: 'l', icon: List },
  { to: '/p/$projectId/gantt', word: 'nav.gantt', action: 'action.go_gantt', key: 'g', icon: ChartGantt },
  { to: '/p/$projectId/schedule', word: 'nav.schedule', action: 'action.go_schedule', key: 'd', icon: CalendarDays },
  { to: '/p/$projectId/reports', word: 'nav.reports', action: 'action.go_reports', key: 'r', icon: ChartNoAxesColumn },
  { to: '/p/$projectId/members', word: 'nav.members', action: 'action.go_members', key: 'm', icon: Users },
  { to: '/p/$projectId/settings', word: 'nav.settings', action: 'action.go_settings', key: 's', icon: Settings },
] as const;

export const calendarIcon = CalendarCheck2;
