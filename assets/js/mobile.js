import './kit.js';
