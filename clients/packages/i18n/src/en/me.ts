/** English of `zh/me.ts`. */
import type { me as source } from '../zh/me.ts';
import type { Translation } from '../translation.ts';

export const me: Translation<typeof source> = {
  'me.title': 'Me',
  'me.appearance': 'Appearance',
  'me.language': 'Language',
  'me.auto': 'System',
  'me.light': 'Light',
  'me.dark': 'Dark',
  'me.devices': 'Signed-in devices',
  'me.this_device': 'This device',
  'me.last_used': 'Last used {time}',
  'me.never_used': 'Never used',
  'me.end_session': 'Sign out',
  'me.ended': 'Signed out there',
  'me.unknown_device': 'Unknown device',
  'me.tokens': 'API tokens',
  'me.tokens_hint': 'For scripts and other systems, with your own rights.',
  'me.new_token': 'New token',
  'me.token_name': 'What it is for',
  'me.token_secret': 'Copy it now: it is shown only this once.',
  'me.revoke': 'Revoke',
  'me.revoked': 'Token revoked',
  'me.expires': 'Expires {time}',
};
