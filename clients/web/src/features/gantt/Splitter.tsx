/** The line between table and chart: drag it, or move it with the arrow keys. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { LEAST_WIDTH } from './columns.ts';
import styles from './gantt.module.css';

interface SplitterProps {
  readonly width: number;
  readonly most: number;
  readonly onChange: (width: number) => void;
}

const STEP = 20;

export function Splitter({ width, most, onChange }: SplitterProps) {
  const t = useWords();
  const [grabbedAt, setGrabbedAt] = useState<number | null>(null);
  const change = (wanted: number): void => onChange(Math.min(most, Math.max(LEAST_WIDTH, wanted)));
  const handleKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    change(width + step);
  };
  const handleDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrabbedAt(event.clientX - width);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('gantt.split')}
      aria-valuenow={width}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={most}
      tabIndex={0}
      className={styles.splitter}
      style={{ left: width }}
      onKeyDown={handleKeyDown}
      onPointerDown={handleDown}
      onPointerMove={(event) => grabbedAt !== null && change(event.clientX - grabbedAt)}
      onPointerUp={() => setGrabbedAt(null)}
    />
  );
}
