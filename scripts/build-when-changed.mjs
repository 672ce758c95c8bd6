/**
 * Before npm start: compiles when something changed since the last time, and says so; does nothing otherwise. Types are removed, not checked,
 * so that the first start takes seconds: `npm run types` checks them.
 */
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildProgram } from './bundle.mjs'
import { compileScripts } from './compile.mjs'
import { buildConsole } from './console.mjs'

const everythingIn = folder => [folder, ...readdirSync(folder, { recursive: true }).map(name => join(folder, name))]
const inputs = ['tsconfig.json', 'package.json', 'package-lock.json', ...everythingIn('src'), ...everythingIn('console'), ...everythingIn('prisma')]
/** Written when all of it is made; its time is that of the beginning, so that what changed meanwhile is compiled by the next start. */
const MARK = 'dist/.compiled'
const outputs = [MARK, 'dist/program/main.js', 'dist/console/index.html']

const changedAt = path => statSync(path).mtimeMs

const isCurrent = () => outputs.every(path => existsSync(path)) && inputs.every(path => changedAt(path) <= changedAt(MARK))

if (!isCurrent()) {
  console.error('Compiling the TypeScript; this is done at the first start and after changes.')
  const began = new Date()
  try {
    await compileScripts()
    await buildProgram()
    await buildConsole()
  } catch (error) {
    // What is wrong in the sources, esbuild has said.
    if (error.errors === undefined) console.error(error)
    process.exit(1)
  }
  writeFileSync(MARK, '')
  utimesSync(MARK, began, began)
}
