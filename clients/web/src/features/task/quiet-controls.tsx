/** Native controls without a frame until they are used: the phone brings its own pickers. */

import { useState, type MouseEvent, type ReactNode } from 'react';

import type { Choice } from '../../ui/index.ts';
import styles from './task.module.css';

interface QuietSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

export function QuietSelect<Value extends string>({ label, value, choices, onChange }: QuietSelectProps<Value>) {
  const handleChange = (text: string): void => {
    const choice = choices.find((candidate) => candidate.value === text);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <select
      className={styles.quiet}
      aria-label={label}
      value={value}
      onChange={(event) => handleChange(event.target.value)}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

interface QuietInputProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

interface QuietDateProps extends QuietInputProps {
  /** How it reads while nobody edits it: our words, not the browser's. */
  readonly text: string;
}

export function QuietDate({ text, ...input }: QuietDateProps) {
  return <Covered text={text} isSet={input.value !== null} input={<CommittedInput type="date" {...input} />} />;
}

export function QuietTime({ text, ...input }: QuietDateProps) {
  return <Covered text={text} isSet={input.value !== null} input={<CommittedInput type="time" {...input} />} />;
}

/** The native control lies above its text, unseen until it has the focus. */
function Covered({
  text,
  isSet,
  input,
}: {
  readonly text: string;
  readonly isSet: boolean;
  readonly input: ReactNode;
}) {
  return (
    <span className={styles.covered} data-set={isSet}>
      <span aria-hidden="true">{text}</span>
      {input}
    </span>
  );
}

interface QuietNumberProps {
  readonly label: string;
  readonly value: number | null;
  /** What stands there without a number. */
  readonly empty?: string;
  readonly most: number;
  /** Whole numbers, or halves. */
  readonly step?: 0.5 | 1;
  readonly onChange: (value: number | null) => void;
}

export function QuietNumber({ label, value, empty = '', most, step = 1, onChange }: QuietNumberProps) {
  const commit = (text: string | null): void => {
    if (text === null) onChange(null);
    const number = Number(text);
    if (text !== null && Number.isInteger(number / step) && number >= 0 && number <= most) onChange(number);
  };
  const shown = value === null ? null : String(value);
  return <CommittedInput type="number" label={label} value={shown} empty={empty} step={step} onChange={commit} />;
}

const MOST_LAG = 1_000;

/** How long a link waits; negative for a lead, never nothing. */
export function QuietLag({ label, value, onChange }: Pick<QuietNumberProps, 'label'> & { readonly value: number; readonly onChange: (value: number) => void }) {
  const commit = (text: string | null): void => {
    const number = Number(text ?? 0);
    if (Number.isFinite(number) && Math.abs(number) <= MOST_LAG) onChange(number);
  };
  return <CommittedInput type="number" label={label} value={String(value)} least={-MOST_LAG} step="any" onChange={commit} />;
}

interface CommittedInputProps extends QuietInputProps {
  readonly type: 'date' | 'time' | 'number';
  readonly empty?: string;
  /** Of a number. */
  readonly least?: number;
  readonly step?: number | 'any';
}

/** Typing a date digit by digit passes through wrong dates: only what is left standing counts. */
function CommittedInput({
  type,
  label,
  value,
  empty = '',
  least = 0,
  step,
  onChange,
}: CommittedInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    const text = draft;
    setDraft(null);
    if (text !== null && text !== (value ?? '')) onChange(text === '' ? null : text);
  };
  return (
    <input
      type={type}
      className={styles.quiet}
      data-type={type}
      aria-label={label}
      inputMode={type === 'number' ? 'decimal' : undefined}
      step={step}
      placeholder={empty}
      min={type === 'number' ? least : undefined}
      value={draft ?? value ?? ''}
      onClick={type === 'number' ? undefined : openPicker}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** Without this, only the tiny icon of a desktop browser opens its calendar. */
function openPicker(event: MouseEvent<HTMLInputElement>): void {
  const input = event.currentTarget;
  if ('showPicker' in input) input.showPicker();
}
