import { expect, test } from 'vitest';
import type { Member } from '@quncheng/api';
import { sortPeople } from './people-order.ts';

const person = (name: string, role: Member['role'], is_active = true): Member => ({ id: name, name, role, initials: name, is_active, is_me: false });

test('administrators come first and who has left comes last', () => {
  const listed = [person('王强', 'member'), person('赵敏', 'admin', false), person('李雷', 'member'), person('访客', 'guest'), person('林珊', 'admin')];

  expect(sortPeople(listed).map((one) => one.name)).toEqual(['林珊', '李雷', '王强', '访客', '赵敏']);
});
