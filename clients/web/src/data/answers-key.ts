/** Where a member's cached answers are kept on this device. */
export function answersKey(memberId: string): string {
  return `quncheng.answers.${memberId}`;
}
