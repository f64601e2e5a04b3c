/** Load on the project home, with the way to take turns where somebody has too much. */

import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button, ErrorState, Skeleton } from '../../ui/index.ts';
import { Block } from '../project/Block.tsx';
import { LevellingDialog } from './LevellingDialog.tsx';
import { LoadTable } from './LoadTable.tsx';

export function LoadBlock({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const answer = useAnswer('GET /projects/{id}/plan/load', { path: { id: projectId } });
  const isOver = answer.data?.members.some(({ minutes_over }) => minutes_over > 0) === true;
  return (
    <Block
      title={t('load.title')}
      tools={
        isOver && (
          <Button size="small" onClick={() => setIsOpen(true)}>
            {t('levelling.open')}
          </Button>
        )
      }
    >
      {answer.isPending && <Skeleton lines={4} />}
      {answer.isError && answer.data === undefined && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data !== undefined && <LoadTable load={answer.data} />}
      {isOpen && <LevellingDialog projectId={projectId} onClose={() => setIsOpen(false)} />}
    </Block>
  );
}
