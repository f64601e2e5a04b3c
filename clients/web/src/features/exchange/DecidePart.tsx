/** What was understood of a file, and what somebody may decide about it. */
import type { ImportChoices, ImportPreview } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { Switch } from '../../ui/index.ts';
import { ColumnsTable } from './ColumnsTable.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PlanRows } from './PlanRows.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import { RemarkList } from './RemarkList.tsx';
import styles from './exchange.module.css';

interface DecidePartProps {
  readonly shown: ImportPreview;
  readonly choices: ImportChoices;
  readonly isBusy: boolean;
  readonly onDecide: (choices: ImportChoices) => void;
}

export function DecidePart({ shown, choices, isBusy, onDecide }: DecidePartProps) {
  const t = useWords();
  const { plan, sheet, people, remarks, understood } = shown;
  return (
    <div className={styles.parts} aria-busy={isBusy}>
      <section className={styles.part}>
        <h2>{shown.file_name}</h2>
        {plan === null || understood === null ? (
          <p className={styles.problem}>{t('import.columns_missing')}</p>
        ) : (
          <PlanSummary plan={plan} understood={understood} />
        )}
        {plan?.has_calendar === true && (
          <Switch
            label={t('import.calendar')}
            isOn={choices.with_calendar ?? true}
            onChange={(isOn) => onDecide({ ...choices, with_calendar: isOn })}
          />
        )}
      </section>
      {sheet !== null && (
        <ColumnsTable
          sheet={sheet}
          onSheet={(name) => onDecide({ ...(choices.people && { people: choices.people }), sheet: name })}
          onMapping={(mapping) => onDecide({ ...choices, sheet: sheet.name, mapping })}
        />
      )}
      {people.length > 0 && (
        <PeopleTable people={people} onChange={(name, memberId) => onDecide({ ...choices, people: { ...choices.people, [name]: memberId } })} />
      )}
      {remarks.length > 0 && <RemarkList remarks={remarks} />}
      {plan !== null && <PlanRows plan={plan} count={understood?.tasks ?? plan.rows.length} />}
    </div>
  );
}
