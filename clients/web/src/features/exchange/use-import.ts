/** Where an import stands: no file yet, on its way, shown with the decisions about it. */
import type { ImportChoices, ImportPreview, ImportResult } from '@quncheng/api';
import { useCallback, useEffect, useRef, useState } from 'react';

import { LARGEST_FILE, sentenceOf, usePlanImport } from '../../data/plan-files.ts';
import { getWords } from '../../app/words.ts';

export type ImportState =
  | { readonly step: 'choose'; readonly problem: string | null }
  | { readonly step: 'send'; readonly name: string; readonly share: number }
  | { readonly step: 'decide'; readonly shown: ImportPreview; readonly choices: ImportChoices; readonly isBusy: boolean; readonly problem: string | null };

export interface Import {
  readonly state: ImportState;
  readonly send: (file: File) => void;
  readonly decide: (choices: ImportChoices) => void;
  /** Null when it was refused; the reason is shown. */
  readonly confirm: () => Promise<ImportResult | null>;
  /** Back to the beginning; what is under way is broken off. */
  readonly restart: () => void;
}

const BEGINNING: ImportState = { step: 'choose', problem: null };

export function useImport(projectId: string): Import {
  const calls = usePlanImport(projectId);
  const [state, setState] = useState<ImportState>(BEGINNING);
  const running = useRef<AbortController | null>(null);
  const turn = useRef(0);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    (file: File) => {
      if (file.size > LARGEST_FILE) {
        setState({ step: 'choose', problem: getWords()('import.too_large') });
        return;
      }
      const controller = new AbortController();
      running.current = controller;
      setState({ step: 'send', name: file.name, share: 0 });
      calls
        .upload(file, (share) => setState({ step: 'send', name: file.name, share }), controller.signal)
        .then((shown) => setState({ step: 'decide', shown, choices: {}, isBusy: false, problem: null }))
        .catch((error: unknown) => {
          setState(controller.signal.aborted ? BEGINNING : { step: 'choose', problem: sentenceOf(error) });
        });
    },
    [calls],
  );

  const decide = useCallback(
    (choices: ImportChoices) => {
      if (state.step !== 'decide') return;
      turn.current += 1;
      const mine = turn.current;
      const { id } = state.shown;
      setState({ ...state, choices, isBusy: true, problem: null });
      calls
        .preview(id, choices)
        .then((shown) => mine === turn.current && setState({ step: 'decide', shown, choices, isBusy: false, problem: null }))
        .catch((error: unknown) => mine === turn.current && setState({ ...state, choices, isBusy: false, problem: sentenceOf(error) }));
    },
    [calls, state],
  );

  const confirm = useCallback(async () => {
    if (state.step !== 'decide') return null;
    setState({ ...state, isBusy: true, problem: null });
    try {
      return await calls.apply(state.shown.id, state.choices);
    } catch (error) {
      setState({ ...state, isBusy: false, problem: sentenceOf(error) });
      return null;
    }
  }, [calls, state]);

  const restart = useCallback(() => {
    running.current?.abort();
    turn.current += 1;
    if (state.step === 'decide') calls.discard(state.shown.id);
    setState(BEGINNING);
  }, [calls, state]);

  return { state, send, decide, confirm, restart };
}
