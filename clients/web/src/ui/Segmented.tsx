/** A few choices side by side, exactly one of them chosen. */
import type { Choice } from './Field.tsx';
import styles from './segmented.module.css';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

export function Segmented<Value extends string>({ label, value, choices, onChange }: SegmentedProps<Value>) {
  return (
    <div role="radiogroup" aria-label={label} className={styles['group']}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles['choice']}>
          <input
            type="radio"
            name={label}
            className="visually-hidden"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span className={styles['text']}>{choice.label}</span>
        </label>
      ))}
    </div>
  );
}
