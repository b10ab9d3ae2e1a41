// node assets/build.mjs [--watch|--analyze]: bundles assets/js and assets/css into assets/dist.
// Entries keep their names (Django's manifest hashes them); chunks carry esbuild's own hash.
// Never make a file that is imported lazily an entry too.
import { cpSync, existsSync, rmSync } from 'node:fs';
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

rmSync('assets/dist', { recursive: true, force: true });
cpSync('assets/img', 'assets/dist/img', { recursive: true });
if (watching) {
  await (await esbuild.context(options)).watch();
} else {
  const result = await esbuild.build(options);
  if (process.argv.includes('--analyze')) console.log(await esbuild.analyzeMetafile(result.metafile));
}
