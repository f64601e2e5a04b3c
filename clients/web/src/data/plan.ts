/** The plan of a project with its critical path, what a change of it would move, and changing it. */
import { ApiProblem, type Plan, type PlanChanges, type PlanImpact } from '@quncheng/api';
import { createId } from '@quncheng/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { getWords } from '../app/words.ts';
import { showToast } from '../ui/toast.ts';
import { answersOf } from './answer-cache.ts';
import { useDataLayer } from './context.ts';
import type { DataLayer } from './data-layer.ts';

const KEPT_MS = 300_000;

export interface LoadedPlan {
  readonly plan: Plan | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Asked again after news about tasks and dependencies; the last answer stays in sight meanwhile. */
export function usePlan(projectId: string, baselineId: string | null): LoadedPlan {
  const layer = useDataLayer();
  const { data, error, refetch } = useQuery(
    {
      queryKey: [...planKey(projectId), baselineId],
      queryFn: () => layer.caller.call('GET /projects/{id}/plan', { path: { id: projectId }, query: { baseline_id: baselineId } }),
      placeholderData: keepPreviousData,
      // Comparing two answers of 5,000 tasks field by field costs more than drawing the new one.
      structuralSharing: false,
      gcTime: KEPT_MS,
      meta: { isLarge: true },
    },
    answersOf(layer),
  );
  const retry = useCallback(() => void refetch(), [refetch]);
  return { plan: data, error, retry };
}

export interface PlanCalls {
  /** What it would move. Throws what the caller throws. */
  readonly ask: (changes: PlanChanges) => Promise<PlanImpact>;
  /** Null when it was refused; the person has been told. */
  readonly apply: (changes: PlanChanges, version?: number) => Promise<PlanImpact | null>;
  /** Asks for the plan as it is now. Throws when no answer comes. */
  readonly reload: () => Promise<void>;
}

export function usePlanCalls(projectId: string): PlanCalls {
  const layer = useDataLayer();
  return useMemo(
    () => ({
      ask: (changes) => layer.caller.call('POST /projects/{id}/plan/dry-run', { path: { id: projectId }, body: changes }),
      async apply(changes, version) {
        try {
          const done = await change(layer, projectId, version === undefined ? changes : { ...changes, version });
          await layer.refresh();
          return done;
        } catch (error) {
          const isSaid = error instanceof ApiProblem && error.title !== '';
          showToast(isSaid ? error.title : getWords()('common.unreachable'), { tone: 'danger' });
          return null;
        }
      },
      reload: () => answersOf(layer).refetchQueries({ queryKey: planKey(projectId) }, { throwOnError: true }),
    }),
    [layer, projectId],
  );
}

/** Begins like an endpoint's: news about tasks make it out of date. */
function planKey(projectId: string): readonly string[] {
  return ['GET /projects/{id}/plan', projectId];
}

/** Written down once, however often the network makes us send it. */
function change(layer: DataLayer, projectId: string, body: PlanChanges & { readonly version?: number }): Promise<PlanImpact> {
  const idempotencyKey = createId(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count)));
  const path = `/projects/${encodeURIComponent(projectId)}/plan/changes`;
  return layer.caller.send({ method: 'POST', path, body, idempotencyKey }) as Promise<PlanImpact>;
}
