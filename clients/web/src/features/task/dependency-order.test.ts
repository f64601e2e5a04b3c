import type { Dependency } from '@quncheng/api';
import { expect, it } from 'vitest';

import { whoWaitsFor } from './dependency-order.ts';

const link = (predecessor_id: string, successor_id: string): Dependency => ({
  id: `${predecessor_id}-${successor_id}`,
  project_id: 'p',
  predecessor_id,
  successor_id,
  type: 'FS',
  lag: 0,
  lag_unit: 'day',
});

it('follows the links forward, through others, and not back', () => {
  const links = [link('a', 'b'), link('b', 'c'), link('x', 'b'), link('c', 'd')];
  expect([...whoWaitsFor('b', links)].sort()).toEqual(['b', 'c', 'd']);
  expect([...whoWaitsFor('d', links)]).toEqual(['d']);
});

it('comes to an end even when the links run in a circle', () => {
  expect([...whoWaitsFor('a', [link('a', 'b'), link('b', 'a')])].sort()).toEqual(['a', 'b']);
});
