/** Change requests that wait for somebody who may decide. */

import type { CardTask, ChangeRequest } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useAnswer, useMembers, useObject } from '../../data/hooks.ts';
import { ChangeRequestCard } from '../task/ChangeRequestCard.tsx';
import { Block } from './Block.tsx';

interface PendingRequestsProps {
  readonly projectId: string;
  readonly tasks: readonly CardTask[];
}

export function PendingRequests({ projectId, tasks }: PendingRequestsProps) {
  const t = useWords();
  const answer = useAnswer('GET /projects/{id}/change-requests', { path: { id: projectId }, query: { status: 'waiting' } });
  const waiting = answer.data?.items ?? [];
  if (waiting.length === 0) return null;
  return (
    <Block title={t('home.requests')}>
      {waiting.map((request) => (
        <Waiting key={request.id} request={request} title={tasks.find((task) => task.id === request.task_id)?.title ?? ''} />
      ))}
    </Block>
  );
}

/** A decision shows at once: the store has it before the server answers. */
function Waiting({ request, title }: { readonly request: ChangeRequest; readonly title: string }) {
  const commands = useCommands();
  const members = useMembers();
  const decided = useObject('change_request', request.id);
  return (
    <ChangeRequestCard
      request={decided ?? request}
      taskTitle={title}
      members={members}
      onDecide={(verdict, comment) => commands.decideChangeRequest(request.id, verdict, comment)}
    />
  );
}
