/** Requests that `public/early.js` has sent before the app was there; each answer is taken once. */
declare global {
  interface Window {
    readonly quncheng?: { readonly asked: Record<string, Promise<Response>> };
  }
}

export function takeEarly(method: string, url: string): Promise<Response> | null {
  const asked = window.quncheng?.asked;
  const answering = method === 'GET' ? asked?.[url] : undefined;
  if (!asked || !answering) return null;
  Reflect.deleteProperty(asked, url);
  return answering;
}
