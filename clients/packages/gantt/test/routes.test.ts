import { expect, test } from 'vitest';
import type { Box } from '../src/geometry.ts';
import { distanceToRoute, routeLink } from '../src/routes.ts';

const upper: Box = { x: 100, y: 10, width: 40, height: 16 };
const later: Box = { x: 200, y: 46, width: 40, height: 16 };
const sooner: Box = { x: 120, y: 46, width: 40, height: 16 };

test('finish to start goes straight when there is room', () => {
  expect(routeLink('FS', upper, later, 36)).toEqual([140, 18, 150, 18, 150, 54, 200, 54]);
});

test('finish to start goes around between the rows when the successor begins earlier', () => {
  expect(routeLink('FS', upper, sooner, 36)).toEqual([140, 18, 150, 18, 150, 36, 110, 36, 110, 54, 120, 54]);
  expect(routeLink('FS', { ...upper, y: 82 }, sooner, 36).slice(4, 6)).toEqual([150, 72]);
});

test('start to start turns left of both, finish to finish right of both', () => {
  expect(routeLink('SS', upper, sooner, 36)).toEqual([100, 18, 90, 18, 90, 54, 120, 54]);
  expect(routeLink('FF', upper, sooner, 36)).toEqual([140, 18, 170, 18, 170, 54, 160, 54]);
});

test('start to finish leaves to the left and comes in from the right', () => {
  expect(routeLink('SF', later, upper, 36)).toEqual([200, 54, 190, 54, 190, 18, 140, 18]);
  expect(routeLink('SF', upper, later, 36)).toEqual([100, 18, 90, 18, 90, 36, 250, 36, 250, 54, 240, 54]);
});

test('the distance is that to the nearest part', () => {
  const route = [0, 0, 10, 0, 10, 20];
  expect(distanceToRoute(route, 5, 3)).toBe(3);
  expect(distanceToRoute(route, 14, 23)).toBe(5);
});
