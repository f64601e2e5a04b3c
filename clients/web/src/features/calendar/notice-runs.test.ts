import { expect, it } from 'vitest';

import { runsOf } from './notice-runs.ts';

it('puts days that follow each other under one name together', () => {
  const off = (on: string, name: string) => ({ on, name, is_workday: false });
  expect(
    runsOf([off('2027-02-28', '春节'), off('2027-03-01', '春节'), { on: '2027-03-02', name: '春节', is_workday: true }, off('2027-03-03', '春节'), off('2027-03-04', '年会')]),
  ).toEqual([
    { first: '2027-02-28', last: '2027-03-01', name: '春节', isWorkday: false },
    { first: '2027-03-02', last: '2027-03-02', name: '春节', isWorkday: true },
    { first: '2027-03-03', last: '2027-03-03', name: '春节', isWorkday: false },
    { first: '2027-03-04', last: '2027-03-04', name: '年会', isWorkday: false },
  ]);
});
