import t from 'tap'
import { ConfigError, defaultConfig, maskPassword, parseConfig } from '../src/config.js'

t.test('flags win over the environment, the environment over the defaults', t => {
  t.same(parseConfig([], {}, '1'), defaultConfig)
  t.match(parseConfig(['--port', '1'], { PORT: '2', HOST: '::' }, '1'), { port: 1, host: '::', auth: 'bearer' })
  t.match(parseConfig(['--port=1', '--trust-proxy'], { TRUST_PROXY: 'false' }, '1'), { port: 1, trustProxy: true })
  t.match(parseConfig([], { PORT: '', MAX_BODY_BYTES: '4096', TRUST_PROXY: 'true' }, '1'), { port: 3000, maxBodyBytes: 4096, trustProxy: true }, 'an empty variable is none')
  t.end()
})

t.test('values that cannot be', t => {
  for (const [args, env] of [[['--port', ''], {}], [['--port', '1.5'], {}], [['--log-level', 'loud'], {}], [[], { DATABASE_URL: 'file:' }], [[], { PUBLIC_URL: 'office.example' }], [[], { SHUTDOWN_TIMEOUT: '0' }], [['--port'], {}]] as const) {
    t.throws(() => parseConfig(args, env, '1'), ConfigError, JSON.stringify([args, env]))
  }
  t.end()
})

t.test('passwords are not shown', t => {
  t.equal(maskPassword('postgresql://me:p%40ss@host/db'), 'postgresql://me:***@host/db')
  t.equal(maskPassword('postgresql://me:p@ss@w:rd@host/db'), 'postgresql://me:***@host/db')
  t.equal(maskPassword('postgresql://host/db'), 'postgresql://host/db')
  t.throws(() => parseConfig([], { ADMIN_KEY: 'my secret' }, '1'), { name: 'ConfigError', message: /^ADMIN_KEY cannot be "\*\*\*"/ })
  t.equal(maskPassword('file:./data/office.db'), 'file:./data/office.db')
  t.end()
})

t.test('what texts stand for', t => {
  const port = (text: string): number => parseConfig(['--port', text], {}, '1').port
  t.equal(port('0'), 0)
  t.equal(port('65535'), 65535)
  for (const text of ['65536', '-1', ' ', 'NaN', 'Infinity', '1,5', '80a']) t.throws(() => port(text), ConfigError, text)
  for (const text of ['TRUE', '1', 'yes']) t.throws(() => parseConfig([], { TLS: text }, '1'), /TLS cannot be .*: give true or false/, text)
  t.throws(() => parseConfig(['--host='], {}, '1'), /--host cannot be ""/)
  t.throws(() => parseConfig(['--auth', 'b'], {}, '1'), /choose one of bearer, jwt, none/)
  t.throws(() => parseConfig(['--throttle', '0/1,1/1'], {}, '1'), ConfigError)
  t.end()
})
