/** English of `zh/sign-in.ts`. */
import type { signIn as source } from '../zh/sign-in.ts';
import type { Translation } from '../translation.ts';

export const signIn: Translation<typeof source> = {
  'sign_in.title': 'Sign in to Quncheng',
  'sign_in.lead': 'Send these six digits to “{bot}” in WeCom and you are signed in here.',
  'sign_in.code_label': 'Sign-in code',
  'sign_in.countdown': 'Valid for {time}',
  'sign_in.waiting': 'Waiting for your code',
  'sign_in.expired': 'The code has expired',
  'sign_in.expired_hint': 'Just get a new one.',
  'sign_in.again': 'Get a new code',
  'sign_in.step_open': 'Open the chat with “{bot}”',
  'sign_in.step_send': 'Send the six digits above',
  'sign_in.step_done': 'Come back: you are signed in',
  'sign_in.demo_title': 'Demonstration: pick who you are',
  'sign_in.demo_hint': 'Sign out at any time and look as somebody else.',
  'sign_in.signed_out': 'Your session has ended, please sign in again. Unsent changes are kept.',
};
