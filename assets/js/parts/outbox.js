// form[data-offline]: stored on the phone first, then sent with an Idempotency-Key, so that a bad
// network loses nothing and the server counts once. Kept on 401, 403, 408, 425, 429 and 5xx; what the
// server refuses for good is shown with its sentence. Never for votes or payments.
// [data-outbox] says how many wait; the form's [role=status] says what became of it.
// A thing belongs to whoever wrote it (body[data-who]): on a shared phone nobody sends another's.
import { openDB } from 'idb';
import { csrf, make } from './page.js';
import { toast } from './toast.js';

const KEEP = new Set([401, 403, 408, 425, 429]);
const db = openDB('lianxin', 1, {
  upgrade(fresh) {
    fresh.createObjectStore('outbox', { keyPath: 'key' });
  },
});
const who = () => document.body.dataset.who ?? '';
const key = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const mine = async () => (await (await db).getAll('outbox')).filter((item) => item.who === who());

async function send(item) {
  const answer = await fetch(item.url, {
    method: 'POST',
    credentials: 'same-origin',
    body: new URLSearchParams(item.body),
    headers: { 'X-CSRFToken': csrf(), 'Idempotency-Key': item.key, 'X-Offline-Replay': '1', 'X-Written-At': new Date(item.at).toISOString(), 'HX-Request': 'true' },
  });
  // Sent to the sign-in page: the session is over, the thing is not.
  const next = answer.headers.get('HX-Redirect');
  const away = next && new URL(next, location.href).pathname.startsWith('/accounts/');
  if (away || KEEP.has(answer.status) || answer.status >= 500) return { kept: true };
  await (await db).delete('outbox', item.key);
  if (answer.ok) return { done: true, url: next };
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const sentence = page.querySelector('[role=alert] p') ?? page.querySelector('[role=alert], .err');
  return { refused: sentence?.textContent.trim() || '没有被接受，请重新办理。' };
}

let busy;
export function flush() {
  busy ??= (async () => {
    const results = new Map();
    try {
      for (const item of await mine()) {
        const result = await send(item).catch(() => ({ kept: true }));
        results.set(item.key, result);
        if (result.refused) toast(`${item.title || '一项提交'}：${result.refused}`, 'error');
        if (result.kept) break;
      }
    } finally {
      busy = null;
      await show();
    }
    return results;
  })();
  return busy;
}

async function show() {
  const waiting = (await mine()).length;
  for (const place of document.querySelectorAll('[data-outbox]')) {
    place.hidden = waiting === 0;
    place.textContent = `有 ${waiting} 项已保存在本机，联网后自动提交。`;
  }
  for (const place of document.querySelectorAll('[data-net]')) place.hidden = navigator.onLine;
}

document.addEventListener('submit', async (event) => {
  const form = event.target.closest?.('form[data-offline]');
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const data = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  if (event.submitter?.name) data.push([event.submitter.name, event.submitter.value]);
  const item = { key: key(), who: who(), url: form.action, body: data, at: Date.now(), title: form.dataset.offline };
  const status = form.querySelector('[role=status]') ?? form.appendChild(make('p', { role: 'status', class: 'soft' }));
  try {
    await (await db).put('outbox', item);
  } catch {
    // No storage (private window): the form goes the ordinary way.
    form.removeAttribute('data-offline');
    form.dispatchEvent(new Event('lx:answered'));
    form.requestSubmit(event.submitter);
    return;
  }
  status.textContent = '已保存，正在提交…';
  const result = (await flush()).get(item.key) ?? { kept: true };
  form.dispatchEvent(new Event('lx:answered'));
  if (result.done) {
    status.textContent = '已提交';
    if (result.url) location.assign(result.url);
    else if (form.dataset.next) location.assign(form.dataset.next);
  } else {
    status.textContent = result.refused ?? '已保存在本机，联网后自动提交。';
  }
});

// Leaving a shared phone: pages kept for offline reading go, and what waits is named first.
document.addEventListener('submit', (event) => {
  if (event.target.matches?.('form[data-sign-out]')) window.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
});

window.addEventListener('online', flush);
window.addEventListener('offline', show);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush());
setInterval(() => navigator.onLine && flush(), 30000);
show().then(() => navigator.onLine && flush());
