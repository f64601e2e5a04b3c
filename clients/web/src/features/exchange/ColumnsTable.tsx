/** What each column of a sheet is taken for; anybody can see samples and say better. */
import type { ImportChoices, SheetField, SheetSeen } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { Badge, Select, type Choice } from '../../ui/index.ts';
import styles from './exchange.module.css';

interface ColumnsTableProps {
  readonly sheet: SheetSeen;
  readonly onSheet: (name: string) => void;
  readonly onMapping: (mapping: NonNullable<ImportChoices['mapping']>) => void;
}

const FIELDS: readonly SheetField[] = [
  'title',
  'assignee',
  'start',
  'finish',
  'duration',
  'predecessors',
  'percent_complete',
  'milestone',
  'priority',
  'deadline',
  'effort',
  'level',
  'wbs',
  'number',
  'actual_start',
  'actual_finish',
  'notes',
];
const IGNORED = 'ignored';
const SURE = 0.8;
const HEADING_ROWS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export function ColumnsTable({ sheet, onSheet, onMapping }: ColumnsTableProps) {
  const t = useWords();
  const choices: readonly Choice<SheetField | typeof IGNORED>[] = [
    { value: IGNORED, label: t('import.column_ignored') },
    ...FIELDS.map((value) => ({ value, label: t(`import.field_${value}`) })),
  ];
  const change = (index: number, field: SheetField | null): void => {
    const fields = sheet.columns.map((column) => (column.index === index ? field : column.field === field ? null : column.field));
    onMapping({ heading_row: sheet.heading_row, fields });
  };
  return (
    <section className={styles.part}>
      <h2>{t('import.columns')}</h2>
      <p className={styles.quiet}>{t('import.columns_note')}</p>
      {sheet.sheets.length > 1 && (
        <Select
          label={t('import.sheet')}
          value={sheet.name}
          choices={sheet.sheets.map((name) => ({ value: name, label: name }))}
          onChange={onSheet}
        />
      )}
      <Select
        label={t('import.heading_row')}
        value={String(sheet.heading_row)}
        choices={HEADING_ROWS.map((row) => ({ value: String(row), label: row === 0 ? t('import.no_heading') : String(row) }))}
        onChange={(row) => onMapping({ heading_row: Number(row), fields: sheet.columns.map(({ field }) => field) })}
      />
      <ul className={styles.lines}>
        {sheet.columns.map((column) => {
          const heading = column.heading === '' ? t('import.column', { number: column.index + 1 }) : column.heading;
          return (
            <li key={column.index} className={styles.line}>
              <div className={styles.lineText}>
                <strong>{heading}</strong>
                <span className={styles.samples}>{column.samples.join(' · ')}</span>
              </div>
              {column.field !== null && column.confidence < SURE && <Badge tone="warn">{t('import.unsure')}</Badge>}
              <div className={styles.lineChoice}>
                <Select
                  label={heading}
                  isLabelHidden
                  value={column.field ?? IGNORED}
                  choices={choices}
                  onChange={(field) => change(column.index, field === IGNORED ? null : field)}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
