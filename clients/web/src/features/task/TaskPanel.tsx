/** The open task: a drawer beside the board on the desktop, a sheet on the phone. */

import type { Translate } from '@quncheng/i18n';
import { Ellipsis } from 'lucide-react';
import { useCallback, useState } from 'react';

import { toMenuEntries } from '../../app/actions.ts';
import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useMe, useOpenTask, type StoredTask } from '../../data/hooks.ts';
import { Button, ErrorState, IconButton, Menu, Sheet, showToast, Skeleton } from '../../ui/index.ts';
import { ChangeRequestForm } from './ChangeRequestForm.tsx';
import { CommentComposer } from './Comments.tsx';
import { ReportForm } from './ReportForm.tsx';
import { TaskBody } from './TaskBody.tsx';
import { useTaskActions } from './task-actions.ts';
import styles from './task.module.css';
import { usePeople } from './use-people.ts';

interface TaskPanelProps {
  readonly taskId: string;
  readonly onClose: () => void;
}

/** Which form is open, and for which task: another task has none. */
interface OpenForm {
  readonly taskId: string;
  readonly kind: 'report' | 'change';
}

export default function TaskPanel({ taskId, onClose }: TaskPanelProps) {
  const t = useWords();
  const commands = useCommands();
  const { task, opened, isLoading, error, retry } = useOpenTask(taskId);
  const me = useMe();
  const openTask = useOpenTaskPanel();
  const people = usePeople(task?.project_id ?? '');
  const [form, setForm] = useState<OpenForm | null>(null);
  const openForm = form?.taskId === taskId ? form.kind : null;
  const abilities = opened?.abilities ?? {};
  const isArchived = task !== undefined && task.archived_at !== null;
  const may = (name: string): boolean => abilities[name] === true && !isArchived;

  const openReport = useCallback(() => setForm({ taskId, kind: 'report' }), [taskId]);
  const openRequest = useCallback(() => setForm({ taskId, kind: 'change' }), [taskId]);
  const actions = useTaskActions({ task, opened, onReport: openReport, onRequestChange: openRequest, onClose });

  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={
        <span className={styles.barText}>
          {titleOf(task, t)}
          <span className="visually-hidden"> {task?.title}</span>
        </span>
      }
      tools={
        <Menu
          trigger={
            <IconButton label={t('task.more')}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          entries={toMenuEntries(actions.menu)}
        />
      }
      footer={
        may('comment') ? (
          <CommentComposer key={taskId} onSend={(text) => commands.addComment(taskId, text)} />
        ) : undefined
      }
    >
      {isLoading && <Skeleton lines={8} />}
      {error !== null && <ErrorState error={error} onRetry={retry} />}
      {task !== undefined && (
        <TaskBody
          key={task.id}
          task={task}
          may={may}
          myId={me.member.id}
          people={people}
          onOpen={(other) => openTask(other.id)}
          lead={
            <>
              {actions.report.isAllowed && (
                <Button tone="primary" size="small" onClick={actions.report.perform}>
                  {actions.report.label}
                </Button>
              )}
              {actions.requestChange.isAllowed && (
                <Button size="small" onClick={actions.requestChange.perform}>
                  {actions.requestChange.label}
                </Button>
              )}
            </>
          }
        />
      )}
      {task !== undefined && openForm === 'report' && (
        <ReportForm
          task={task}
          onSubmit={(report) => commands.reportProgress(task.id, report)}
          onClose={() => setForm(null)}
        />
      )}
      {task !== undefined && openForm === 'change' && (
        <ChangeRequestForm
          task={task}
          people={people}
          onSubmit={(changes, reason) => {
            commands.requestChange(task.id, changes, reason);
            showToast(t('change.submitted'));
          }}
          onClose={() => setForm(null)}
        />
      )}
    </Sheet>
  );
}

function titleOf(task: StoredTask | undefined, t: Translate): string {
  if (task === undefined) return '';
  return task.number === null ? t('value.new') : `${t(`kind.${task.kind}`)} #${task.number}`;
}
