/** Writes on projects: their settings, columns, members and weekly reports. */
import type { Project, ProjectRole, TaskStatus } from '@quncheng/api';
import { rankBetween } from '@quncheng/domain';
import { membershipId } from '../store-types.ts';
import { create, merge, remove, type Writer } from './writer.ts';

export type ProjectChanges = Partial<Pick<Project, 'name' | 'description' | 'status' | 'manager_id' | 'daily_at' | 'weekly_on' | 'weekly_at' | 'planned_start' | 'finishes_on' | 'critical_float_days'>>;

export interface NewColumn {
  readonly name: string;
  readonly status: TaskStatus;
  readonly wip_limit: number | null;
  readonly after_id?: string | null;
}

export interface ColumnChanges {
  readonly name?: string;
  readonly wip_limit?: number | null;
  /** Moves the column behind this one; null puts it first. */
  readonly after_id?: string | null;
}

export interface WeeklyReportChanges {
  readonly summary?: string;
  readonly risks?: string;
  readonly next?: string;
}

export function projectCommands(writer: Writer) {
  const { layer } = writer;

  function positionAfter(projectId: string, afterId: string | null): string {
    const columns = [...layer.table('column').values()]
      .filter((column) => column.project_id === projectId)
      .sort((a, b) => (a.position < b.position ? -1 : 1));
    const index = columns.findIndex((column) => column.id === afterId);
    return rankBetween(columns[index]?.position ?? null, columns[index + 1]?.position ?? null);
  }

  function lastColumnId(projectId: string): string | null {
    const columns = [...layer.table('column').values()].filter((column) => column.project_id === projectId);
    return columns.sort((a, b) => (a.position < b.position ? -1 : 1)).at(-1)?.id ?? null;
  }

  return {
    updateProject(projectId: string, changes: ProjectChanges): void {
      writer.submit({
        kind: 'project.update',
        request: { method: 'PATCH', path: `/projects/${projectId}`, body: { ...changes } },
        effects: [merge('project', projectId, changes)],
        target: { type: 'project', id: projectId, fields: Object.keys(changes) },
      });
    },

    createColumn(projectId: string, column: NewColumn): void {
      const id = writer.newId();
      const { after_id = lastColumnId(projectId), name, status, wip_limit } = column;
      const position = positionAfter(projectId, after_id);
      writer.submit({
        kind: 'column.create',
        request: { method: 'POST', path: `/projects/${projectId}/columns`, body: { id, name, status, wip_limit, after_id } },
        effects: [create('column', { id, project_id: projectId, name, status, wip_limit, position, version: 0 })],
        target: { type: 'column', id, fields: [] },
      });
    },

    updateColumn(columnId: string, changes: ColumnChanges): void {
      const projectId = layer.table('column').get(columnId)?.project_id ?? '';
      const { after_id, ...fields } = changes;
      const position = after_id === undefined ? {} : { position: positionAfter(projectId, after_id) };
      writer.submit({
        kind: 'column.update',
        request: { method: 'PATCH', path: `/columns/${columnId}`, body: { ...changes } },
        effects: [merge('column', columnId, { ...fields, ...position })],
        target: { type: 'column', id: columnId, fields: Object.keys(fields) },
      });
    },

    /** Its cards move to another column of the project. */
    archiveColumn(columnId: string, moveToId: string): void {
      const cards = [...layer.table('task').values()].filter((task) => task.column_id === columnId);
      const target = layer.table('column').get(moveToId);
      const moved = { column_id: moveToId, ...(target && { status: target.status }) };
      writer.submit({
        kind: 'column.archive',
        request: { method: 'POST', path: `/columns/${columnId}/archive`, body: { move_to_id: moveToId } },
        effects: [remove('column', columnId), ...cards.map((card) => merge('task', card.id, moved))],
      });
    },

    setProjectRole(projectId: string, memberId: string, role: ProjectRole): void {
      const id = membershipId(projectId, memberId);
      const membership = { id, project_id: projectId, member_id: memberId, role };
      writer.submit({
        kind: 'membership.set',
        request: { method: 'PUT', path: `/projects/${projectId}/members/${memberId}`, body: { role } },
        effects: [create('membership', membership), merge('membership', id, { role })],
      });
    },

    removeProjectMember(projectId: string, memberId: string): void {
      writer.submit({
        kind: 'membership.remove',
        request: { method: 'DELETE', path: `/projects/${projectId}/members/${memberId}`, body: null },
        effects: [remove('membership', membershipId(projectId, memberId))],
      });
    },

    updateWeeklyReport(reportId: string, changes: WeeklyReportChanges): void {
      writer.submit({
        kind: 'weekly_report.update',
        request: { method: 'PATCH', path: `/reports/${reportId}`, body: { ...changes } },
        effects: [merge('weekly_report', reportId, changes)],
        target: { type: 'weekly_report', id: reportId, fields: Object.keys(changes) },
      });
    },
  };
}
