/** What somebody has in hand, before and after their access ends. */
import type { Member } from '@quncheng/api';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../app/words.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Badge, Button, Dialog, ErrorState, Skeleton } from '../../ui/index.ts';
import styles from './people.module.css';

interface HandOverProps {
  readonly member: Member;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

export function HandOver({ member, onClose, onConfirm }: HandOverProps) {
  const t = useWords();
  const answer = useAnswer('GET /members/{id}/work', { path: { id: member.id } });
  const work = answer.data?.items ?? [];
  const title = member.is_active ? t('people.deactivate_title', { name: member.name }) : t('people.show_work');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={member.is_active ? t('people.deactivate_text') : undefined}
      footer={
        <>
          <Button onClick={onClose}>{t(member.is_active ? 'common.cancel' : 'common.close')}</Button>
          {member.is_active && (
            <Button tone="danger" onClick={onConfirm}>
              {t('people.deactivate')}
            </Button>
          )}
        </>
      }
    >
      {answer.isPending && <Skeleton lines={3} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && <p className={styles['work']}>{t(work.length === 0 ? 'people.no_work' : 'people.work_text')}</p>}
      {work.map((part) => (
        <section key={part.project_id} className={styles['work']}>
          <h3>
            <Link to="/p/$projectId/list" params={{ projectId: part.project_id }} onClick={onClose}>
              {part.project_name}
            </Link>{' '}
            {part.is_manager && <Badge>{t('people.manages')}</Badge>}
          </h3>
          <ul>
            {part.tasks.map((task) => (
              <li key={task.id}>
                <Link to="/p/$projectId/t/$taskRef" params={{ projectId: part.project_id, taskRef: String(task.number) }} onClick={onClose}>
                  #{task.number} {task.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
