/** What the manager adds to the facts; each text saves when it is left. */

import type { WeeklyReport } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import type { WeeklyReportChanges } from '../../data/commands/index.ts';
import styles from './reports.module.css';

const PARTS = ['summary', 'risks', 'next'] as const;

interface ReportWordsProps {
  readonly report: WeeklyReport;
  readonly mayEdit: boolean;
  readonly onChange: (changes: WeeklyReportChanges) => void;
}

export function ReportWords({ report, mayEdit, onChange }: ReportWordsProps) {
  const t = useWords();
  return (
    <>
      {PARTS.map((part) => (
        <section key={part} className={styles.section}>
          {mayEdit ? (
            <WordsField
              label={t(`reports.${part}`)}
              hint={t(`reports.${part}_hint`)}
              value={report[part]}
              onCommit={(text) => onChange({ [part]: text })}
            />
          ) : (
            report[part] !== '' && (
              <>
                <h3 className={styles.sectionTitle}>{t(`reports.${part}`)}</h3>
                <p className={styles.words}>{report[part]}</p>
              </>
            )
          )}
        </section>
      ))}
    </>
  );
}

interface WordsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
}

function WordsField({ label, hint, value, onCommit }: WordsFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    const text = draft?.trim();
    setDraft(null);
    if (text !== undefined && text !== value) onCommit(text);
  };
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <textarea
        className={styles.text}
        rows={3}
        maxLength={5000}
        placeholder={hint}
        value={draft ?? value}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
    </label>
  );
}
