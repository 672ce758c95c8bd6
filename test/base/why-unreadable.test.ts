/** Files that cannot be read: a reason in words, for the codes that people meet. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { whyUnreadable } from '../../src/base/why-unreadable.js'

const folder = mkdtempSync(join(tmpdir(), 'unreadable-'))
t.teardown(() => { rmSync(folder, { recursive: true }) })

const failure = (read: () => unknown): unknown => {
  try { read() } catch (error) { return error }
  throw new Error('nothing failed')
}

t.test('in words', async t => {
  t.equal(whyUnreadable(failure(() => readFileSync(join(folder, 'none.json')))), 'there is no such file')
  t.equal(whyUnreadable(failure(() => readFileSync(join(import.meta.filename ?? process.execPath, 'none.json')))), 'there is no such file')
  t.equal(whyUnreadable(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })), 'this user may not read it')
  t.match(whyUnreadable(failure(() => JSON.parse('{'))), /JSON/, 'what is wrong in a file that could be read, as it was said')
})

t.test('a folder', { skip: process.platform === 'win32' && 'it is a matter of permission there' }, async t => {
  t.equal(whyUnreadable(failure(() => readFileSync(folder))), 'it is a folder')
})
