/** The open task: a drawer beside the board on the desktop, a sheet on the phone. */

import type { Translate } from '@quncheng/i18n';
import { Archive, ArchiveRestore, Ellipsis, Link2 } from 'lucide-react';
import { useState } from 'react';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useMe, useOpenTask, type StoredTask } from '../../data/hooks.ts';
import { Button, ErrorState, IconButton, Menu, Sheet, showToast, Skeleton, type MenuEntry } from '../../ui/index.ts';
import { ChangeRequestForm } from './ChangeRequestForm.tsx';
import { CommentComposer } from './Comments.tsx';
import { taskHref } from './links.ts';
import { ReportForm } from './ReportForm.tsx';
import { TaskBody } from './TaskBody.tsx';
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

  const copyLink = async (): Promise<void> => {
    if (task === undefined) return;
    await navigator.clipboard.writeText(window.location.origin + taskHref(task));
    showToast(t('task.copied'));
  };
  const archive = (id: string): void => {
    commands.archiveTask(id);
    onClose();
    showToast(t('task.archived'), { action: { label: t('common.undo'), perform: () => commands.restoreTask(id) } });
  };
  const entries: MenuEntry[] = [{ id: 'copy', label: t('task.copy_link'), icon: <Link2 />, onSelect: () => void copyLink() }];
  if (task !== undefined && abilities['archive'] === true) {
    entries.push(
      isArchived
        ? { id: 'restore', label: t('task.restore'), icon: <ArchiveRestore />, onSelect: () => commands.restoreTask(task.id) }
        : { id: 'archive', label: t('task.archive'), icon: <Archive />, tone: 'danger', onSelect: () => archive(task.id) },
    );
  }

  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={<span className={styles.barText}>{titleOf(task, t)}</span>}
      tools={
        <Menu
          trigger={
            <IconButton label={t('task.more')}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          entries={entries}
        />
      }
      footer={may('comment') ? <CommentComposer key={taskId} onSend={(text) => commands.addComment(taskId, text)} /> : undefined}
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
              {may('report') && (
                <Button tone="primary" size="small" onClick={() => setForm({ taskId, kind: 'report' })}>
                  {t('task.report')}
                </Button>
              )}
              {may('request_change') && (
                <Button size="small" onClick={() => setForm({ taskId, kind: 'change' })}>
                  {t('task.request_change')}
                </Button>
              )}
            </>
          }
        />
      )}
      {task !== undefined && openForm === 'report' && (
        <ReportForm task={task} onSubmit={(report) => commands.reportProgress(task.id, report)} onClose={() => setForm(null)} />
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
