// Keeps the shell of the app on the device, so that it opens without a network. Data is not its business:
// the API is never cached here, the app keeps its own copy.
const VERSION = '__VERSION__';
const FILES = __FILES__;
const CACHE = `quncheng-${VERSION}`;
const PATIENCE_MS = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function fromCache(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path);
}

function impatientFetch(request) {
  const patience = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE_MS));
  return Promise.race([fetch(request), patience]);
}

/** The newest page when the network answers in time, else the one we have. */
async function openPage(request) {
  try {
    const answer = await impatientFetch(request);
    if (answer.ok) return answer;
    return (await fromCache('/member.html')) ?? answer;
  } catch {
    return (await fromCache('/member.html')) ?? Response.error();
  }
}

async function openFile(request, path) {
  return (await fromCache(path)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  else if (FILES.includes(url.pathname)) event.respondWith(openFile(request, url.pathname));
});
