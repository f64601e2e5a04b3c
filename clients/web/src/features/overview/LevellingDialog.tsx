/** Ways to take turns: what would wait, why, and what it costs; chosen and made as one act. */

import type { Levelling } from '@quncheng/api';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { useProject, useTasks } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer, useForgetAnswer } from '../../data/use-answer.ts';
import { Button, Dialog, ErrorState, showToast, Skeleton } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { toHours } from './load-weeks.ts';
import styles from './overview.module.css';

const WAITS_SHOWN = 30;

interface LevellingDialogProps {
  readonly projectId: string;
  readonly onClose: () => void;
}

export function LevellingDialog({ projectId, onClose }: LevellingDialogProps) {
  const t = useWords();
  const answer = useAnswer('GET /projects/{id}/plan/levelling', { path: { id: projectId } });
  const forget = useForgetAnswer();
  const { isBusy, perform } = useServerCall();
  const mayApply = useProject(projectId)?.abilities['edit_plan'] === true;
  const apply = async (proposal: Levelling, version: number): Promise<void> => {
    const waits = proposal.waits.map(({ task_id, not_before }) => ({ task_id, not_before }));
    const done = await perform('POST /projects/{id}/plan/levelling/apply', { path: { id: projectId }, body: { waits, version } });
    for (const endpoint of ['GET /projects/{id}/plan/levelling', 'GET /projects/{id}/plan/load', 'GET /projects/{id}/plan/overview'] as const)
      forget(endpoint);
    if (done === null) return;
    showToast(t('levelling.done'));
    onClose();
  };
  const found = answer.isFetching ? undefined : answer.data;
  return (
    <Dialog isOpen onClose={onClose} title={t('levelling.title')}>
      <div className={styles.proposals}>
        {answer.isFetching && (
          <>
            <p className={styles.note}>{t('levelling.searching')}</p>
            <Skeleton lines={4} />
          </>
        )}
        {answer.isError && !answer.isFetching && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
        {found?.proposals.length === 0 && <p>{t('levelling.none')}</p>}
        {found?.proposals.map((proposal) => (
          <Proposal
            key={proposal.kind}
            proposal={proposal}
            projectId={projectId}
            isBusy={isBusy}
            onApply={mayApply ? () => void apply(proposal, found.version) : null}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface ProposalProps {
  readonly proposal: Levelling;
  readonly projectId: string;
  readonly isBusy: boolean;
  readonly onApply: (() => void) | null;
}

function Proposal({ proposal, projectId, isBusy, onApply }: ProposalProps) {
  const t = useWords();
  const days = useDays();
  const tasks = useTasks(projectId);
  const byId = useMemo(() => new Map(tasks.map((task) => [task.id, task])), [tasks]);
  const { kind, waits, impact } = proposal;
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  return (
    <section className={styles.proposal}>
      <h3>{t(`levelling.${kind}`)}</h3>
      <p className={styles.note}>{t(`levelling.${kind}_note`)}</p>
      <ul>
        {waits.slice(0, WAITS_SHOWN).map((wait) => {
          const others = wait.because_of.map((id) => byId.get(id)?.title).filter((title) => title !== undefined);
          const task = byId.get(wait.task_id);
          return (
            <li key={wait.task_id}>
              {t('levelling.wait', { number: task?.number ?? '', title: task?.title ?? '', day: days.formatDate(wait.not_before) })}
              {others.length > 0 && <span className={styles.because}>{t('levelling.because', { tasks: others.join('、') })}</span>}
            </li>
          );
        })}
        {waits.length > WAITS_SHOWN && <li>{t('overview.more', { count: waits.length - WAITS_SHOWN })}</li>}
      </ul>
      <p>
        {t('levelling.over', { before: toHours(proposal.minutes_over_before), after: toHours(proposal.minutes_over_after) })} ·{' '}
        {impact.old_finish === impact.new_finish
          ? t('levelling.finish_same')
          : t('levelling.finish', { before: show(impact.old_finish), after: show(impact.new_finish) })}{' '}
        · {t('calendar.moved', { count: impact.moved.length })}
      </p>
      {onApply === null ? (
        <p className={styles.note}>{t('levelling.only_manager')}</p>
      ) : (
        <Button tone="primary" size="small" isBusy={isBusy} onClick={onApply}>
          {t('levelling.apply')}
        </Button>
      )}
    </section>
  );
}
