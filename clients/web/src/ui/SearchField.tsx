/** Search over what the address says: the field is its own master while somebody types, the address follows. */
import { useEffect, useState } from 'react';
import { TextField } from './Field.tsx';

export interface SearchFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const TYPING_PAUSE_MS = 120;

export function SearchField({ label, text, onChange }: SearchFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null || draft === text) return undefined;
    const timer = setTimeout(() => onChange(draft), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, text, onChange]);
  return (
    <TextField
      type="search"
      label={label}
      isLabelHidden
      placeholder={label}
      value={draft ?? text}
      onChange={setDraft}
      onBlur={() => setDraft(null)}
    />
  );
}
