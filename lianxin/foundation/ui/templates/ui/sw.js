// The phone's shell without a network. The outbox lives in the page (assets/js/parts/outbox.js), not here.
const VERSION = '{{ version }}';
const SHELL = {{ files|safe }};
const OFFLINE = '{{ offline }}';
const STATIC = '{{ static_url }}';
const SHELL_CACHE = `shell-${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('shell-') && name !== SHELL_CACHE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const within = (request, ms) =>
  Promise.race([fetch(request), new Promise((_, fail) => setTimeout(() => fail(new Error('slow')), ms))]);

async function keep(name, request, answer) {
  const cache = await caches.open(name);
  await cache.put(request, answer.clone());
  return answer;
}

/** Files named after their content: the kept one is the right one. */
async function file(request) {
  return (await caches.match(request)) ?? keep(SHELL_CACHE, request, await fetch(request));
}

/** The network first, for four seconds; then the page as it was last seen, if it may be kept at all. */
async function page(request) {
  try {
    const answer = await within(request, 4000);
    const may = answer.ok && !answer.redirected && answer.headers.get('X-Offline') === 'allow';
    return may ? await keep('pages', request, answer) : answer;
  } catch {
    return (await caches.match(request)) ?? caches.match(OFFLINE);
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(file(request));
  else if (request.mode === 'navigate' && url.pathname.startsWith('/m/')) event.respondWith(page(request));
});
