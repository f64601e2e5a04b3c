/** Change requests of the project that wait for somebody who may decide. */

import type { CardTask } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useWaitingRequests, WaitingRequest } from '../task/WaitingRequests.tsx';
import { Block } from './Block.tsx';

interface PendingRequestsProps {
  readonly projectId: string;
  readonly tasks: readonly CardTask[];
}

export function PendingRequests({ projectId, tasks }: PendingRequestsProps) {
  const t = useWords();
  const waiting = useWaitingRequests(projectId);
  if (waiting.length === 0) return null;
  return (
    <Block title={t('home.requests')}>
      {waiting.map((request) => (
        <WaitingRequest
          key={request.id}
          request={request}
          title={tasks.find((task) => task.id === request.task_id)?.title ?? ''}
        />
      ))}
    </Block>
  );
}
