/** What administrators ask about the people of the organization. */
import type { Member, OrganizationRole, Page } from './types.ts';

/** What somebody has in hand in one project. */
export interface MemberWork {
  readonly project_id: string;
  readonly project_name: string;
  readonly is_manager: boolean;
  readonly tasks: readonly { readonly id: string; readonly number: number; readonly title: string }[];
}

interface ById {
  readonly id: string;
}

export interface PeopleEndpoints {
  'POST /members': { body: { name: string; role: OrganizationRole }; answer: Member };
  'PATCH /members/{id}': { path: ById; body: { name?: string; role?: OrganizationRole; is_active?: boolean }; answer: Member };
  'GET /members/{id}/work': { path: ById; answer: Page<MemberWork> };
}
