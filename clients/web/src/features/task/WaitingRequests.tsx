/** Change requests that wait for a decision: of a whole project, or of one task. */

import type { ChangeRequest } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useMembers, useObject } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { ChangeRequestCard } from './ChangeRequestCard.tsx';
import styles from './task.module.css';

export function useWaitingRequests(projectId: string): readonly ChangeRequest[] {
  const answer = useAnswer('GET /projects/{id}/change-requests', {
    path: { id: projectId },
    query: { status: 'waiting' },
  });
  return answer.data?.items ?? [];
}

/** A decision shows at once: the store has it before the server answers. */
export function WaitingRequest({ request, title }: { readonly request: ChangeRequest; readonly title: string }) {
  const commands = useCommands();
  const members = useMembers();
  const known = useObject('change_request', request.id);
  return (
    <ChangeRequestCard
      request={known === undefined ? request : { ...known, abilities: request.abilities }}
      taskTitle={title}
      members={members}
      onDecide={(verdict, comment) => commands.decideChangeRequest(request.id, verdict, comment)}
    />
  );
}

/** In the task itself: to decide for whoever may, to know for the others. */
export function TaskRequests({
  projectId,
  taskId,
  title,
}: {
  readonly projectId: string;
  readonly taskId: string;
  readonly title: string;
}) {
  const t = useWords();
  const requests = useWaitingRequests(projectId).filter((request) => request.task_id === taskId);
  if (requests.length === 0) return null;
  if (requests.every((request) => request.abilities['decide'] !== true))
    return <p className={styles.notice}>{t('task.waiting_request')}</p>;
  return (
    <div className={styles.requests}>
      {requests.map((request) => (
        <WaitingRequest key={request.id} request={request} title={title} />
      ))}
    </div>
  );
}
