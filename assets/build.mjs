// node assets/build.mjs [--watch|--analyze]: bundles assets/js and assets/css into assets/dist.
// Entries keep their names (Django's manifest hashes them); chunks carry esbuild's own hash.
// Never make a file that is imported lazily an entry too.
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const watching = process.argv.includes('--watch');
const entries = {
  console: 'assets/js/console.js',
  mobile: 'assets/js/mobile.js',
  app: 'assets/css/app.css',
};

const options = {
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'assets/dist',
  bundle: true,
  minify: !watching,
  sourcemap: watching,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // What reaches Windows 7 desktops and older phones: see docs/architecture.md.
  target: ['chrome109', 'safari15.4', 'firefox115'],
  charset: 'utf8',
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
};

// What the phone needs to start without a network: its entry, what that imports at once, the look.
function shell({ outputs }) {
  const needed = new Set(['assets/dist/app.css', 'assets/dist/img/mark.svg']);
  const walk = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') walk(path);
  };
  walk('assets/dist/mobile.js');
  return [...needed].map((file) => file.replace('assets/dist/', ''));
}

rmSync('assets/dist', { recursive: true, force: true });
cpSync('assets/img', 'assets/dist/img', { recursive: true });
if (watching) {
  await (await esbuild.context(options)).watch();
} else {
  const result = await esbuild.build(options);
  writeFileSync('assets/dist/shell.json', JSON.stringify(shell(result.metafile)));
  if (process.argv.includes('--analyze')) console.log(await esbuild.analyzeMetafile(result.metafile));
}
