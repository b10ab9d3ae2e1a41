// What every page needs: htmx with our manners, dialogs, confirmations, notices, menus.
import htmx from 'htmx.org';
import './parts/answers.js';
import './parts/confirm.js';
import './parts/copy.js';
import './parts/dialog.js';
import './parts/idle.js';
import './parts/menu.js';
import './parts/once.js';
import './parts/only-for.js';
import './parts/tabs.js';
import './parts/toast.js';
import './parts/chart.js';
import './parts/filter-rows.js';
import './parts/live.js';
import './parts/picker.js';
import './parts/upload.js';
import './parts/files.js';

window.htmx = htmx;
