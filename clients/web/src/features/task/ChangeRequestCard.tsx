/** A change request with its impact, to decide or to withdraw. */

import type { ChangeRequest, Member } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { Badge, Button, TextArea } from '../../ui/index.ts';
import { ImpactLines } from './ImpactLines.tsx';
import styles from './task.module.css';
import { useDays, type Days } from './use-days.ts';

interface ChangeRequestCardProps {
  readonly request: ChangeRequest;
  readonly taskTitle: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly onDecide: (verdict: 'approved' | 'rejected', comment: string) => void;
}

export function ChangeRequestCard({ request, taskTitle, members, onDecide }: ChangeRequestCardProps) {
  const t = useWords();
  const days = useDays();
  const [isRejecting, setIsRejecting] = useState(false);
  const [comment, setComment] = useState('');
  const mayDecide = request.status === 'waiting' && request.abilities['decide'] === true;
  return (
    <article className={styles.request} aria-label={taskTitle}>
      <div className={styles.requestHead}>
        <span className={styles.lineText}>{taskTitle}</span>
        <Badge tone={request.status === 'waiting' ? 'warn' : 'neutral'}>{t(`change.${request.status}`)}</Badge>
      </div>
      <p className={styles.none}>{t('change.requested_by', { name: members.get(request.requester_id)?.name ?? '' })}</p>
      <p className={styles.requestReason}>{request.reason}</p>
      <ul className={styles.impact}>
        {changesOf(request.changes, members, t, days).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ImpactLines impact={request.impact} />
      {mayDecide && isRejecting && (
        <TextArea
          label={t('change.reject_reason')}
          rows={2}
          maxLength={500}
          value={comment}
          placeholder={t('change.reject_placeholder')}
          onChange={setComment}
        />
      )}
      {mayDecide && (
        <div className={styles.actions}>
          {isRejecting ? (
            <>
              <Button size="small" onClick={() => setIsRejecting(false)}>
                {t('common.cancel')}
              </Button>
              <Button size="small" tone="danger" onClick={() => onDecide('rejected', comment.trim())}>
                {t('change.reject')}
              </Button>
            </>
          ) : (
            <>
              <Button size="small" onClick={() => setIsRejecting(true)}>
                {t('change.reject')}
              </Button>
              <Button size="small" tone="primary" onClick={() => onDecide('approved', '')}>
                {t('change.approve')}
              </Button>
            </>
          )}
        </div>
      )}
    </article>
  );
}

function changesOf(changes: ChangeRequest['changes'], members: ReadonlyMap<string, Member>, t: Translate, days: Days): string[] {
  const lines: string[] = [];
  const day = (value: string | null): string => (value === null ? t('value.no_date') : days.formatDate(value));
  if (changes.plan !== undefined) lines.push(changes.plan.words);
  if (changes.due_date !== undefined) lines.push(`${t('field.due_date')} → ${day(changes.due_date)}`);
  if (changes.not_before !== undefined) lines.push(`${t('field.not_before')} → ${day(changes.not_before)}`);
  if (changes.planned_start !== undefined) lines.push(`${t('field.planned_start')} → ${day(changes.planned_start)}`);
  if (changes.planned_finish !== undefined) lines.push(`${t('field.planned_finish')} → ${day(changes.planned_finish)}`);
  if (typeof changes.duration_days === 'number') {
    lines.push(`${t('field.duration_days')} → ${t('value.workdays', { days: changes.duration_days })}`);
  }
  if (changes.assignee_id !== undefined) {
    lines.push(`${t('field.assignee_id')} → ${members.get(changes.assignee_id ?? '')?.name ?? t('value.unassigned')}`);
  }
  if (changes.priority !== undefined) lines.push(`${t('field.priority')} → ${t(`priority.${changes.priority}`)}`);
  if (changes.title !== undefined) lines.push(`${t('field.title')} → ${changes.title}`);
  return lines;
}
