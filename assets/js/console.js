import './kit.js';
import './parts/drawer.js';
import './parts/qr-screen.js';
import './parts/select-all.js';
import './parts/tree.js';
