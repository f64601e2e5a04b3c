/** Text that looks like text until somebody edits it; saves when left, Esc takes it back. */

import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';

interface QuietTextProps {
  readonly value: string;
  readonly label: string;
  readonly className: string | undefined;
  readonly placeholder?: string;
  readonly maxLength: number;
  readonly isMultiline?: boolean;
  /** An empty text is then refused and the old one comes back. */
  readonly isRequired?: boolean;
  readonly onCommit: (value: string) => void;
}

export function QuietText(props: QuietTextProps) {
  const { value, label, className, placeholder, maxLength, isMultiline = false, isRequired = false, onCommit } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const isRevertingRef = useRef(false);
  const shown = draft ?? value;

  useLayoutEffect(() => {
    const field = fieldRef.current;
    if (field === null) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }, [shown]);

  const handleBlur = (): void => {
    const text = (draft ?? value).trim();
    const isRefused = isRevertingRef.current || (isRequired && text === '');
    isRevertingRef.current = false;
    setDraft(null);
    if (!isRefused && text !== value) onCommit(text);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      isRevertingRef.current = true;
      event.currentTarget.blur();
    } else if (event.key === 'Enter' && (!isMultiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };

  return (
    <textarea
      ref={fieldRef}
      rows={1}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      maxLength={maxLength}
      value={shown}
      onChange={(event) => setDraft(isMultiline ? event.target.value : event.target.value.replace(/\n/gu, ' '))}
      onBlur={handleBlur}
      onKeyDown={handleKeyDown}
    />
  );
}
