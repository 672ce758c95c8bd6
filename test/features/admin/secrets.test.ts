/** Tokens and secrets are not shown: by the journal, whatever carried them, and by the log, whose lines nobody else writes. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startProcess } from '../../support/process.js'
import { OFFICE, callerOf, json, onBothDatabases, startService } from '../../support/service.js'

const SECRET = 's3cr3t-value'
const headers = {
  Authorization: `Bearer ${SECRET}`,
  Cookie: `session=${SECRET}`,
  'X-Api-Key': SECRET,
  'x-admin-key': SECRET,
  Referer: `https://a.example/?access_token=${SECRET}`
}

onBothDatabases('a batch in JSON and as multipart, and a form', async (t, { app }) => {
  const call = callerOf(app, SECRET)
  const url = `/officeConfiguration?access_token=${SECRET}&client%5Fsecret=${SECRET}`
  await call('POST', '/beta/$batch', {
    body: {
      requests: [
        { id: '1', method: 'GET', url, headers },
        { id: '2', method: 'PATCH', url: '/officeConfiguration', headers: { ...headers, 'Content-Type': 'application/json' }, body: { client_secret: SECRET, password: [SECRET] } }
      ]
    }
  })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const part = `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPATCH ${url} HTTP/1.1\r\n${lines}Content-Type: application/json\r\n\r\n{"client_secret":"${SECRET}"}\r\n`
  await call('POST', '/beta/$batch', { headers: { 'content-type': 'multipart/mixed; boundary=b' }, body: `${part}--b--` })
  await call('POST', `${OFFICE}/$query`, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `client_secret=${SECRET}&$select=id` })
  for (const url of ['/__admin/requests', '/__admin/requests.har', '/__admin/requests/1']) {
    const { body } = await app.inject({ url })
    t.notMatch(body, SECRET, url)
    t.match(body, '***', url)
  }
  t.equal((json(await app.inject({ url: '/__admin/requests' }))['value'] as readonly unknown[]).length, 6, 'the batches and their requests are all there')
  const question = { match: { path: '**', body: { client_secret: 'another' } }, exactly: 9 }
  const verified = await app.inject({ method: 'POST', url: '/__admin/requests/verify', payload: question })
  t.notMatch(verified.body, SECRET, 'nor in what came near')
  t.match(verified.body, 'client_secret is ***')
}, { journalSize: 100 })

t.test('the log: no secret of a URL, and one line a request', async t => {
  for (const format of ['json', 'pretty']) {
    const { child, url, ended } = await startProcess(t, 'file::memory:', ['--log-format', format])
    const authorization = `Bearer ${SECRET}`
    await (await fetch(`${url}${OFFICE}?access_token=${SECRET}&%70assword=${SECRET}`, { headers: { authorization } })).text()
    const forged = '/officeConfiguration\n[00:00:00.000] INFO: forged 1\r\n\u001b[31mforged 2\u2028forged 3'
    const requests = [{ id: '1', method: 'GET', url: forged }, { id: '2', method: 'GET', url: `/officeConfiguration?token=${SECRET}` }]
    const body = JSON.stringify({ requests })
    await (await fetch(`${url}/beta/$batch`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body })).text()
    child.kill('SIGTERM')
    const { stdout } = await ended
    t.notMatch(stdout, SECRET, format)
    t.match(stdout, 'access_token=***', format)
    const lines = stdout.split('\n').filter(line => line.includes('forged'))
    t.equal(lines.length, 1, `${format}: one line holds all that was to forge some`)
    t.match(lines[0], 'in a batch')
    t.notOk(lines[0]?.includes('\u001b[31mforged'), 'nor does it colour the terminal')
  }
})

t.test('the files of a database, which holds the key that tokens are signed with', { skip: process.platform === 'win32' && 'files have no modes here' }, async t => {
  const folder = join(t.testdir(), 'made', 'by', 'the-service')
  const call = callerOf(await startService(t, { databaseUrl: `file:${join(folder, 'office.db')}` }))
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const files = readdirSync(folder)
  t.same(files.filter(name => name.startsWith('office.db')).sort(), ['office.db', 'office.db-shm', 'office.db-wal'])
  for (const name of files) t.equal((statSync(join(folder, name)).mode & 0o777).toString(8), '600', name)
})
