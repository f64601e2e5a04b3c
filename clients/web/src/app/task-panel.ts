/** The open task is part of the address (`?task=ID`), beside whatever screen is shown. */
import { useCallback } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';

export interface PanelSearch {
  readonly task?: string | undefined;
}

export function usePanelTaskId(): string | null {
  const search: PanelSearch = useSearch({ strict: false });
  return search.task ?? null;
}

export function useOpenTaskPanel(): (taskId: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (taskId) => {
      void navigate({ to: '.', search: (previous) => ({ ...previous, task: taskId }) });
    },
    [navigate],
  );
}

export function useCloseTaskPanel(): () => void {
  const navigate = useNavigate();
  return useCallback(() => {
    void navigate({ to: '.', search: (previous) => ({ ...previous, task: undefined }) });
  }, [navigate]);
}
