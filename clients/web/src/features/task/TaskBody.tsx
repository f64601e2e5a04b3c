/** Everything about one task, from its title to its history. */

import type { CardTask, Member, NewLink } from '@quncheng/api';
import { useState, type ReactNode } from 'react';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import {
  useChecklist,
  useColumns,
  useComments,
  useDependencies,
  useMembers,
  useProgressReports,
  useSubtasks,
  useTask,
  useTasks,
  type StoredTask,
} from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button } from '../../ui/index.ts';
import { ActivityList } from './ActivityList.tsx';
import { AddLine } from './AddLine.tsx';
import { Checklist } from './Checklist.tsx';
import { Comments } from './Comments.tsx';
import { Dependencies } from './Dependencies.tsx';
import { ProgressSection } from './ProgressSection.tsx';
import { QuietText } from './QuietText.tsx';
import { Section } from './Section.tsx';
import { TaskFields } from './TaskFields.tsx';
import { TaskLine } from './TaskLine.tsx';
import { lastOf } from './last-of.ts';
import type { LinkFacts } from './link-words.ts';
import { PlanQuestion } from './PlanQuestion.tsx';
import styles from './task.module.css';
import { usePlanEdit } from './use-plan-edit.ts';
import { TaskRequests } from './WaitingRequests.tsx';
import { WhySection } from './WhySection.tsx';

interface TaskBodyProps {
  readonly task: StoredTask;
  readonly may: (ability: string) => boolean;
  readonly myId: string;
  readonly people: readonly Member[];
  /** The main buttons below the title. */
  readonly lead: ReactNode;
  readonly onOpen: (task: CardTask) => void;
}

export function TaskBody({ task, may, myId, people, lead, onOpen }: TaskBodyProps) {
  const t = useWords();
  const commands = useCommands();
  const members = useMembers();
  const tasks = useTasks(task.project_id);
  const columns = useColumns(task.project_id);
  const dependencies = useDependencies(task.project_id);
  const parent = useTask(task.parent_id);
  const openOther = useOpenTaskPanel();
  const mayEdit = may('edit_plan');
  const change = (changes: Parameters<typeof commands.updateTask>[1]): void => commands.updateTask(task.id, changes);
  const plan = usePlanEdit(task.project_id);
  const { propose } = plan;
  const changeLinks = (removed: readonly string[], added: readonly NewLink[]): void => propose({ changes: [], links: { added, removed } });

  return (
    <div className={styles.body}>
      {mayEdit ? (
        <QuietText
          className={styles.title}
          label={t('field.title')}
          value={task.title}
          maxLength={200}
          isRequired
          onCommit={(title) => change({ title })}
        />
      ) : (
        <h2 className={styles.title}>{task.title}</h2>
      )}
      <div className={styles.lead}>{lead}</div>
      {task.archived_at !== null && <p className={styles.notice}>{t('task.archived_notice')}</p>}
      {task.status === 'blocked' && task.blocked_reason !== '' && (
        <p className={styles.notice} data-tone="warn">
          {t('board.blocked', { reason: task.blocked_reason })}
        </p>
      )}
      <TaskRequests projectId={task.project_id} taskId={task.id} title={task.title} />
      {parent !== undefined && (
        <div className={styles.parent}>
          <TaskLine task={parent} assignee={members.get(parent.assignee_id ?? '') ?? null} onOpen={onOpen} />
        </div>
      )}
      <TaskFields
        task={task}
        columns={columns}
        people={people}
        members={members}
        mayEdit={mayEdit}
        mayMove={may('move')}
        onChange={change}
        onPlan={(changes) => propose({ changes: [{ task_id: task.id, ...changes }] })}
        onMove={(columnId) =>
          commands.moveTask(task.id, { column_id: columnId, after_id: lastOf(tasks, columnId), before_id: null })
        }
      />
      {task.planned_start !== null && <WhySection taskId={task.id} onOpen={openOther} />}
      <Section title={t('field.description')}>
        {mayEdit ? (
          <QuietText
            className={styles.notes}
            label={t('field.description')}
            placeholder={t('task.add_description')}
            value={task.description ?? ''}
            maxLength={50_000}
            isMultiline
            onCommit={(description) => change({ description })}
          />
        ) : (
          <p className={(task.description ?? '') === '' ? styles.none : styles.notes}>
            {(task.description ?? '') === '' ? t('task.no_description') : task.description}
          </p>
        )}
      </Section>
      <TaskParts task={task} may={may} myId={myId} members={members} onOpen={onOpen} />
      <Dependencies
        task={task}
        tasks={tasks}
        dependencies={dependencies}
        members={members}
        mayEdit={mayEdit}
        onOpen={onOpen}
        onAdd={(id, link) => changeLinks([], [toLink(id, task.id, link)])}
        onChange={(known, link) => changeLinks([known.id], [toLink(known.predecessor_id, known.successor_id, link)])}
        onRemove={(known) => changeLinks([known.id], [])}
      />
      <TaskTalk taskId={task.id} members={members} mayRetractAll={mayEdit} myId={myId} />
      {plan.asked !== null && <PlanQuestion impact={plan.asked.impact} onConfirm={plan.confirm} onCancel={plan.cancel} />}
    </div>
  );
}

