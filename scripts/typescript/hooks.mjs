// How Node finds and reads TypeScript: imports name the `.js` that a build would make.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transpiled } from './transpile.mjs'

/** The TypeScript that a specifier means; undefined for everything else. */
function sourceOf (specifier, { parentURL }) {
  if (!specifier.startsWith('.') || !specifier.endsWith('.js') || parentURL?.endsWith('.ts') !== true) return undefined
  const { href } = new URL(specifier.replace(/js$/, 'ts'), parentURL)
  return existsSync(fileURLToPath(href)) ? href : undefined
}

export function resolve (specifier, context, next) {
  const url = sourceOf(specifier, context)
  return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true }
}

export function load (url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context)
  return { format: 'module', source: transpiled(fileURLToPath(url)), shortCircuit: true }
}
