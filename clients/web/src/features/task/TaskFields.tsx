/** The fields of a task: quiet controls for whoever may change them, plain text for the others. */

import type { BoardColumn, Member, WishedFields } from '@quncheng/api';
import { PRIORITIES } from '@quncheng/domain';

import { useWords } from '../../app/words.ts';
import type { TaskChanges } from '../../data/commands/index.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { Avatar, PriorityBadge, StatusBadge } from '../../ui/index.ts';
import { Fact } from './Fact.tsx';
import { PlanFacts } from './PlanFacts.tsx';
import { QuietSelect } from './quiet-controls.tsx';
import { People, Tags } from './TaskSets.tsx';
import styles from './task.module.css';

interface TaskFieldsProps {
  readonly task: StoredTask;
  readonly columns: readonly BoardColumn[];
  readonly people: readonly Member[];
  readonly members: ReadonlyMap<string, Member>;
  readonly mayEdit: boolean;
  readonly mayMove: boolean;
  readonly onChange: (changes: TaskChanges) => void;
  /** What may move the plan: its consequences are shown before it is done. */
  readonly onPlan: (changes: WishedFields) => void;
  readonly onMove: (columnId: string) => void;
}

export function TaskFields(props: TaskFieldsProps) {
  const { task, columns, people, members, mayEdit, mayMove, onChange, onPlan, onMove } = props;
  const t = useWords();
  const assignee = members.get(task.assignee_id ?? '') ?? null;
  const peopleChoices = people.map((member) => ({ value: member.id, label: member.name }));
  return (
    <dl className={styles.fields}>
      <Fact label={t('field.status')}>
        {mayMove ? (
          <QuietSelect
            label={t('field.status')}
            value={task.column_id}
            choices={columns.map((column) => ({ value: column.id, label: column.name }))}
            onChange={onMove}
          />
        ) : (
          <StatusBadge status={task.status} />
        )}
      </Fact>
      {task.kind !== 'milestone' && (
        <Fact label={t('field.percent_complete')}>
          <span className={styles.meter} aria-hidden="true">
            <span style={{ width: `${task.percent_complete}%` }} />
          </span>
          <span className={styles.meterText}>{task.percent_complete}%</span>
        </Fact>
      )}
      <Fact label={t('field.assignee_id')}>
        {assignee !== null && <Avatar member={assignee} isDecorative />}
        {mayEdit ? (
          <QuietSelect
            label={t('field.assignee_id')}
            value={task.assignee_id ?? ''}
            choices={[{ value: '', label: t('value.unassigned') }, ...peopleChoices]}
            onChange={(id) => onPlan({ assignee_id: id === '' ? null : id })}
          />
        ) : (
          <span>{assignee?.name ?? t('value.unassigned')}</span>
        )}
      </Fact>
      <Fact label={t('field.collaborator_ids')}>
        <People
          ids={task.collaborator_ids}
          people={people.filter((member) => member.id !== task.assignee_id)}
          members={members}
          mayEdit={mayEdit}
          onChange={(ids) => onChange({ collaborator_ids: ids })}
        />
      </Fact>
      <Fact label={t('field.priority')}>
        {mayEdit ? (
          <QuietSelect
            label={t('field.priority')}
            value={task.priority}
            choices={PRIORITIES.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))}
            onChange={(priority) => onChange({ priority })}
          />
        ) : (
          <PriorityBadge priority={task.priority} />
        )}
      </Fact>
      <PlanFacts task={task} mayEdit={mayEdit} onPlan={onPlan} />
      <Fact label={t('field.tags')}>
        <Tags tags={task.tags} mayEdit={mayEdit} onChange={(tags) => onChange({ tags })} />
      </Fact>
    </dl>
  );
}