function toLink(predecessorId: string, successorId: string, { type, lag, lag_unit }: LinkFacts): NewLink {
  return { predecessor_id: predecessorId, successor_id: successorId, type, lag, lag_unit };
}

interface TaskPartsProps extends Pick<TaskBodyProps, 'task' | 'may' | 'myId' | 'onOpen'> {
  readonly members: ReadonlyMap<string, Member>;
}

function TaskParts({ task, may, members, onOpen }: TaskPartsProps) {
  const t = useWords();
  const commands = useCommands();
  const subtasks = useSubtasks(task.id);
  const checklist = useChecklist(task.id);
  const mayAdd = may('edit_plan') && task.kind !== 'milestone';
  const done = subtasks.filter((subtask) => subtask.status === 'done').length;
  return (
    <>
      {(subtasks.length > 0 || mayAdd) && (
        <Section title={t('task.subtasks')} tally={subtasks.length === 0 ? undefined : `${done}/${subtasks.length}`}>
          <ul className={styles.lines}>
            {subtasks.map((subtask) => (
              <li key={subtask.id}>
                <TaskLine task={subtask} assignee={members.get(subtask.assignee_id ?? '') ?? null} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          {mayAdd && (
            <AddLine
              label={t('task.add_subtask')}
              maxLength={200}
              onAdd={(title) => commands.createTask(task.project_id, { title, parent_id: task.id })}
            />
          )}
        </Section>
      )}
      {(checklist.length > 0 || may('checklist')) && (
        <Checklist
          items={checklist}
          mayEdit={may('checklist')}
          onAdd={(text) => commands.addChecklistItem(task.id, text)}
          onToggle={(item, isDone) => commands.updateChecklistItem(item.id, { is_done: isDone })}
          onRemove={(item) => commands.removeChecklistItem(item.id)}
        />
      )}
    </>
  );
}

interface TaskTalkProps {
  readonly taskId: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly mayRetractAll: boolean;
  readonly myId: string;
}

const FIRST_ACTIVITIES = 5;

function TaskTalk({ taskId, members, mayRetractAll, myId }: TaskTalkProps) {
  const t = useWords();
  const commands = useCommands();
  const comments = useComments(taskId);
  const reports = useProgressReports(taskId);
  const activity = useAnswer('GET /tasks/{id}/activity', { path: { id: taskId }, query: { limit: 50 } });
  const [isLong, setIsLong] = useState(false);
  const activities = activity.data?.items ?? [];
  return (
    <>
      <ProgressSection reports={reports} members={members} />
      <Comments
        comments={comments}
        members={members}
        mayRetract={(comment) => mayRetractAll || comment.author_id === myId}
        onRetract={(comment) => commands.retractComment(comment.id)}
      />
      <Section title={t('task.activity')}>
        {activities.length === 0 && <p className={styles.none}>{t('task.no_activity')}</p>}
        <ActivityList activities={isLong ? activities : activities.slice(0, FIRST_ACTIVITIES)} members={members} />
        {!isLong && activities.length > FIRST_ACTIVITIES && (
          <Button tone="quiet" size="small" onClick={() => setIsLong(true)}>
            {t('task.show_more')}
          </Button>
        )}
      </Section>
    </>
  );
}
