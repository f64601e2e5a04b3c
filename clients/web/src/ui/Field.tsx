/** Form controls on native elements: small, accessible, and the phone's own pickers. */
import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './field.module.css';
import { join } from './join.ts';

export interface LabelledProps {
  readonly label: string;
  /** Seen only by screen readers, where the place says it already. */
  readonly isLabelHidden?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

interface FrameProps extends LabelledProps {
  readonly id: string;
  readonly children: ReactNode;
}

function Frame({ id, label, isLabelHidden = false, hint, error = null, children }: FrameProps) {
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles['label']}>
        {label}
      </label>
      {children}
      {hint !== undefined && error === null && <span className={styles['hint']}>{hint}</span>}
      {error !== null && (
        <span id={`${id}-error`} role="alert" className={styles['error']}>
          {error}
        </span>
      )}
    </div>
  );
}

function describedBy(id: string, error: string | null | undefined) {
  return error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {};
}

export interface TextFieldProps extends LabelledProps, Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, isLabelHidden, hint, error, value, onChange, ...rest }: TextFieldProps) {
  const id = useId();
  const frame = { id, label, ...(isLabelHidden && { isLabelHidden }), ...(hint !== undefined && { hint }), ...(error && { error }) };
  return (
    <Frame {...frame}>
      <input
        type="text"
        autoComplete="off"
        {...rest}
        {...describedBy(id, error)}
        id={id}
        className={join(styles['control'], rest.className)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

export interface TextAreaProps extends LabelledProps, Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, isLabelHidden, hint, error, value, onChange, ...rest }: TextAreaProps) {
  const id = useId();
  const frame = { id, label, ...(isLabelHidden && { isLabelHidden }), ...(hint !== undefined && { hint }), ...(error && { error }) };
  return (
    <Frame {...frame}>
      <textarea
        rows={3}
        {...rest}
        {...describedBy(id, error)}
        id={id}
        className={join(styles['control'], styles['area'], rest.className)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> extends LabelledProps {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

export function Select<Value extends string>({ label, isLabelHidden, hint, error, value, choices, onChange, disabled }: SelectProps<Value>) {
  const id = useId();
  const frame = { id, label, ...(isLabelHidden && { isLabelHidden }), ...(hint !== undefined && { hint }), ...(error && { error }) };
  const handleChange = (text: string) => {
    const choice = choices.find((candidate) => candidate.value === text);
    if (choice) onChange(choice.value);
  };
  return (
    <Frame {...frame}>
      <select
        id={id}
        className={join(styles['control'], styles['select'])}
        value={value}
        disabled={disabled}
        {...describedBy(id, error)}
        onChange={(event) => handleChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export interface DateFieldProps extends LabelledProps {
  /** "YYYY-MM-DD", null when not set. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly min?: string;
  readonly max?: string;
  readonly disabled?: boolean;
}

export function DateField({ label, isLabelHidden, hint, error, value, onChange, ...rest }: DateFieldProps) {
  const id = useId();
  const frame = { id, label, ...(isLabelHidden && { isLabelHidden }), ...(hint !== undefined && { hint }), ...(error && { error }) };
  return (
    <Frame {...frame}>
      <input
        type="date"
        {...rest}
        {...describedBy(id, error)}
        id={id}
        className={join(styles['control'], 'numbers')}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </Frame>
  );
}

export interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ label, isOn, onChange, disabled }: SwitchProps) {
  return (
    <label className={styles['switchRow']}>
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        className={styles['switch']}
        checked={isOn}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

export interface CheckboxProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly disabled?: boolean;
}

export function Checkbox({ label, isLabelHidden = false, isChecked, onChange, disabled }: CheckboxProps) {
  return (
    <label className={styles['checkRow']}>
      <input
        type="checkbox"
        className={styles['check']}
        checked={isChecked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  );
}
