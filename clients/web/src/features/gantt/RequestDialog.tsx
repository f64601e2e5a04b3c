/** Whoever may not change the plan asks for it: what would follow, and why. */
import type { PlanImpact } from '@quncheng/api';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, Dialog, TextArea } from '../../ui/index.ts';
import { ImpactLines } from '../task/ImpactLines.tsx';
import styles from './gantt.module.css';

interface RequestDialogProps {
  /** Null while nobody knows. */
  readonly impact: PlanImpact | null;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

const FORM_ID = 'plan-request';

export function RequestDialog({ impact, onSubmit, onClose }: RequestDialogProps) {
  const t = useWords();
  const [reason, setReason] = useState('');
  const [isAskedAgain, setIsAskedAgain] = useState(false);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') setIsAskedAgain(true);
    else onSubmit(reason.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('gantt.request_title')}
      description={t('gantt.request_text')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={FORM_ID} tone="primary">
            {t('change.submit')}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={handleSubmit}>
        {impact === null ? <p className={styles.sentences}>{t('gantt.asking')}</p> : <ImpactLines impact={impact} />}
        <TextArea
          label={t('change.reason')}
          rows={2}
          maxLength={500}
          value={reason}
          placeholder={t('change.reason_placeholder')}
          error={isAskedAgain && reason.trim() === '' ? t('change.need_reason') : null}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
