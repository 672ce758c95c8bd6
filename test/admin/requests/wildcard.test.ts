/** Patterns, in time that no pattern can stretch. */
import t from 'tap'
import { matchesPath, matchesText } from '../../../src/admin/requests/wildcard.js'

t.test('patterns of paths', t => {
  const yes = [['/a/b', '/A/B'], ['/a/*', '/a/b'], ['/a/**', '/a'], ['/a/**', '/a/b/c'], ['/**/c', '/c'], ['/**/c', '/a/b/c'], ['/a/**/c', '/a/c'], ['/a?c', '/abc'], ['/*b*', '/abc'], ['/a b', '/a%20b'], ['**', '/']]
  const no = [['/a/*', '/a'], ['/a/*', '/a/b/c'], ['/a', '/a/b'], ['/a/**/c', '/a/bc'], ['/a?', '/a'], ['/a.c', '/abc'], ['/**/b', '/a']]
  for (const [pattern, path] of yes) t.ok(matchesPath(pattern!, path!), `${pattern} ${path}`)
  for (const [pattern, path] of no) t.notOk(matchesPath(pattern!, path!), `${pattern} ${path}`)
  t.end()
})

t.test('hostile patterns are no slower', t => {
  const began = process.cpuUsage()
  matchesText('*a'.repeat(500), `${'a'.repeat(16_000)}b`)
  matchesPath('/**/*a*'.repeat(140), '/aaaa'.repeat(3000))
  t.ok(process.cpuUsage(began).user < 2_000_000, 'microseconds of this process, whatever else runs')
  t.end()
})
