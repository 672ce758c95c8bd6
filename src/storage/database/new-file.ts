/**
 * A new SQLite file as a copy of one that has every migration: applying them takes the schema engine a second. The build makes it
 * (`scripts/new-database.mjs`); without it, a new file is an empty one.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Beside the program when it is bundled. */
const TEMPLATE = fileURLToPath(new URL('new-database.sqlite', import.meta.url))

/**
 * Makes the file, for its owner alone, when it is not there and can be made; whoever comes first made it. It is there whole or not at all.
 * @param durable Whether it must be on the disk, because what is written to it later will be.
 */
export function copyNewFile (path: string, durable: boolean, template = TEMPLATE): void {
  if (existsSync(path) || !existsSync(template)) return
  const draft = `${path}-new-${randomUUID()}`
  try {
    write(draft, readFileSync(template), durable)
    linkSync(draft, path)
    if (durable) syncFolder(dirname(path))
  } catch {
    // Somebody else made it, or this file system has no links, or nothing can be written: an empty file is tried next, and says so.
  }
  if (existsSync(draft)) rmSync(draft)
}

function write (path: string, bytes: Uint8Array, durable: boolean): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, bytes)
    if (durable) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The name of the new file is on the disk, too. */
function syncFolder (path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
