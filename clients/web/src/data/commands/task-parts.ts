/** Writes on what hangs on a task: comments, checklist, dependencies, change requests. */
import type { WishedFields } from '@quncheng/api';
import { compareByRank, rankBetween } from '@quncheng/domain';
import { create, merge, remove, type Writer } from './writer.ts';

export function taskPartCommands(writer: Writer, myId: string) {
  const { layer } = writer;

  function checklistOf(taskId: string) {
    return [...layer.table('checklist_item').values()].filter((item) => item.task_id === taskId).sort(compareByRank);
  }

  function countChecklist(taskId: string, total: number, done: number) {
    const task = layer.table('task').get(taskId);
    return merge('task', taskId, {
      checklist_total: (task?.checklist_total ?? 0) + total,
      checklist_done: (task?.checklist_done ?? 0) + done,
    });
  }

  return {
    addComment(taskId: string, text: string): void {
      const id = writer.newId();
      const comment = { id, task_id: taskId, author_id: myId, text, created_at: writer.now(), source: 'web', retracted_at: null } as const;
      const count = (layer.table('task').get(taskId)?.comment_count ?? 0) + 1;
      writer.submit({
        kind: 'comment.create',
        request: { method: 'POST', path: `/tasks/${taskId}/comments`, body: { id, text } },
        effects: [create('comment', comment), merge('task', taskId, { comment_count: count })],
      });
    },

    retractComment(commentId: string): void {
      writer.submit({
        kind: 'comment.retract',
        request: { method: 'POST', path: `/comments/${commentId}/retract`, body: null },
        effects: [merge('comment', commentId, { retracted_at: writer.now() })],
      });
    },

    addChecklistItem(taskId: string, text: string): void {
      const id = writer.newId();
      const rank = rankBetween(checklistOf(taskId).at(-1)?.rank ?? null, null);
      writer.submit({
        kind: 'checklist_item.create',
        request: { method: 'POST', path: `/tasks/${taskId}/checklist`, body: { id, text } },
        effects: [create('checklist_item', { id, task_id: taskId, text, is_done: false, rank, version: 0 }), countChecklist(taskId, 1, 0)],
        target: { type: 'checklist_item', id, fields: [] },
      });
    },

    updateChecklistItem(itemId: string, changes: { readonly text?: string; readonly is_done?: boolean }): void {
      const item = layer.table('checklist_item').get(itemId);
      if (!item) return;
      const done = changes.is_done === undefined || changes.is_done === item.is_done ? 0 : changes.is_done ? 1 : -1;
      writer.submit({
        kind: 'checklist_item.update',
        request: { method: 'PATCH', path: `/checklist/${itemId}`, body: { ...changes } },
        effects: [merge('checklist_item', itemId, changes), countChecklist(item.task_id, 0, done)],
        target: { type: 'checklist_item', id: itemId, fields: Object.keys(changes) },
      });
    },

    removeChecklistItem(itemId: string): void {
      const item = layer.table('checklist_item').get(itemId);
      if (!item) return;
      writer.submit({
        kind: 'checklist_item.remove',
        request: { method: 'DELETE', path: `/checklist/${itemId}`, body: null },
        effects: [remove('checklist_item', itemId), countChecklist(item.task_id, -1, item.is_done ? -1 : 0)],
      });
    },

    /** What a member does instead of changing the plan. */
    requestChange(taskId: string, changes: WishedFields, reason: string): void {
      writer.submit({
        kind: 'change_request.create',
        request: { method: 'POST', path: `/tasks/${taskId}/change-requests`, body: { changes, reason } },
        effects: [],
      });
    },

    decideChangeRequest(requestId: string, verdict: 'approved' | 'rejected', comment: string): void {
      writer.submit({
        kind: 'change_request.decide',
        request: { method: 'POST', path: `/change-requests/${requestId}/decide`, body: { verdict, comment } },
        effects: [merge('change_request', requestId, { status: verdict, comment, decided_by: myId, decided_at: writer.now() })],
        target: { type: 'change_request', id: requestId, fields: ['status'] },
      });
    },
  };
}
