/** Headers come back as they were, and what many have in common is written once. */
import t from 'tap'
import { createHeaderTemplates, headersOf, withOpen } from '../../../src/admin/journal/header-template.js'
import type { HeaderTemplate } from '../../../src/admin/journal/header-template.js'
import type { Headers } from '../../../src/admin/journal/journal.js'
import { fc } from '../../support/property.js'

const openOf = (template: HeaderTemplate, headers: Headers): readonly string[] => withOpen('', template, headers).split('\0').slice(1)

t.test('what differs is left open', async t => {
  const { templateFor } = createHeaderTemplates()
  const [first, second, third] = [{ etag: '1', vary: 'Accept' }, { etag: '2', vary: 'Accept' }, { etag: '3', vary: 'Accept' }]
  t.strictSame(templateFor(first), { names: ['etag', 'vary'], values: ['1', 'Accept'], open: 0 })
  t.equal(templateFor(first), templateFor(first), 'the same headers have the same template')
  t.strictSame(templateFor(second), { names: ['etag', 'vary'], values: [undefined, 'Accept'], open: 1 })
  t.equal(templateFor(third), templateFor(first), 'and what fits it takes it')
  t.strictSame(openOf(templateFor(third), third), ['3'])
})

t.test('other names, and other orders of them, have templates of their own, of which some are remembered', async t => {
  const { templateFor } = createHeaderTemplates()
  const kept = templateFor({ a: '1' })
  for (const headers of [{ a: '1', b: '1' }, { b: '1', a: '1' }, { b: '1' }, {}]) t.not(templateFor(headers), kept)
  t.equal(templateFor({ a: '1' }), kept)
  for (let number = 0; number < 100; number++) templateFor({ [`x-${number}`]: '1' })
  t.not(templateFor({ a: '1' }), kept, 'what was not met for long is forgotten')
})

t.test('values that are missing, lists and numbers', async t => {
  const { templateFor } = createHeaderTemplates()
  const headers = { 'content-length': 5, 'set-cookie': ['a', 'b'], absent: undefined }
  const template = templateFor(headers)
  t.strictSame(headersOf(template, openOf(template, headers)), { 'content-length': '5', 'set-cookie': 'a, b' })
  t.equal(templateFor({ ...headers }), template)
  t.strictSame(templateFor({ ...headers, 'set-cookie': ['c'] }).values, ['5', undefined])
})

t.test('any headers, in any order of requests', async t => {
  const value = fc.constantFrom('', 'one', 'two', 'three')
  const headers = fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', '__proto'), value)
  const result = fc.check(fc.property(fc.array(headers, { minLength: 1, maxLength: 60 }), all => {
    const { templateFor } = createHeaderTemplates()
    return all.every(one => {
      const template = templateFor(one)
      const read = headersOf(template, openOf(template, one))
      return JSON.stringify(Object.entries(read)) === JSON.stringify(Object.entries(one))
    })
  }), { seed: 1, numRuns: 500 })
  t.equal(fc.defaultReportMessage(result), undefined)
})
