/** A new file is a whole copy of the template, or not there; a file that is there stays. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { copyNewFile } from '../../../src/storage/database/new-file.js'

t.test('a copy for its owner alone, with nothing left beside it', t => {
  const folder = t.testdir({ template: 'pages' })
  const [path, template] = [join(folder, 'new.db'), join(folder, 'template')]
  for (const durable of [true, false]) {
    copyNewFile(durable ? path : `${path}2`, durable, template)
    t.equal(readFileSync(durable ? path : `${path}2`, 'utf8'), 'pages')
  }
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.same(readdirSync(folder).sort(), ['new.db', 'new.db2', 'template'])
  t.end()
})

t.test('a file that is there stays, an empty one too', t => {
  const folder = t.testdir({ template: 'pages', empty: '', full: 'data' })
  for (const name of ['empty', 'full']) copyNewFile(join(folder, name), true, join(folder, 'template'))
  t.same(['empty', 'full'].map(name => readFileSync(join(folder, name), 'utf8')), ['', 'data'])
  t.end()
})

t.test('where there is no template, or nothing can be written, there is no file', t => {
  const folder = t.testdir({ template: 'pages' })
  copyNewFile(join(folder, 'new.db'), true, join(folder, 'nothing'))
  copyNewFile(join(folder, 'missing', 'new.db'), true, join(folder, 'template'))
  writeFileSync(join(folder, 'file'), '')
  copyNewFile(join(folder, 'file', 'new.db'), true, join(folder, 'template'))
  t.same(readdirSync(folder).sort(), ['file', 'template'])
  t.end()
})
