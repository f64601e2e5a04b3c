/** One task of mine: one tap opens it, one tap finishes it. */
import { Check } from 'lucide-react';
import { deadlineOf, formatDay, isAtRisk, isOverdue } from '@quncheng/domain';
import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useLocale, useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useObject, useToday } from '../../data/hooks.ts';
import type { StoredTask } from '../../data/store-types.ts';
import { Badge, StatusBadge } from '../../ui/Badge.tsx';
import { Cell } from '../../ui/Cell.tsx';
import { showToast } from '../../ui/toast.ts';
import styles from './work.module.css';

export function WorkCell({ task }: { readonly task: StoredTask }) {
  const t = useWords();
  const openTask = useOpenTaskPanel();
  const commands = useCommands();
  const handleDone = () => {
    commands.reportProgress(task.id, { state: 'done' });
    showToast(t('work.done_toast', { title: task.title }), {
      action: { label: t('common.undo'), perform: () => commands.reportProgress(task.id, { state: 'reopened', percent: task.percent_complete }) },
    });
  };
  return (
    <Cell
      isBeforeActive
      before={
        <button type="button" className={styles['done']} aria-label={`${t('work.report_done')}：${task.title}`} title={t('work.report_done')} onClick={handleDone}>
          <Check aria-hidden="true" />
        </button>
      }
      title={task.title}
      note={<WorkNote task={task} />}
      onClick={() => openTask(task.id)}
    />
  );
}

function WorkNote({ task }: { readonly task: StoredTask }) {
  const t = useWords();
  const locale = useLocale();
  const today = useToday();
  const project = useObject('project_summary', task.project_id);
  const deadline = deadlineOf(task);
  return (
    <>
      {project && <span>{project.name}</span>}
      {deadline !== null && <time dateTime={deadline}>{formatDay(deadline, today, locale)}</time>}
      {task.percent_complete > 0 && <span className="numbers">{t('work.percent', { percent: task.percent_complete })}</span>}
      {task.status === 'blocked' || task.status === 'awaiting_acceptance' ? <StatusBadge status={task.status} /> : null}
      {task.priority === 'high' && <Badge tone="danger">{t('priority.high')}</Badge>}
      {isOverdue(task, today) && <Badge tone="danger">{t('flag.overdue')}</Badge>}
      {isAtRisk(task) && task.forecast_finish !== null && (
        <Badge tone="warn">{t('work.forecast', { date: formatDay(task.forecast_finish, today, locale) })}</Badge>
      )}
    </>
  );
}
