/** Files of a plan: sending one with its progress, deciding about it, and where to fetch the plan as a file. */
import { API_ROOT, ApiProblem, readProblem, toQueryString, Unreachable } from '@quncheng/api';
import type { ExportFormat, ImportChoices, ImportPreview, ImportResult } from '@quncheng/api';
import { useMemo } from 'react';
import { getWords } from '../app/words.ts';
import { useDataLayer } from './context.ts';

export const LARGEST_FILE = 30_000_000;

export interface PlanImportCalls {
  /** Throws what the caller throws; aborted by the signal. */
  readonly upload: (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<ImportPreview>;
  readonly preview: (importId: string, choices: ImportChoices) => Promise<ImportPreview>;
  readonly apply: (importId: string, choices: ImportChoices) => Promise<ImportResult>;
  readonly discard: (importId: string) => void;
}

export function usePlanImport(projectId: string): PlanImportCalls {
  const layer = useDataLayer();
  return useMemo(
    () => ({
      upload: (file, onProgress, signal) => upload(projectId, file, onProgress, signal),
      preview: (id, choices) => layer.caller.call('POST /plan-imports/{id}/preview', { path: { id }, body: choices }),
      async apply(id, choices) {
        const done = await layer.caller.call('POST /plan-imports/{id}/apply', { path: { id }, body: choices });
        await layer.refresh();
        return done;
      },
      discard(id) {
        // Forgotten within a day anyway.
        layer.caller.call('DELETE /plan-imports/{id}', { path: { id } }).catch(() => undefined);
      },
    }),
    [layer, projectId],
  );
}

export function exportAddress(projectId: string, format: ExportFormat): string {
  return `${API_ROOT}/projects/${encodeURIComponent(projectId)}/plan/export${toQueryString({ format })}`;
}

/** What went wrong, as it may be shown. */
export function sentenceOf(error: unknown): string {
  const t = getWords();
  if (error instanceof ApiProblem && error.title !== '') return error.title;
  return error instanceof Unreachable ? t('common.unreachable') : t('common.error_title');
}

/** `fetch` cannot tell how much of a body has gone. */
function upload(projectId: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<ImportPreview> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const address = `${API_ROOT}/projects/${encodeURIComponent(projectId)}/plan/import${toQueryString({ name: file.name })}`;
    request.open('POST', address);
    request.responseType = 'json';
    request.setRequestHeader('X-Requested-With', 'quncheng');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 400) reject(readProblem(request.status, request.response));
      else resolve(request.response as ImportPreview);
    };
    request.onerror = () => reject(new Unreachable('upload'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
