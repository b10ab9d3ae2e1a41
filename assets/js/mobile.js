import './kit.js';
import './parts/at-once.js';
import './parts/outbox.js';
import './parts/scan.js';

if ('serviceWorker' in navigator && window.isSecureContext) {
  navigator.serviceWorker.register('/sw.js', { scope: '/m/' }).catch(() => {
    // In-app web views often have none: the outbox lives in the page and works without it.
  });
}
