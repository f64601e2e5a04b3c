/** The consequences of a change of the plan, before it is made. */

import type { PlanImpact } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { ImpactLines } from './ImpactLines.tsx';

interface PlanQuestionProps {
  readonly impact: PlanImpact;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function PlanQuestion({ impact, onConfirm, onCancel }: PlanQuestionProps) {
  const t = useWords();
  return (
    <Dialog
      isOpen
      onClose={onCancel}
      title={t('plan.question')}
      description={t('plan.question_text')}
      footer={
        <>
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button tone="primary" onClick={onConfirm}>
            {t('plan.apply')}
          </Button>
        </>
      }
    >
      <ImpactLines impact={impact} />
    </Dialog>
  );
}
